import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';

describe('libs/records/organisations - the way up from an organisation', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await openTestDatabase({ seeded: true })));
  afterAll(() => database.close());

  const chain = async (key: string, day: string): Promise<string[]> =>
    (
      await database.records.sql.rows<{ key: string }>(
        `SELECT above.seed_key AS key FROM organisations o
         CROSS JOIN LATERAL unnest(chain_above(o.id, $2::date)) WITH ORDINALITY AS u (id, step)
         JOIN organisations above ON above.id = u.id WHERE o.seed_key = $1 ORDER BY u.step`,
        [key, day],
      )
    ).map((row) => row.key);

  it.each([
    [
      'a commune after the reform: its line, then the lead, then the Standing Committee',
      'womensUnion/30076@2025',
      '2026-11-20',
      ['womensUnion/82@2025', 'propagandaMassMobilisationBoard/82@2025', 'standingCommittee/82@2025'],
    ],
    ['a body of the Party passes by the lead', 'partyCommittee/82@2025', '2026-11-20', ['standingCommittee/82@2025']],
    ['the lead', 'propagandaMassMobilisationBoard/82@2025', '2026-11-20', ['standingCommittee/82@2025']],
    ['nobody stands above the Standing Committee', 'standingCommittee/82@2025', '2026-11-20', []],
  ])('%s', async (_, key, day, above) => expect(await chain(key, day)).toEqual(above));

  it('who has ended climbs by its heir, and a closed district is passed by', async () => {
    const { before } = (await database.records.sql.row<{ before: string }>(
      `SELECT o.seed_key AS before FROM organisations o JOIN organisation_successions s ON s.predecessor_id = o.id AND s.is_default
       JOIN organisations heir ON heir.id = s.successor_id AND heir.seed_key = 'womensUnion/30076@2025' LIMIT 1`,
    ))!;
    expect(await chain(before, '2026-11-20')).toEqual(await chain('womensUnion/30076@2025', '2026-11-20'));
    const then = await chain(before, '2024-11-20');
    expect(then).toHaveLength(4);
    expect(then[0]).toMatch(/^womensUnion\/\d{3}@/);
    expect(then.slice(2).map((key) => key.split('/')[0])).toEqual(['massMobilisationBoard', 'standingCommittee']);
  });
});
