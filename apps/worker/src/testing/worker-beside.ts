// The worker as it is, for a test that kills it in the middle: it tells the rungs in short pages, looks after the schedule often,
// says on one line of JSON that it works, and ends when its input closes.
import 'reflect-metadata';
import { Log, NestLog } from '#platform';
import { FireRung, type FireRungInput } from '#usecases';
import { NestFactory } from '@nestjs/core';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { Tending } from '../tending.js';
import { WorkerModule } from '../worker.module.js';
import { readWorkerSettings } from '../worker-settings.js';

class InShortPages extends FireRung {
  override run(input: FireRungInput): Promise<void> {
    return super.run({ ...input, size: 20 });
  }
}

class Watchful extends Tending {
  override keep(): Promise<void> {
    return super.keep(1000);
  }
}

const settings = readWorkerSettings({ ...process.env, ...(JSON.parse(process.argv[2]!) as Record<string, string>) });
let ready = false;
const log = new Log('worker', 'info', (line) => {
  process.stderr.write(line);
  if (!ready && line.includes('worker ready')) console.log(JSON.stringify({ ready: (ready = true) }));
});

Runtime.install({
  shutdownSignals: [],
  logger: new DefaultLogger('WARN', ({ level, message, meta }) => log[level === 'ERROR' ? 'error' : 'warn'](message, meta)),
  telemetryOptions: { logging: { filter: 'WARN', forward: {} } },
});

const house = WorkerModule.with(settings, log);
const app = await NestFactory.createApplicationContext(
  {
    ...house,
    providers: [...house.providers!, { provide: FireRung, useClass: InShortPages }, { provide: Tending, useClass: Watchful }],
  },
  { logger: new NestLog(log) },
);
process.stdin.resume().once('close', () => void app.close().finally(() => process.exit(0)));
