import 'reflect-metadata';
import { Log, NestLog } from '#platform';
import { NestFactory } from '@nestjs/core';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { WorkerModule } from './worker.module.js';
import { readWorkerSettings } from './worker-settings.js';

const settings = readWorkerSettings(process.env);
const log = new Log('worker', settings.logLevel);

// Nest hears the signals and ends things in order; Temporal's own handlers would race it.
Runtime.install({
  shutdownSignals: [],
  logger: new DefaultLogger('WARN', ({ level, message, meta }) => log[level === 'ERROR' ? 'error' : 'warn'](message, meta)),
  telemetryOptions: { logging: { filter: 'WARN', forward: {} } },
});

const app = await NestFactory.createApplicationContext(WorkerModule.with(settings, log), { logger: new NestLog(log) });
app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
