import { planLadder } from '#domain';
import { createDataSource, Records } from '#records';
import { FireRung, NextRung, OpenConference, OpenDue, OpenReviewRound, OpenRound } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { tellPagesSideBySide } from './tell-pages-side-by-side.js';

const COMMUNES = 143 * 6;
const PAGE = 100;

// Each case closes its database, and closing asks the history checker.
describe('libs/usecases/deadlines - a rung of a herd is fired page by page', () => {
  let database: TestDatabase;
  let deadlineId: string;
  const opened = new Date('2024-10-01T01:00:00Z');
  const at = (instant: string) => new Date(instant);
  const t30 = at('2024-10-23T01:00:00Z');

  const number = async (query: string) => (await database.records.sql.row<{ n: number }>(query, [deadlineId]))!.n;
  const notices = (rung: string) => number(`SELECT count(*)::int AS n FROM notices WHERE deadline_id = $1 AND rung = '${rung}'`);
  const twice = () =>
    number(
      `SELECT count(*)::int AS n FROM (SELECT FROM notices WHERE deadline_id = $1 GROUP BY rung, obligation_id, recipient_id HAVING count(*) > 1) x`,
    );
  const digests = (rung: string) =>
    number(
      `SELECT count(*)::int AS n FROM deliveries WHERE (person_id, moment) IN (SELECT recipient_id, moment FROM notices WHERE deadline_id = $1 AND rung = '${rung}')`,
    );
  const outcome = (rung: string) =>
    database.records.sql.row(`SELECT outcome, reason, reached FROM deadline_rungs WHERE deadline_id = $1 AND rung = $2`, [
      deadlineId,
      rung,
    ]);
  const fire = (now: Date, { rung = 'T-30', pages = Infinity, revision = 1, sideBySide = 1 } = {}) => {
    let told = 0;
    return new FireRung(database.records).run({
      rung: { deadlineId, revision, rung },
      now,
      size: PAGE,
      sideBySide,
      afterPage: () => ++told < pages,
    });
  };

  /** Somebody is about to tell of the 351st obligation, so the fourth page stands still in its middle; then its connection is killed. */
  const killedInThe4thPage = async (firing: () => Promise<void>): Promise<unknown> => {
    const holder = database.source.createQueryRunner();
    await holder.connect();
    await holder.startTransaction();
    await holder.query(
      `INSERT INTO notices (obligation_id, deadline_id, revision, rung, act, recipient_id, organisation_id, stands_in, created_at, moment)
       SELECT o.id, $1, 1, 'T-30', 'remind', t.person_id, t.organisation_id, false, $2, $2
       FROM (SELECT id, organisation_id FROM obligations WHERE deadline_id = $1 ORDER BY id OFFSET 350 LIMIT 1) o
       JOIN recipients_on($3) t ON t.organisation_id = o.organisation_id`,
      [deadlineId, t30, '2024-10-23'],
    );
    const killed = firing().catch((error: unknown) => error);
    const victim = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'WITH page%'`;
    while ((await database.records.sql.rows(victim)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await database.records.sql.rows(`SELECT pg_terminate_backend(pid) FROM (${victim}) v`);
    const error = await killed;
    await holder.rollbackTransaction();
    await holder.release();
    return error;
  };

  beforeEach(async () => {
    database = await openTestDatabase({ seeded: true });
    await new OpenDue(
      database.records,
      new OpenRound(database.records),
      new OpenConference(database.records),
      new OpenReviewRound(database.records),
    ).run({
      now: opened,
    });
    deadlineId = (await database.records.sql.row<{ id: string }>(`SELECT id FROM deadlines WHERE duty = 'commune'`))!.id;
  }, 60_000);
  afterEach(() => database.close());

  it('in as many transactions as there are pages, with one letter a person when the last one is told', async () => {
    await fire(t30, { pages: 3 });
    expect([await notices('T-30'), await digests('T-30')]).toEqual([3 * PAGE, 0]);
    expect(await outcome('T-30')).toEqual({ outcome: null, reason: null, reached: 3 * PAGE });
    expect((await new NextRung(database.records).run({ kind: 'round', id: await roundId() }))!.rung).toBe('T-30');
    await fire(t30);
    expect([await notices('T-30'), await digests('T-30')]).toEqual([COMMUNES, COMMUNES]);
    expect(await outcome('T-30')).toEqual({ outcome: 'fired', reason: null, reached: COMMUNES });
    expect(await number(`SELECT count(*)::int AS n FROM journal WHERE stream = 'deadline' AND stream_id = $1`)).toBe(1);
    await fire(t30);
    expect(await notices('T-30')).toBe(COMMUNES);
  });

  it('a worker killed in the middle of a page: the next one goes on without a gap and without a double', async () => {
    const killed = await killedInThe4thPage(() => fire(t30));
    expect(killed).toBeInstanceOf(Error);
    expect([await notices('T-30'), (await outcome('T-30'))!['reached']]).toEqual([3 * PAGE, 3 * PAGE]);

    // Two workers at once: Temporal believed the first one dead, and it was not.
    await Promise.all([fire(t30), fire(t30)]);
    expect([await notices('T-30'), await digests('T-30'), await twice()]).toEqual([COMMUNES, COMMUNES, 0]);
  });

  it('three pages side by side, whole; what is no full page is told after them', async () => {
    await fire(t30, { pages: 1, sideBySide: 3 });
    expect([await notices('T-30'), await digests('T-30')]).toEqual([3 * PAGE, 0]);
    expect(await outcome('T-30')).toEqual({ outcome: null, reason: null, reached: 3 * PAGE });
    await fire(t30, { sideBySide: 3 });
    expect([await notices('T-30'), await digests('T-30'), await twice()]).toEqual([COMMUNES, COMMUNES, 0]);
    expect(await outcome('T-30')).toEqual({ outcome: 'fired', reason: null, reached: COMMUNES });
  });

  it('one of three pages side by side killed: the others stay, and the next worker tells who is missing', async () => {
    const killed = await killedInThe4thPage(() => fire(t30, { sideBySide: 3 }));
    expect(killed).toBeInstanceOf(Error);
    // The first three, and of the second three the two that were not killed.
    expect([await notices('T-30'), (await outcome('T-30'))!['reached']]).toEqual([5 * PAGE, 5 * PAGE]);

    await Promise.all([fire(t30, { sideBySide: 3 }), fire(t30, { sideBySide: 3 }), fire(t30, { sideBySide: 2 })]);
    expect([await notices('T-30'), await digests('T-30'), await twice()]).toEqual([COMMUNES, COMMUNES, 0]);
    expect(await outcome('T-30')).toEqual({ outcome: 'fired', reason: null, reached: COMMUNES });
  });

  it('somebody of the herd has a letter of that moment already: it is joined, and nobody gets two', async () => {
    const { personId } = (await database.records.sql.row<{ personId: string }>(
      `SELECT t.person_id AS "personId" FROM obligations o JOIN recipients_on($2) t ON t.organisation_id = o.organisation_id WHERE o.deadline_id = $1 LIMIT 1`,
      [deadlineId, '2024-10-23'],
    ))!;
    await database.records.sql.affected(
      `INSERT INTO deliveries (channel, person_id, moment, next_attempt_at, queued_at) VALUES ('email', $1, $2, $2, $2)`,
      [personId, t30],
    );
    await fire(t30, { sideBySide: 2 });
    expect([await notices('T-30'), await digests('T-30')]).toEqual([COMMUNES, COMMUNES]);
    expect(await number(`SELECT count(*)::int AS n FROM deliveries WHERE $1::uuid IS NOT NULL`)).toBe(COMMUNES);
  });

  it('whoever owes again after the ends of pages were found is told too, and pushes nobody out of a page', async () => {
    const second = `(SELECT id FROM obligations WHERE deadline_id = $1 ORDER BY id OFFSET 1 LIMIT 1)`;
    const standsAt = (status: string) =>
      database.records.sql.affected(`UPDATE obligations SET status = '${status}' WHERE id = ${second}`, [deadlineId]);
    await standsAt('submitted');
    const ends = await database.records.inTransaction((tx) => tx.deadlines.fullPages(deadlineId, null, { size: PAGE, count: 2 }));
    await standsAt('open');
    await tellPagesSideBySide(database.records, {
      deadlineId,
      revision: 1,
      rung: 'T-30',
      after: null,
      ends,
      size: PAGE,
      now: t30,
    });
    expect(await outcome('T-30')).toEqual({ outcome: null, reason: null, reached: 2 * PAGE + 1 });
    await fire(t30, { sideBySide: 2 });
    expect([await notices('T-30'), await digests('T-30'), await twice()]).toEqual([COMMUNES, COMMUNES, 0]);
  });

  it.each([1, 2])(
    'letters are written in one order, %i pages at a time: two rungs that share readers never each wait for the other',
    async (sideBySide) => {
      await fire(t30, { sideBySide });
      const written = await database.records.sql.rows<{ person: string }>(
        `SELECT person_id AS person FROM deliveries ORDER BY ctid`,
      );
      const people = written.map(({ person }) => person);
      expect([people.length, people]).toEqual([COMMUNES, people.toSorted()]);
    },
  );

  it('the day moves, and some submit, while workers of both ways tell at once: nobody waits for ever, each letter has its notices', async () => {
    const submitting = Array.from({ length: 8 }, (_, nth) =>
      database.records.sql.affected(
        `UPDATE obligations SET status = 'submitted' WHERE id = (SELECT id FROM obligations WHERE deadline_id = $1 ORDER BY id OFFSET $2 LIMIT 1)`,
        [deadlineId, nth * PAGE + 50],
      ),
    );
    const moving = database.records.inTransaction(async (tx) => {
      const deadline = (await tx.deadlines.lock(deadlineId))!;
      const rungs = planLadder('2024-12-20', {
        fireAt: '08:00',
        rungs: [-2, -1].map((offsetDays) => ({ code: `T${offsetDays}`, offsetDays, act: 'remind' })),
      });
      const day = { dueOn: '2024-12-20', explanation: [], computation: null };
      await tx.deadlines.replan(deadline, day, { rungs, now: t30, pastReason: null }, 'movedForAll');
    });
    await Promise.all([fire(t30, { sideBySide: 3 }), fire(t30), moving, ...submitting, fire(t30, { sideBySide: 2 })]);
    const { reached } = (await outcome('T-30')) as { reached: number };
    expect([await notices('T-30'), await digests('T-30'), await twice()]).toEqual([reached, reached, 0]);
    await fire(at('2024-12-18T01:00:00Z'), { rung: 'T-2', revision: 2, sideBySide: 3 });
    expect(await notices('T-2')).toBe(COMMUNES - 8);
    await database.records.sql.affected(`UPDATE obligations SET status = 'open' WHERE deadline_id = $1`, [deadlineId]);
  });

  it('many herds at once over fewer connections than one of them would like: all are told', async () => {
    const ids = await database.records.sql.rows<{ id: string }>(`SELECT id FROM deadlines WHERE closed_at IS NULL ORDER BY id`);
    const narrow = createDataSource({ url: database.url, poolSize: 2, applicationName: 'lantoa-test' });
    await narrow.initialize();
    try {
      const now = at('2024-11-15T01:00:00Z');
      const firing = [...ids, ...ids].map(({ id }) =>
        new FireRung(new Records(narrow)).run({
          rung: { deadlineId: id, revision: 1, rung: 'T-7' },
          now,
          size: 20,
          sideBySide: 5,
        }),
      );
      await Promise.all(firing);
    } finally {
      await narrow.destroy();
    }
    expect(ids.length).toBeGreaterThan(3);
    expect([await notices('T-7'), await digests('T-7'), await twice()]).toEqual([COMMUNES, COMMUNES, 0]);
  });

  it('whoever submits between two pages is not reminded any more', async () => {
    await fire(t30, { pages: 2 });
    const last = `(SELECT id FROM obligations WHERE deadline_id = $1 ORDER BY id DESC LIMIT 1)`;
    await database.records.sql.affected(`UPDATE obligations SET status = 'submitted' WHERE id = ${last}`, [deadlineId]);
    await fire(t30);
    expect(await notices('T-30')).toBe(COMMUNES - 1);
    await database.records.sql.affected(`UPDATE obligations SET status = 'open' WHERE id = ${last}`, [deadlineId]);
  });

  it('left in the middle until a later rung is due: it ends there, and everybody gets the later one', async () => {
    await fire(t30, { pages: 2 });
    await fire(at('2024-11-15T01:00:00Z'), { rung: 'T-30' });
    expect(await outcome('T-30')).toEqual({ outcome: 'fired', reason: 'cutShortBy T-7', reached: 2 * PAGE });
    expect(await outcome('T-15')).toEqual({ outcome: 'collapsed', reason: 'collapsedInto T-7', reached: 0 });
    expect([await digests('T-30'), await notices('T-15'), await notices('T-7')]).toEqual([2 * PAGE, 0, COMMUNES]);
  });

  it('the due day moves in the middle: whoever was told gets the letter, nobody else is told for the old day', async () => {
    await fire(t30, { pages: 2 });
    await database.records.inTransaction(async (tx) => {
      const deadline = (await tx.deadlines.lock(deadlineId))!;
      const rungs = planLadder('2024-12-20', { fireAt: '08:00', rungs: [{ code: 'T-1', offsetDays: -1, act: 'remind' }] });
      await tx.deadlines.replan(
        deadline,
        { dueOn: '2024-12-20', explanation: [], computation: null },
        { rungs, now: t30, pastReason: null },
        'movedForAll',
      );
    });
    await fire(t30);
    expect(await outcome('T-30')).toEqual({ outcome: 'fired', reason: 'movedForAll', reached: 2 * PAGE });
    expect([await notices('T-30'), await digests('T-30')]).toEqual([2 * PAGE, 2 * PAGE]);
  });

  it('the closing comes page by page too, and is settled with the last', async () => {
    const closing = at('2025-01-21T01:00:00Z');
    await fire(at('2024-12-31T01:00:00Z'));
    await fire(closing, { rung: 'close', pages: 2 });
    const notReceived = () =>
      number(`SELECT count(*)::int AS n FROM obligations WHERE deadline_id = $1 AND status = 'notReceived'`);
    expect(await notReceived()).toBe(2 * PAGE);
    expect((await outcome('close'))!['outcome']).toBeNull();
    await fire(closing, { rung: 'close' });
    expect([await notReceived(), (await outcome('close'))!['outcome']]).toEqual([COMMUNES, 'fired']);
    expect(
      await database.records.sql.row(
        `SELECT body FROM journal WHERE stream = 'deadline' AND kind = 'deadlineClosed' AND stream_id = $1`,
        [deadlineId],
      ),
    ).toEqual({ body: { rung: 'close', revision: 1, notReceived: COMMUNES } });
  });

  const roundId = async () =>
    (await database.records.sql.row<{ id: string }>(`SELECT round_id AS id FROM deadlines WHERE id = $1`, [deadlineId]))!.id;
});
