import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { openTimeSkippingEnv } from '../../../infra/test/time-skipping.js';
import { TASK_QUEUE, WAITING_FOR, type Activities } from '../contracts.js';

export const quiet = () =>
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
  });

export const bundle = (entry = 'index.ts'): Promise<WorkflowBundle> =>
  bundleWorkflowCode({ workflowsPath: join(process.cwd(), 'workflows/src', entry), logger: new DefaultLogger('ERROR') });

export interface Stage {
  env: TestWorkflowEnvironment;
  /** A worker with these activities runs while `play` runs. */
  withWorker<T>(activities: Partial<Activities>, play: () => Promise<T>): Promise<T>;
  /** The instant it is on the server, so many days later. */
  inDays(days: number): Promise<string>;
  close(): Promise<void>;
}

export async function openStage(workflowBundle: WorkflowBundle): Promise<Stage> {
  const env = await openTimeSkippingEnv();
  return {
    env,
    withWorker: async (activities, play) => {
      const worker = await Worker.create({
        connection: env.nativeConnection,
        taskQueue: TASK_QUEUE,
        workflowBundle,
        activities,
        shutdownForceTime: '5s',
      });
      return worker.runUntil(play);
    },
    inDays: async (days) => new Date((await env.currentTimeMs()) + days * 86_400_000).toISOString(),
    close: () => env.teardown(),
  };
}

/** What it waits for, as soon as it waits. */
export async function waits(
  handle: WorkflowHandle,
  until: (at: string | null) => boolean = (at) => at !== null,
): Promise<string | null> {
  for (let tries = 0; ; tries++) {
    const at = await handle.query<string | null>(WAITING_FOR);
    if (until(at) || tries > 100) return at;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
