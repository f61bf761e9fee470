import { SystemClock } from '#platform';
import { checkHistory, OutboxRepository } from '#records';
import pg from 'pg';
import { RealHouse, until } from './testing/real-house.js';
import { handBackProposals, openReports, startToday, type Sleeper } from './testing/sleepers.js';

const MODELS = 12;
const LETTERS_BEFORE = 40;

// Everything at once, and all of it in the middle: a rung told in pages, letters on their way, wishes not yet told.
(process.env['TEMPORAL_CLI_PATH'] ? describe : describe.skip)('apps/worker - struck down in the middle of everything', () => {
  const house = new RealHouse();
  let reports: Sleeper;
  let letters: Sleeper;
  let models: Sleeper[];
  let rung: { deadlineId: string; obligations: number };
  /** What had arrived when all was killed, and what PostgreSQL then knew of it. */
  let arrived: string[];
  let known: Set<string>;
  let noticed: number;
  let letGo = (): void => undefined;

  /** The deadline of a round on which most depends. */
  const widest = async ({ subject }: Sleeper) =>
    (await house.records.sql.row<{ deadlineId: string; obligations: number }>(
      `SELECT deadline_id AS "deadlineId", count(*)::int AS obligations FROM obligations WHERE round_id = $1 GROUP BY 1 ORDER BY 2 DESC LIMIT 1`,
      [subject.id],
    ))!;
  const fire = async (sleeper: Sleeper, deadlineId: string) => {
    await house.plan(deadlineId, 'now', new Date());
    await house.wish(sleeper.wish);
  };
  const theRung = () =>
    house.records.sql.row<{ outcome: string | null; toldUpTo: string | null }>(
      `SELECT outcome, told_up_to AS "toldUpTo" FROM deadline_rungs WHERE deadline_id = $1 AND rung = 'now'`,
      [rung.deadlineId],
    );
  const notices = () =>
    house.number(`SELECT count(*)::int AS n FROM notices WHERE deadline_id = $1 AND rung = 'now'`, [rung.deadlineId]);
  const count = (what: string) => house.number(`SELECT count(*)::int AS n FROM ${what}`);
  const arrivedNow = () => house.mails.arrived.map(({ messageId }) => messageId!);
  const times = (ids: string[]) => {
    const counts = new Map<string, number>();
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  };

  beforeAll(async () => {
    await house.open();
    await startToday(house.records);
    reports = await openReports(house.records, 'modelResults', 1);
    letters = await openReports(house.records, 'modelResults', 2);
    rung = await widest(reports);
    await house.startWorker();
  }, 180_000);
  afterAll(() => house.close(), 60_000);

  it('a rung of several hundred duties stands between two pages, a letter has arrived and nobody knows, wishes wait: then all is killed', async () => {
    expect(rung.obligations).toBeGreaterThan(300);
    // Somebody is about to tell of the middle one, so whoever tells of it waits: the pages before it are committed, the others are not begun.
    const holder = new pg.Client({ connectionString: house.database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query(
      `INSERT INTO notices (obligation_id, deadline_id, revision, rung, act, recipient_id, organisation_id, stands_in, created_at, moment)
       SELECT o.id, $1, d.revision, 'now', 'remind', told.person_id, told.organisation_id, false, now(), now()
       FROM (SELECT id, organisation_id FROM obligations WHERE deadline_id = $1 ORDER BY id OFFSET $2 LIMIT 1) o
       JOIN deadlines d ON d.id = $1 JOIN recipients_on($3) told ON told.organisation_id = o.organisation_id`,
      [rung.deadlineId, Math.floor(rung.obligations / 2), new SystemClock().today()],
    );
    await fire(reports, rung.deadlineId);
    await until(
      async () => (await count(`pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)) > 0,
      'the telling stands in the middle',
    );

    // The mail server has a letter and does not say yes to it.
    const struck = new Promise<void>((resolve) => (letGo = resolve));
    house.mails.beforeYes = async () => (house.mails.arrived.length > LETTERS_BEFORE ? struck : undefined);
    await fire(letters, (await widest(letters)).deadlineId);
    await until(async () => house.mails.arrived.length > LETTERS_BEFORE, 'a letter has arrived without an answer');

    await house.killTemporal();
    models = await handBackProposals(house.records, MODELS);
    await house.killWorker();
    await holder.query('ROLLBACK');
    await holder.end();
    await house.workerIsGone();

    arrived = arrivedNow();
    known = new Set(
      (await house.records.sql.rows<{ id: string }>(`SELECT message_id AS id FROM deliveries WHERE status = 'sent'`)).map(
        ({ id }) => id,
      ),
    );
    noticed = await notices();
    expect(await theRung()).toEqual({ outcome: null, toldUpTo: expect.any(String) });
    expect(noticed).toBeGreaterThan(0);
    expect(await count(`deliveries WHERE status = 'queued'`)).toBeGreaterThan(100);
    expect(arrived.filter((id) => !known.has(id)).length).toBeGreaterThan(0);
    expect(await house.wishesLeft()).toBeGreaterThanOrEqual(MODELS);
  }, 180_000);

  it('started again, everything comes to its end', async () => {
    house.mails.beforeYes = async () => undefined;
    letGo();
    // The dead sender's letters are taken up when its two minutes are over; here they are over now.
    await house.records.sql.affected(`UPDATE deliveries SET leased_until = NULL WHERE status = 'queued'`);
    await house.startTemporal();
    await house.startWorker();
    await until(async () => (await house.wishesLeft()) === 0, 'every wish is told');
    await until(async () => (await theRung())!.outcome, 'the rung is settled');
    await until(async () => (await count(`deliveries WHERE status = 'queued'`)) === 0, 'every letter is sent', 150_000);
    expect((await theRung())!.outcome).toBe('fired');
    for (const { wish, subject } of models) {
      const named = await house.named(wish.workflowId, subject);
      await until(async () => (await house.waitsFor(wish.workflowId)) === named, 'a duty is waited for');
    }
  }, 240_000);

  it('everybody is told once: the pages before the blow are not told again, the others are not forgotten', async () => {
    // Who holds the posts of those who owe, counted apart from the telling.
    const owed = await house.number(
      `SELECT count(*)::int AS n FROM obligations o JOIN recipients_on($2::date) told USING (organisation_id) WHERE o.deadline_id = $1`,
      [rung.deadlineId, new SystemClock().today()],
    );
    expect(owed).toBeGreaterThanOrEqual(rung.obligations);
    expect(await notices()).toBe(owed);
    expect(await notices()).toBeGreaterThan(noticed);
    const fired = await house.records.sql.rows<{ notices: number }>(
      `SELECT (body ->> 'notices')::int AS notices FROM journal WHERE stream = 'deadline' AND stream_id = $1 AND kind = 'rungFired' AND body ->> 'rung' = 'now'`,
      [rung.deadlineId],
    );
    expect(fired).toEqual([{ notices: await notices() }]);
  });

  it('every letter arrived once; the few of whose arrival nobody knew came once more, under the same Message-ID', async () => {
    const after = times(arrivedNow());
    const sent = await house.records.sql.rows<{ id: string }>(`SELECT message_id AS id FROM deliveries WHERE status = 'sent'`);
    expect([...after.keys()].sort()).toEqual(sent.map(({ id }) => id).sort());
    const unknown = arrived.filter((id) => !known.has(id)).sort();
    expect([...after].filter(([, n]) => n > 1)).toEqual(expect.arrayContaining(unknown.map((id) => [id, 2])));
    expect([...after].filter(([, n]) => n > 1)).toHaveLength(unknown.length);
    // No more than were on their way at one time.
    expect(unknown.length).toBeLessThanOrEqual(10);
  });

  it('the outbox is empty and the history holds', async () => {
    expect(await new OutboxRepository(house.records.sql).waiting()).toEqual({ count: 0, oldestAt: null });
    const wrong = (await checkHistory(house.records.sql, new Date())).filter(({ violations }) => violations > 0);
    expect(wrong).toEqual([]);
  });
});
