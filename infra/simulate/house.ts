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
  /** The worker goes with all it does: no activity, no letter, no wish carried to Temporal, until it comes back. */
  workerLeaves(): Promise<void>;
  workerReturns(): Promise<void>;
  close(): Promise<void>;
}

/** The real worker, relay, use cases and mail channel, wired as in the worker's own module; only the time is played. */
export async function openHouse(
  records: Records,
  env: TestWorkflowEnvironment,
  time: PlayedTime,
  clock: PlayedClock,
  smtpUrl: string,
  { workflowBundle, maxCachedWorkflows = 50 }: Pick<WorkerOptions, 'workflowBundle' | 'maxCachedWorkflows'>,
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
  let atWork: { worker: Worker; running: Promise<void>; relay: OutboxRelay } | null = null;
  const workerReturns = async () => {
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: TASK_QUEUE,
      workflowBundle,
      activities: time.activities(activities.bound()),
      workflowThreadPoolSize: 1,
      maxCachedWorkflows,
    });
    const relay = new OutboxRelay(records, new RelayClock(clock), waker, new Log('simulate', 'error'));
    atWork = { worker, running: worker.run(), relay };
    relay.onApplicationBootstrap();
  };
  const workerLeaves = async () => {
    if (!atWork) return;
    const { worker, running, relay } = atWork;
    atWork = null;
    await relay.onModuleDestroy();
    worker.shutdown();
    await running;
  };
  await workerReturns();
  return {
    waker,
    workerLeaves,
    workerReturns,
    close: async () => {
      await workerLeaves();
      await (post as { close?: () => unknown }).close?.();
    },
  };
}
