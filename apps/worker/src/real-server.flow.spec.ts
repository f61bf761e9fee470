import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { DigestWriter } from '#notices';
import { Log, SystemClock, TemporalWaker } from '#platform';
import { OutboxRepository } from '#records';
import {
  calendarCycleWish,
  deliverWish,
  DeliverPage,
  FireRung,
  NextOpening,
  NextRung,
  OpenConference,
  OpenDue,
  OpenReviewRound,
  OpenRound,
  Post,
  Reconcile,
  type SendOutcome,
} from '#usecases';
import { REFRESH, TASK_QUEUE } from '#workflows/contracts';
import { openTestDatabase, type TestDatabase } from '../../../libs/records/src/testing/test-database.js';
import { WorkerActivities } from './activities.js';
import { OutboxRelay } from './relay/outbox-relay.js';
import { Tending } from './tending.js';

const path = process.env['TEMPORAL_CLI_PATH'];
const DAY = 86_400_000;

class CountingPost extends Post {
  readonly sent: string[] = [];
  async send({ messageId }: { messageId: string }): Promise<SendOutcome> {
    this.sent.push(messageId);
    return { kind: 'accepted', answer: '250 OK' };
  }
}

// Schedules, terminated runs and concurrent signals behave as on the real server only on the real server.
(path ? describe : describe.skip)('apps/worker - on a real Temporal server', () => {
  let env: TestWorkflowEnvironment;
  let database: TestDatabase;
  let workflowBundle: WorkflowBundle;
  let waker: TemporalWaker;
  let relay: OutboxRelay;
  let tending: Tending;
  const post = new CountingPost();
  const silent = new Log('test', 'silent');

  const activities = () => {
    const { records } = database;
    const nextRung = new NextRung(records);
    const nextOpening = new NextOpening(records);
    return new WorkerActivities(
      nextRung,
      new FireRung(records),
      nextOpening,
      new OpenDue(records, new OpenRound(records), new OpenConference(records), new OpenReviewRound(records)),
      new DeliverPage(records, new DigestWriter({ publicUrl: new URL('https://lantoa.example') }), post),
      new Reconcile(records, waker, nextRung, nextOpening),
    ).bound();
  };
  const withWorker = async <T>(play: () => Promise<T>): Promise<T> => {
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: TASK_QUEUE,
      workflowBundle,
      activities: activities(),
      shutdownGraceTime: '1s',
    });
    return worker.runUntil(play);
  };
  const until = async (holds: () => Promise<boolean>, what: string, within = 60_000) => {
    for (const end = Date.now() + within; ;) {
      if (await holds()) return;
      if (Date.now() > end) throw new Error(`It did not come about: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  /** Asked again where nobody answers: a worker that left is asked first for a while. */
  const waitsFor = async (workflowId: string) => {
    for (let more = 3; ; more--)
      try {
        return await waker.waitingFor(workflowId);
      } catch (error) {
        if (more === 0) throw error;
      }
  };
  /** Looks once after everything, and the reconciler it starts has ended: none is left to mend in the middle of the next test. */
  const tendedOnce = async (one: Tending) => {
    const tended = one.keep();
    one.stop();
    await tended;
    await until(async () => (await waitsFor('reconcile/at-start')) === 'absent', 'the first reconciliation ends');
  };
  const number = async (query: string) => (await database.records.sql.row<{ n: number }>(query))!.n;
  const quiet = async () =>
    (await new OutboxRepository(database.records.sql).waiting()).count === 0 &&
    (await number(`SELECT count(*)::int AS n FROM deliveries WHERE status = 'queued'`)) === 0 &&
    (await number(
      `SELECT count(*)::int AS n FROM deadline_rungs WHERE outcome IS NULL AND planned_at < clock_timestamp() - interval '1 second'`,
    )) === 0;
  const reconciled = async () => {
    const before = await number(`SELECT count(*)::int AS n FROM repairs`);
    const result = await env.client.workflow.execute('reconcile', {
      taskQueue: TASK_QUEUE,
      workflowId: `reconcile/${Math.random()}`,
    });
    return {
      ...(result as { checked: number; mended: number }),
      recorded: (await number(`SELECT count(*)::int AS n FROM repairs`)) - before,
    };
  };

  beforeAll(async () => {
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      shutdownSignals: [],
      telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
    });
    [env, database, workflowBundle] = await Promise.all([
      TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'existing-path', path: path! } } }),
      openTestDatabase({ seeded: true, poolSize: 10 }),
      bundleWorkflowCode({ workflowsPath: join(process.cwd(), 'workflows/src/index.ts'), logger: new DefaultLogger('ERROR') }),
    ]);
    // The last thirteen months: whatever the day, a round has been opened and missed rungs of it are to be caught up with.
    const since = new Date(Date.now() - 400 * DAY).toISOString().slice(0, 10);
    await database.records.sql.affected(`UPDATE settings SET value = to_jsonb($1::text) WHERE key = 'cycleSince'`, [since]);
    waker = new TemporalWaker(env.client);
    relay = new OutboxRelay(database.records, new SystemClock(), waker, silent);
    tending = new Tending(env.client, waker, silent);
    relay.onApplicationBootstrap();
  }, 180_000);
  afterAll(async () => {
    await relay?.onModuleDestroy();
    await env?.teardown();
    await Runtime.instance().shutdown();
    await database?.close();
  });

  it('from an empty Temporal: the calendar opens what is due, ladders catch up, letters go out, all by itself', async () => {
    await withWorker(async () => {
      const tended = tending.keep();
      await until(async () => (await number(`SELECT count(*)::int AS n FROM rounds`)) > 0, 'a round is opened');
      await until(quiet, 'nothing is left to do', 120_000);
      tending.stop();
      await tended;
      await until(async () => (await waitsFor('reconcile/at-start')) === 'absent', 'the first reconciliation ends');
      expect(await waitsFor('calendar-cycle')).toEqual(expect.stringMatching(/^20/));
      expect(await waitsFor('deliver')).toBe('absent');
      expect(post.sent.length).toBeGreaterThan(100);
      expect(post.sent.length).toBe(await number(`SELECT count(*)::int AS n FROM deliveries WHERE status = 'sent'`));
      expect(new Set(post.sent).size).toBe(post.sent.length);
      expect(await reconciled()).toMatchObject({ mended: 0, recorded: 0 });
    });
  }, 180_000);

  it('the reconciler is scheduled once, hourly, skipping overlaps, with a short catch-up; another worker changes nothing', async () => {
    await withWorker(() => tendedOnce(new Tending(env.client, waker, silent)));
    const { spec, policies, action } = await env.client.schedule.getHandle('reconcile').describe();
    expect(spec.intervals).toMatchObject([{ every: 3_600_000 }]);
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 600_000 });
    expect(action).toMatchObject({ workflowType: 'reconcile', taskQueue: TASK_QUEUE });
  }, 180_000);

  it('twenty wishes at once for one workflow are one run', async () => {
    await withWorker(async () => {
      await env.client.workflow.getHandle('calendar-cycle').terminate('by hand');
      expect(await waitsFor('calendar-cycle')).toBe('absent');
      await Promise.all(Array.from({ length: 20 }, () => waker.refresh(calendarCycleWish())));
      await until(async () => String(await waitsFor('calendar-cycle')).startsWith('20'), 'it waits again');
      const runs = [];
      for await (const run of env.client.workflow.list({
        query: `WorkflowId = 'calendar-cycle' AND ExecutionStatus = 'Running'`,
      }))
        runs.push(run.runId);
      expect(runs).toHaveLength(1);
    });
  }, 180_000);

  it('a late wish for a closed workflow starts a run that sees nothing is left and ends', async () => {
    await withWorker(async () => {
      await waker.refresh(deliverWish());
      await until(async () => (await waitsFor('deliver')) === 'absent', 'deliver ends');
    });
  }, 180_000);

  it('terminated by hand while it sleeps: the reconciler starts it again, once, and records it', async () => {
    await withWorker(async () => {
      const expected = await waitsFor('calendar-cycle');
      await env.client.workflow.getHandle('calendar-cycle').terminate('by hand');
      expect(await reconciled()).toMatchObject({ mended: 1, recorded: 1 });
      await until(async () => (await waitsFor('calendar-cycle')) === expected, 'it waits for the same instant');
      expect(await reconciled()).toMatchObject({ mended: 0, recorded: 0 });
    });
  }, 180_000);

  it('the schedule was deleted: it is made again, and everything is looked at', async () => {
    await env.client.schedule.getHandle('reconcile').delete();
    await withWorker(() => tendedOnce(tending));
    expect((await env.client.schedule.getHandle('reconcile').describe()).scheduleId).toBe('reconcile');
  }, 180_000);

  it('wishes told while no worker runs are done when one comes', async () => {
    await env.client.workflow.getHandle('calendar-cycle').signal(REFRESH);
    await waker.refresh(deliverWish());
    await withWorker(() => until(async () => (await waitsFor('deliver')) === 'absent', 'deliver ran'));
  }, 180_000);
});
