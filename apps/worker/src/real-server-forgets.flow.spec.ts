import { isRefusal } from '#domain';
import { SystemClock } from '#platform';
import { checkHistory, RepairsReader } from '#records';
import { calendarCycleWish, deliverWish, Resend } from '#usecases';
import { actorOf } from '../../../libs/usecases/src/testing/acting.js';
import { RealHouse, until } from './testing/real-house.js';
import { handBackProposals, openLadders, startToday, type Sleeper } from './testing/sleepers.js';

const HOUR = 3_600_000;

// What only a real server can lose: its database, its schedule, every timer.
(process.env['TEMPORAL_CLI_PATH'] ? describe : describe.skip)('apps/worker - Temporal forgets everything', () => {
  const house = new RealHouse();
  let ladders: Sleeper[];
  let near: Sleeper;
  let far: Sleeper;

  const singletons = [calendarCycleWish(), deliverWish()].map((wish) => ({ wish, subject: null }));
  /** Who waits for another instant than PostgreSQL names. */
  const whoWaitsWrongly = async () => {
    const all = [...ladders, near, ...singletons].map(async ({ wish: { workflowId }, subject }) => ({
      workflowId,
      waits: await house.waitsFor(workflowId),
      named: await house.named(workflowId, subject),
    }));
    return (await Promise.all(all)).filter(({ waits, named }) => waits !== named);
  };
  const repairs = async () =>
    (await new RepairsReader(house.records.sql).list(null, null, 100)).reverse().map(({ workflowId, difference }) => ({
      workflowId,
      difference,
    }));
  const counted = () => new RepairsReader(house.records.sql).counts();
  const forgetRepairs = () => house.records.sql.affected(`DELETE FROM repairs`);
  const scheduled = () =>
    house.client.schedule
      .getHandle('reconcile')
      .describe()
      .then(
        () => true,
        () => false,
      );
  const reconcilerAtRest = () =>
    until(async () => (await house.waitsFor('reconcile/at-start')) === 'absent', 'the reconciler has ended');
  const missing = () => [...ladders, near].map(({ wish: { workflowId } }) => ({ workflowId, difference: 'missing' }));
  const byId = (a: { workflowId: string }, b: { workflowId: string }) => (a.workflowId < b.workflowId ? -1 : 1);
  const deadlinesOf = async (sleeper: Sleeper) =>
    (
      await house.records.sql.rows<{ id: string }>(
        `SELECT id FROM deadlines WHERE $1 IN (round_id, conference_id, model_id) AND closed_at IS NULL ORDER BY due_on, id`,
        [sleeper.subject.id],
      )
    ).map(({ id }) => id);
  const letters = (status: string) => house.number(`SELECT count(*)::int AS n FROM deliveries WHERE status = $1`, [status]);

  beforeAll(async () => {
    await house.open();
    await startToday(house.records);
    [far] = (await handBackProposals(house.records, 1, 3)) as [Sleeper];
    ladders = await openLadders(house.records);
    [near] = (await handBackProposals(house.records, 1)) as [Sleeper];
    const [duty] = await deadlinesOf(near);
    await house.plan(duty!, 'in a few hours', new Date(Date.now() + 6 * HOUR));
    await house.startWorker();
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  it('before: everybody waits for the instant PostgreSQL names, a refused letter is given up, another waits for hours', async () => {
    const conference = ladders.find(({ subject }) => subject.kind === 'conference')!;
    const [first, , third] = await deadlinesOf(conference);
    house.mails.refuse = () => 550;
    await house.plan(first!, 'now', new Date());
    await house.wish(conference.wish);
    await until(async () => (await letters('dead')) > 0 && (await letters('queued')) === 0, 'a letter is given up');
    house.mails.refuse = () => 452;
    await house.plan(third!, 'now', new Date());
    await house.wish(conference.wish);
    await until(
      async () => (await house.number(`SELECT max(attempts)::int AS n FROM deliveries WHERE status = 'queued'`)) === 1,
      'a letter is put off',
    );
    await house.records.sql.affected(`UPDATE deliveries SET next_attempt_at = $1 WHERE status = 'queued'`, [
      new Date(Date.now() + 6 * HOUR),
    ]);
    await house.wish(deliverWish());
    await until(whoWaitsWrongly, 'everybody waits rightly');
    house.mails.refuse = () => undefined;
    await until(async () => (await house.waitsFor(far.wish.workflowId)) !== 'absent', 'a duty of another day is followed too');
    await reconcilerAtRest();
    await forgetRepairs();
    expect((await house.reconciled()).mended).toBe(0);
  }, 180_000);

  it('its database deleted under a worker that lives on: everything is made again from PostgreSQL, each repair counted', async () => {
    await house.killTemporal();
    house.forgetTemporal();
    // Work goes on meanwhile: an administrator has the letter that was given up sent again.
    const { id } = (await house.records.sql.row<{ id: string }>(`SELECT id FROM deliveries WHERE status = 'dead' LIMIT 1`))!;
    const { id: anywhere } = (await house.records.sql.row<{ id: string }>(
      `SELECT id FROM organisations WHERE seed_key = 'fatherlandFront/82@2025'`,
    ))!;
    const clock = new SystemClock();
    const actor = await actorOf(house.records, anywhere, clock.today(), 'head');
    expect(isRefusal(await new Resend(house.records, clock).run({ deliveryId: id, actor }))).toBe(false);
    expect(await house.wishesLeft()).toBe(1);
    const told = house.mails.arrived.length;

    await house.startTemporal();
    await until(whoWaitsWrongly, 'everybody waits again for the instant PostgreSQL names');
    await until(scheduled, 'the reconciler is scheduled again');
    await until(async () => (await house.wishesLeft()) === 0, 'the wish is told');
    await until(async () => house.mails.arrived.length > told, 'the letter goes out');
    await reconcilerAtRest();
    // Whoever starts to work follows the calendar at once; the reconciler finds whom nobody started.
    const mended = (await repairs()).filter(({ workflowId }) => !['calendar-cycle', 'deliver'].includes(workflowId));
    expect(mended.sort(byId)).toEqual(missing().sort(byId));
    expect((await counted()).missing).toBeGreaterThanOrEqual(missing().length);
    expect(house.mails.arrived.map(({ messageId }) => messageId)).toEqual([`<${id}@lantoa.example>`]);
  }, 180_000);

  it('a duty of another day is looked after when its time comes near', async () => {
    expect(await house.waitsFor(far.wish.workflowId)).toBe('absent');
    await forgetRepairs();
    const [duty] = await deadlinesOf(far);
    await house.plan(duty!, 'in a few hours', new Date(Date.now() + 6 * HOUR));
    expect((await house.reconciled()).mended).toBe(1);
    expect(await repairs()).toEqual([{ workflowId: far.wish.workflowId, difference: 'missing' }]);
    const named = await house.named(far.wish.workflowId, far.subject);
    await until(async () => (await house.waitsFor(far.wish.workflowId)) === named, 'it waits for that instant');
    expect((await house.reconciled()).mended).toBe(0);
  }, 180_000);

  it('its database deleted and the worker killed with it: a new worker finds an empty Temporal and mends it the same', async () => {
    await Promise.all([house.killTemporal(), house.killWorker()]);
    house.forgetTemporal();
    await forgetRepairs();
    ladders.push(far);
    await house.startTemporal();
    await house.startWorker();
    await until(whoWaitsWrongly, 'everybody waits again for the instant PostgreSQL names');
    await until(scheduled, 'the reconciler is scheduled again');
    await reconcilerAtRest();
    const mended = (await repairs()).filter(({ workflowId }) => workflowId !== 'calendar-cycle');
    expect(mended.sort(byId)).toEqual([...missing(), { workflowId: 'deliver', difference: 'missing' }].sort(byId));
    expect((await house.reconciled()).mended).toBe(0);
  }, 180_000);

  it('a wish lost to a restore: noticed from PostgreSQL alone, mended, and counted apart', async () => {
    await forgetRepairs();
    await house.stopWorker();
    const [near2] = await handBackProposals(house.records, 1);
    const [duty] = await deadlinesOf(near2!);
    await house.plan(duty!, 'in a few hours', new Date(Date.now() + 6 * HOUR));
    const { workflowId } = near2!.wish;
    expect(await house.records.sql.affected(`DELETE FROM outbox WHERE workflow_id = $1`, [workflowId])).toBeGreaterThan(0);
    await house.startWorker();
    const named = await house.named(workflowId, near2!.subject);
    await until(async () => (await house.waitsFor(workflowId)) === named, 'it waits for the instant PostgreSQL names');
    await reconcilerAtRest();
    expect(await repairs()).toEqual([{ workflowId, difference: 'lostWish' }]);
    expect(await counted()).toEqual({ missing: 0, lostWish: 1, wrongWait: 0, shouldHaveEnded: 0, orphanedDuty: 0 });
  }, 180_000);

  it('nobody was told twice, and the history holds', async () => {
    expect(
      await house.number(
        `SELECT count(*)::int AS n FROM (SELECT FROM journal WHERE stream = 'deadline' AND kind = 'rungFired' GROUP BY stream_id, body ->> 'rung' HAVING count(*) > 1) twice`,
      ),
    ).toBe(0);
    expect(new Set(house.mails.arrived.map(({ messageId }) => messageId)).size).toBe(house.mails.arrived.length);
    const wrong = (await checkHistory(house.records.sql, new Date())).filter(({ violations }) => violations > 0);
    expect(wrong).toEqual([]);
  });
});
