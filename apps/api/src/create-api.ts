import 'reflect-metadata';
import { checkModelGraph } from '#domain';
import { NestLog } from '#platform';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Express } from 'express';
import { ApiModule, type Ground } from './api.module.js';
import { openDoor, sessionsOf } from './door/middleware.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { OpenApi } from './openapi/openapi.js';

export interface Api {
  app: NestExpressApplication;
  /** Answers what is under way, refuses what is new, then lets go of the sessions. The database is the caller's. */
  close(): Promise<void>;
}

/** The whole door on given ground, ready to listen. */
export async function createApi(ground: Ground): Promise<Api> {
  // A stage nobody can reach or leave, or a step without words, must not meet an official first.
  checkModelGraph();
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.on(ground), {
    logger: new NestLog(ground.log),
    bodyParser: false,
    abortOnError: false,
  });
  const sessions = sessionsOf(ground.records, ground.settings, ground.log);
  openDoor(app.getHttpAdapter().getInstance() as Express, {
    settings: ground.settings,
    log: ground.log,
    metrics: app.get(HttpMetrics),
    sessions: sessions.middleware,
  });
  app.get(OpenApi).describe(app);
  await app.init();
  return {
    app,
    close: async () => {
      await app.close();
      sessions.store.close();
    },
  };
}
