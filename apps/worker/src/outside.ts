import type { Client } from '@temporalio/client';
import { EmailChannel } from '#notices';
import { Log } from '#platform';
import { createDataSource } from '#records';
import { Post } from '#usecases';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { TEMPORAL_CLIENT } from './tokens.js';
import type { WorkerSettings } from './worker-settings.js';

const TRY_AGAIN = 2000;

/** Waits for PostgreSQL as long as it takes. */
export async function openDataSource({ databaseUrl, databasePoolSize }: WorkerSettings, log: Log): Promise<DataSource> {
  for (let trouble = false; ; trouble = true) {
    try {
      return await createDataSource({
        url: databaseUrl,
        poolSize: databasePoolSize,
        applicationName: 'lantoa-worker',
      }).initialize();
    } catch (error) {
      if (!trouble) log.warn('PostgreSQL does not answer; trying again', { error });
      await pause(TRY_AGAIN);
    }
  }
}

/** Closes what leads outside, after everything that uses it has ended. */
@Injectable()
export class OutsideDoors implements OnApplicationShutdown {
  constructor(
    private readonly source: DataSource,
    @Inject(TEMPORAL_CLIENT) private readonly client: Client,
    private readonly post: Post,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.post instanceof EmailChannel) this.post.close();
    await Promise.allSettled([this.source.destroy(), this.client.connection.close()]);
  }
}
