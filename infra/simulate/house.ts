import { DigestWriter, EmailChannel } from '#notices';
import { Log, TemporalWaker } from '#platform';
import type { Records } from '#records';
import {
  DeliverPage,
  FireRung,
  NextOpening,
  NextRung,
  OpenConference,
  OpenDue,
  OpenReviewRound,
  OpenRound,
  Reconcile,
} from '#usecases';
import { TASK_QUEUE } from '#workflows/contracts';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkerOptions } from '@temporalio/worker';
import { WorkerActivities } from '../../apps/worker/src/activities.js';
import { OutboxRelay } from '../../apps/worker/src/relay/outbox-relay.js';
import { RelayClock, type PlayedClock, type PlayedTime } from './played-time.js';
import { ToldRuns } from './told-runs.js';

export interface House {
  waker: ToldRuns;
  close(): Promise<void>;
}

/** The real worker, relay, use cases and mail channel, wired as in the worker's own module; only the time is played. */
export async function openHouse(
  records: Records,
  env: TestWorkflowEnvironment,
  time: PlayedTime,
  clock: PlayedClock,
  smtpUrl: string,
  workflowBundle: WorkerOptions['workflowBundle'],
): Promise<House> {
  const waker = new ToldRuns(time.waker(new TemporalWaker(env.client)), env.client, time);
  const nextRung = new NextRung(records);
  const nextOpening = new NextOpening(records);
  const post = new EmailChannel({ smtpUrl, mailFrom: 'LanToa <lantoa@lantoa.example>' });
  const activities = new WorkerActivities(
    nextRung,
    new FireRung(records),
    nextOpening,
    new OpenDue(records, new OpenRound(records), new OpenConference(records), new OpenReviewRound(records)),
    new DeliverPage(records, new DigestWriter({ publicUrl: new URL('http://lantoa.example') }), post),
    new Reconcile(records, waker, nextRung, nextOpening),
  );
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle,
    activities: time.activities(activities.bound()),
    workflowThreadPoolSize: 1,
    maxCachedWorkflows: 50,
  });
  const running = worker.run();
  const relay = new OutboxRelay(records, new RelayClock(clock), waker, new Log('simulate', 'error'));
  relay.onApplicationBootstrap();
  return {
    waker,
    close: async () => {
      await relay.onModuleDestroy();
      worker.shutdown();
      await running;
      await (post as { close?: () => unknown }).close?.();
    },
  };
}
