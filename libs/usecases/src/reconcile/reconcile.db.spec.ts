import { DeliveriesRepository } from '#records';
import {
  FireRung,
  NextOpening,
  NextRung,
  OpenConference,
  OpenDue,
  OpenReviewRound,
  OpenRound,
  Reconcile,
  Waker,
} from '#usecases';
import { morning, SetClock } from '../testing/acting.js';
import { ModelActs } from '../testing/model-acts.js';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';

/** Temporal as a table of who waits for what; told to look again, a workflow asks PostgreSQL and waits for the right thing. */
class Sleepers extends Waker {
  readonly asleep = new Map<string, string | null>();
  readonly told: string[] = [];
  truth: (workflowId: string) => Promise<string | null | 'ended'> = async () => null;

  async refresh({ workflowId }: { workflowId: string }): Promise<void> {
    this.told.push(workflowId);
    const waits = await this.truth(workflowId);
    if (waits === 'ended') this.asleep.delete(workflowId);
    else this.asleep.set(workflowId, waits);
  }
  async waitingFor(workflowId: string): Promise<string | null | 'absent'> {
    const waits = this.asleep.get(workflowId);
    return waits === undefined ? 'absent' : waits;
  }
}

describe('libs/usecases/reconcile - what Temporal waits for is what PostgreSQL says', () => {
  let database: TestDatabase;
  let sleepers: Sleepers;
  const now = new Date('2024-10-01T01:00:00Z');
  const reconcile = (at = now, page?: number) =>
    new Reconcile(database.records, sleepers, new NextRung(database.records), new NextOpening(database.records)).run({
      now: at,
      secondLookAfter: 0,
      ...(page && { page }),
    });
  const repairs = () =>
    database.records.sql.rows<{ workflowId: string; difference: string }>(
      `SELECT workflow_id AS "workflowId", difference FROM repairs ORDER BY id`,
    );
  const round = async () =>
    (await database.records.sql.row<{ id: string; workflowId: string }>(
      `SELECT id, 'annual-report-round/' || year || '/' || kind AS "workflowId" FROM rounds WHERE kind = 'modelResults' ORDER BY year LIMIT 1`,
    ))!;

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    await new OpenDue(
      database.records,
      new OpenRound(database.records),
      new OpenConference(database.records),
      new OpenReviewRound(database.records),
    ).run({ now });
    // No model is reviewed here: the ladder of the review is climbed to its end.
    const { id } = (await database.records.sql.row<{ id: string }>(`SELECT id FROM rounds WHERE kind = 'modelReview'`))!;
    const next = () => new NextRung(database.records).run({ kind: 'round', id });
    for (let rung = await next(); rung; rung = await next()) await new FireRung(database.records).run({ rung, now: rung.at });
    // The relay's work: nothing is on its way.
    await database.records.sql.affected(`UPDATE outbox SET sent_at = $1`, [now]);
    sleepers = new Sleepers();
    sleepers.truth = async (workflowId) => {
      if (workflowId === 'calendar-cycle')
        return (await new NextOpening(database.records).run({ now }))?.at.toISOString() ?? null;
      if (workflowId === 'deliver') return 'ended';
      const [row] = await database.records.sql.rows<{ id: string; kind: 'round' | 'conference' }>(
        `SELECT id, 'round' AS kind FROM rounds WHERE $1 IN ('annual-report-round/' || year || '/' || kind, CASE WHEN kind = 'modelReview' THEN 'model-review-round/' || year END)
         UNION ALL SELECT id, 'conference' FROM conferences WHERE 'conference/' || id = $1`,
        [workflowId],
      );
      return (await new NextRung(database.records).run(row!))?.at.toISOString() ?? 'ended';
    };
  }, 60_000);
  afterAll(() => database.close());
  beforeEach(() => database.records.sql.affected(`DELETE FROM repairs`));

  it('an empty Temporal: every workflow is made again and counted; a second look finds nothing', async () => {
    const { checked, mended } = await reconcile();
    expect(mended).toBeGreaterThanOrEqual(2);
    expect(checked).toBeGreaterThanOrEqual(mended);
    expect((await repairs()).every(({ difference }) => difference === 'missing')).toBe(true);
    expect(sleepers.asleep.has('calendar-cycle')).toBe(true);
    expect(await reconcile()).toEqual({ checked, mended: 0 });
  });

  it('waits for another instant: told to look again', async () => {
    const { workflowId } = await round();
    sleepers.asleep.set(workflowId, '2031-01-01T00:00:00.000Z');
    expect(await reconcile()).toMatchObject({ mended: 1 });
    expect(await repairs()).toEqual([{ workflowId, difference: 'wrongWait' }]);
    expect(await reconcile()).toMatchObject({ mended: 0 });
  });

  it('less than a second apart is the same instant', async () => {
    const { workflowId } = await round();
    const right = new Date(sleepers.asleep.get(workflowId)!);
    sleepers.asleep.set(workflowId, new Date(right.getTime() + 900).toISOString());
    expect(await reconcile()).toMatchObject({ mended: 0 });
  });

  it('a wish still in the outbox is on its way, not a difference', async () => {
    const { id, workflowId } = await round();
    sleepers.asleep.delete(workflowId);
    await database.records.inTransaction((tx) =>
      tx.outbox.wish({ workflow: 'annualReportRound', workflowId, argument: id }, 'test', now),
    );
    expect(await reconcile()).toMatchObject({ mended: 0 });
    await database.records.sql.affected(`UPDATE outbox SET sent_at = $1`, [now]);
    expect(await reconcile()).toMatchObject({ mended: 1 });
  });

  it('a wish lost to a restore: seen from PostgreSQL alone, told again, and counted apart', async () => {
    const { workflowId } = await round();
    await database.records.sql.affected(`DELETE FROM outbox WHERE workflow_id = $1`, [workflowId]);
    sleepers.asleep.delete(workflowId);
    expect(await reconcile()).toMatchObject({ mended: 1 });
    expect(await repairs()).toEqual([{ workflowId, difference: 'lostWish' }]);
    expect(await reconcile()).toMatchObject({ mended: 0 });
  });

  it('a rung long past that is waited for is not done: told to look again', async () => {
    const { id } = await round();
    const { at } = (await new NextRung(database.records).run({ kind: 'round', id }))!;
    expect(await reconcile(new Date(at.getTime() + 14 * 60_000))).toMatchObject({ mended: 0 });
    const { mended } = await reconcile(new Date(at.getTime() + 16 * 60_000));
    expect(mended).toBeGreaterThanOrEqual(1);
  });

  it('does not answer: told to look again, and counted', async () => {
    const { workflowId } = await round();
    const answer = sleepers.waitingFor.bind(sleepers);
    sleepers.waitingFor = async (asked) => {
      if (asked === workflowId) throw new Error('deadline exceeded');
      return answer(asked);
    };
    expect(await reconcile()).toMatchObject({ mended: 1 });
    sleepers.waitingFor = answer;
  });

  it('letters queued and nobody to send them: deliver is started; the queue empty and deliver asleep: it should have ended', async () => {
    const { id } = await round();
    const rung = (await new NextRung(database.records).run({ kind: 'round', id }))!;
    await new FireRung(database.records).run({ rung, now: rung.at });
    await database.records.sql.affected(`UPDATE outbox SET sent_at = $1`, [now]);
    await sleepers.refresh(await round());
    const truth = sleepers.truth;
    sleepers.truth = async (asked) => (asked === 'deliver' ? rung.at.toISOString() : truth(asked));
    expect(await reconcile(rung.at)).toMatchObject({ mended: 1 });
    expect(await repairs()).toEqual([{ workflowId: 'deliver', difference: 'missing' }]);
    const queue = new DeliveriesRepository(database.records.sql);
    const letter = {
      outcome: 'accepted',
      address: 'a@example.org',
      subject: 's',
      messageId: '<m@example.org>',
      answer: '250 OK',
    } as const;
    const gathered = new Date(rung.at.getTime() + 10_000);
    for (const { id: delivery } of await queue.lease('test', 10_000, gathered, 1))
      await queue.attempted(delivery, 'test', letter, gathered, null);
    sleepers.truth = truth;
    await reconcile(rung.at);
    expect((await repairs()).at(-1)).toEqual({ workflowId: 'deliver', difference: 'shouldHaveEnded' });
    expect(sleepers.asleep.has('deliver')).toBe(false);
  });

  it('closed in PostgreSQL and still asleep in Temporal: told, and it ends', async () => {
    const { id, workflowId } = await round();
    await database.records.sql.affected(
      `UPDATE deadline_rungs SET outcome = 'cancelled', settled_at = $2 WHERE outcome IS NULL AND deadline_id IN (SELECT id FROM deadlines WHERE round_id = $1)`,
      [id, now],
    );
    expect(await reconcile()).toMatchObject({ mended: 1 });
    expect(await repairs()).toEqual([{ workflowId, difference: 'shouldHaveEnded' }]);
    expect(sleepers.asleep.has(workflowId)).toBe(false);
    expect(await reconcile()).toMatchObject({ mended: 0 });
    await database.records.sql.affected(
      `UPDATE deadline_rungs SET outcome = NULL, settled_at = NULL WHERE outcome = 'cancelled'`,
    );
  });

  it('all of Temporal lost: every model with a clock is found, page by page, and mended once', async () => {
    const clock = new SetClock(morning('2024-10-01'));
    const acts = new ModelActs(database.records, clock);
    const commune = await acts.actor('fatherlandFront/30076@2024');
    const place = await acts.territory('30076@2024');
    const models: string[] = [];
    for (let n = 0; n < 5; n++) models.push((await acts.step(await acts.drafted(commune, place), 'propose', commune)).id);
    await database.records.sql.affected(`UPDATE outbox SET sent_at = $1`, [now]);
    const { at } = (await new NextRung(database.records).run({ kind: 'modelDuty', id: models[0]! }))!;
    const truth = sleepers.truth;
    sleepers.truth = async (asked) => {
      const id = models.find((model) => asked === `model-duty/${model}`);
      return id ? (await new NextRung(database.records).run({ kind: 'modelDuty', id }))!.at.toISOString() : truth(asked);
    };
    const dayBefore = new Date(at.getTime() - 86_400_000 + 60_000);
    await reconcile(dayBefore);
    sleepers.asleep.clear();
    sleepers.told.length = 0;
    await database.records.sql.affected(`DELETE FROM repairs`);
    const { mended } = await reconcile(dayBefore, 2);
    expect(sleepers.told.filter((id) => id.startsWith('model-duty/')).toSorted()).toEqual(
      models.map((id) => `model-duty/${id}`).toSorted(),
    );
    expect(mended).toBe(sleepers.told.length);
    expect(await reconcile(dayBefore, 2)).toMatchObject({ mended: 0 });
  });
});
