import { checkHistory } from '#records';
import { OpenRound } from '#usecases';
import { morning, SetClock } from '../../../usecases/src/testing/acting.js';
import { ClockActs, code, type ClockSubject } from '../../../usecases/src/testing/clock-acts.js';
import { FindWhereDutiesHung1780000002510 } from '../migrations/1780000002510-find-where-duties-hung.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';

/** An installation that suspended, reopened and parted before moves were kept, brought to the schema of today. */
describe('libs/records/history - where duties hung before it was kept', () => {
  let database: TestDatabase;
  let acts: ClockActs;
  let rows: ClockSubject[];
  const clock = new SetClock(morning('2024-10-01'));
  const sql = () => database.records.sql;

  beforeEach(async () => {
    clock.instant = morning('2024-10-01');
    database = await openTestDatabase({ seeded: true });
    acts = new ClockActs(database.records, clock);
    await new OpenRound(database.records).run({ kind: 'modelResults', year: 2024, now: clock.now(), actor: null });
    rows = await sql().rows<ClockSubject>(
      `SELECT id, organisation_id AS "organisationId", reports_to[1] AS receiver FROM obligations WHERE duty = 'commune' ORDER BY id LIMIT 6`,
    );
    // Everything that leads a duty from one deadline to another.
    const [stopped, resumed, extended, reopened, thrice] = rows as [
      ClockSubject,
      ClockSubject,
      ClockSubject,
      ClockSubject,
      ClockSubject,
    ];
    acts.on('2024-11-12');
    for (const duty of [stopped, resumed, thrice]) expect(code(await acts.suspend(duty, '2024-11-25'))).toBe('done');
    expect(code(await acts.answer(extended, await acts.ask(extended, '2024-12-03'), true))).toBe('done');
    expect(code(await acts.waive(reopened))).toBe('done');
    acts.on('2024-11-14');
    for (const duty of [resumed, thrice]) expect(code(await acts.resume(duty))).toBe('done');
    acts.on('2024-11-18');
    expect(code(await acts.reopen(reopened, '2024-12-10'))).toBe('done');
    expect(code(await acts.suspend(thrice, '2024-11-20'))).toBe('done');
  }, 60_000);
  afterEach(() => database.close());

  /** Every move of every duty, in its order. */
  const moves = async () =>
    (
      await sql().rows<{ said: string }>(
        `SELECT obligation_id || ': ' || from_deadline_id || ' > ' || to_deadline_id || ' ' || at AS said FROM obligation_moves ORDER BY obligation_id, ordinal`,
      )
    ).map(({ said }) => said);
  const violations = async () =>
    (await checkHistory(sql(), clock.now())).find(({ name }) => name === 'dutiesHangWhereTheyWereMovedTo')!.violations;
  const begun = async () =>
    (await sql().rows<{ id: string }>(`SELECT obligation_id AS id FROM obligation_moves_begin ORDER BY 1`)).map(({ id }) => id);
  /** What somebody with a console can do, and nobody else. */
  const force = async (statement: string, parameters: unknown[] = []) => {
    await sql().affected(`ALTER TABLE obligation_moves DISABLE TRIGGER USER`);
    await sql().affected(statement, parameters);
    await sql().affected(`ALTER TABLE obligation_moves ENABLE TRIGGER USER`);
  };
  const migrateAnew = async () => {
    const runner = database.source.createQueryRunner();
    const migration = new FindWhereDutiesHung1780000002510();
    try {
      await migration.down(runner);
      await migration.up(runner);
    } finally {
      await runner.release();
    }
  };

  it('every move that was not kept is found in the journal, as it was', async () => {
    const kept = await moves();
    expect(kept).toHaveLength(8);
    await force(`DELETE FROM obligation_moves`);
    expect(await violations()).toBe(5);
    await migrateAnew();
    expect(await moves()).toEqual(kept);
    expect([await begun(), await violations()]).toEqual([[], 0]);
  }, 60_000);

  it('moves kept since then follow those that are found', async () => {
    const kept = await moves();
    await force(`DELETE FROM obligation_moves WHERE at < '2024-11-15'`);
    expect(await violations()).toBeGreaterThan(0);
    await migrateAnew();
    expect(await moves()).toEqual(kept);
    expect([await begun(), await violations()]).toEqual([[], 0]);
    // And what comes next is numbered after all of them.
    acts.on('2024-11-19');
    expect(code(await acts.suspend(rows[5]!, '2024-11-26'))).toBe('done');
    expect(await moves()).toHaveLength(kept.length + 1);
    expect(await violations()).toBe(0);
  }, 60_000);

  it('where two deadlines may be meant nothing is guessed: the way is on record from here on, and a false one is still noticed', async () => {
    const [resumed, thrice] = [rows[1]!, rows[4]!];
    // Another deadline was given for the day of their first stop, and closed since. Who hangs there still can only have come to that one.
    await sql().affected(
      `INSERT INTO deadlines (id, round_id, duty, due_on, original_due_on, explanation, rule_edition_id, closed_at)
       SELECT gen_random_uuid(), d.round_id, 'extended', d.due_on, d.due_on, '[]', d.rule_edition_id, '2024-11-13' FROM obligation_moves x
       JOIN deadlines d ON d.id = x.to_deadline_id WHERE x.obligation_id = $1 ORDER BY x.ordinal LIMIT 1`,
      [thrice.id],
    );
    await force(`DELETE FROM obligation_moves`);
    await migrateAnew();
    expect([await begun(), await violations()]).toEqual([[resumed.id, thrice.id].toSorted(), 0]);
    expect((await moves()).some((said) => said.startsWith(thrice.id))).toBe(false);
    acts.on('2024-11-19');
    expect(code(await acts.resume(thrice))).toBe('done');
    expect(await violations()).toBe(0);
    await force(`DELETE FROM obligation_moves WHERE obligation_id = $1`, [thrice.id]);
    expect(await violations()).toBe(1);
    await migrateAnew();
    expect(await violations()).toBe(0);
  }, 60_000);
});
