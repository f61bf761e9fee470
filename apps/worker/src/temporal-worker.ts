import { NativeConnection, Worker } from '@temporalio/worker';
import { Log } from '#platform';
import { TASK_QUEUE } from '#workflows/contracts';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { WorkerActivities } from './activities.js';
import { Pace } from './pace.js';
import { SETTINGS } from './tokens.js';
import { Tending } from './tending.js';
import type { WorkerSettings } from './worker-settings.js';
import { workflowBundle } from './workflow-bundle.js';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;

/** Does Temporal's tasks; keeps trying while Temporal is away, and tends the house once it is there. */
@Injectable()
export class TemporalWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly pace = new Pace();
  private worker: Worker | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(SETTINGS) private readonly settings: WorkerSettings,
    private readonly activities: WorkerActivities,
    private readonly tending: Tending,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.keepWorking();
  }

  async onModuleDestroy(): Promise<void> {
    this.pace.stop();
    if (this.worker?.getState() === 'RUNNING') this.worker.shutdown();
    await this.running;
  }

  private async keepWorking(): Promise<void> {
    let wait = FIRST_WAIT;
    while (!this.pace.stopped) {
      try {
        await this.work(() => (wait = FIRST_WAIT));
      } catch (error) {
        if (this.pace.stopped) return;
        this.log.warn(`Temporal at ${this.settings.temporalAddress} cannot be used; trying again`, { error });
        await this.pace.rest(wait);
        wait = Math.min(2 * wait, LONGEST_WAIT);
      }
    }
  }

  private async work(ready: () => void): Promise<void> {
    const codePath = await workflowBundle();
    const connection = await NativeConnection.connect({ address: this.settings.temporalAddress });
    try {
      const worker = await Worker.create({
        connection,
        namespace: this.settings.temporalNamespace,
        taskQueue: TASK_QUEUE,
        workflowBundle: { codePath },
        activities: this.activities.bound(),
        // Sleepers are many and wake seldom: they are replayed from their short histories, not kept in memory.
        maxCachedWorkflows: 20,
        workflowThreadPoolSize: 1,
        maxConcurrentWorkflowTaskExecutions: 10,
        maxConcurrentActivityTaskExecutions: this.settings.databasePoolSize,
        shutdownGraceTime: '3s',
        shutdownForceTime: '8s',
      });
      const run = worker.run();
      this.worker = worker;
      if (this.pace.stopped) worker.shutdown();
      ready();
      this.log.info('worker ready', {
        taskQueue: TASK_QUEUE,
        temporal: this.settings.temporalAddress,
        namespace: this.settings.temporalNamespace,
      });
      const tended = this.tending.keep();
      try {
        await run;
      } finally {
        this.tending.stop();
        await tended;
      }
    } finally {
      this.worker = null;
      await connection.close();
    }
  }
}
