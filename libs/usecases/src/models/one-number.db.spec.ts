import { KnowANumberHoweverTyped1780000001900 } from '../../../records/src/migrations/1780000001900-know-a-number-however-typed.js';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { morning, SetClock } from '../testing/acting.js';
import { ModelActs } from '../testing/model-acts.js';

describe('libs/records/migrations - a number is known however typed', () => {
  let database: TestDatabase;
  const clock = new SetClock(morning('2026-03-02'));
  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    const acts = new ModelActs(database.records, clock);
    const commune = await acts.actor('fatherlandFront/30076@2025');
    const province = await acts.actor('fatherlandFront/82@2025');
    await acts.operating(commune, province, await acts.territory('30076@2025'));
  });
  afterAll(() => database.close());

  it.each([
    ['12/QĐ-UBND', '12/qđ-ubnd'],
    ['12/QĐ-UBND', '12 /QĐ-UBND'],
    ['12/QĐ-UBND', '12\u00a0/QĐ–UBND'],
    ['12/QĐ-UBND'.normalize('NFC'), '12/QĐ-UBND'.normalize('NFD')],
    ['05-NQ/TU', '5-NQ/TU'],
  ])('“%s” and “%s” are one', async (one, other) => {
    expect(await database.records.sql.row(`SELECT number_key($1) = number_key($2) AS same`, [one, other])).toEqual({
      same: true,
    });
  });
  it.each([
    ['12/QĐ-UBND', '12/QD-UBND'],
    ['12/QĐ-UBND', '120/QĐ-UBND'],
    ['12/QĐ-UBND', '12-QĐ/UBND'],
  ])('“%s” and “%s” are two', async (one, other) => {
    expect(await database.records.sql.row(`SELECT number_key($1) = number_key($2) AS same`, [one, other])).toEqual({
      same: false,
    });
  });

  it('what was recorded under two ways of typing one number stays as it was, and a third is refused', async () => {
    const migration = new KnowANumberHoweverTyped1780000001900();
    const runner = database.source.createQueryRunner();
    const record = (number: string) =>
      runner.query(
        `INSERT INTO decisions (id, model_id, step, issuer_organisation_id, number, decided_on, effective_on, signer_post_id, basis, frozen)
         SELECT gen_random_uuid(), model_id, step, issuer_organisation_id, $1, decided_on, effective_on, signer_post_id, basis, frozen
         FROM decisions ORDER BY ordinal LIMIT 1`,
        [number],
      );
    await runner.startTransaction();
    try {
      await migration.down(runner);
      for (const number of ['77/QĐ-UBND', '77/qđ-ubnd', '77 /QĐ-UBND', '78/QĐ-UBND']) await record(number);
      await migration.up(runner);
      expect(
        await runner.query(`SELECT number, number_is_twofold AS twofold FROM decisions WHERE number ~ '^7[78]' ORDER BY ordinal`),
      ).toEqual([
        { number: '77/QĐ-UBND', twofold: false },
        { number: '77/qđ-ubnd', twofold: true },
        { number: '77 /QĐ-UBND', twofold: true },
        { number: '78/QĐ-UBND', twofold: false },
      ]);
      await expect(record('077/QĐ-UBND')).rejects.toMatchObject({ constraint: 'one_decision_a_number_an_issuer_a_year' });
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });
});
