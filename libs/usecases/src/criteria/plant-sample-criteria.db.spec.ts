import { CriteriaSetsReader } from '#records';
import { PlantSampleCriteria } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { morning, SetClock } from '../testing/acting.js';

describe('libs/usecases/criteria - the sample sets of a local stack', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await openTestDatabase({ seeded: true })));
  afterAll(() => database.close());

  it('both kinds are issued together by the organisations of the province, once, and say that they are samples', async () => {
    const plant = new PlantSampleCriteria(database.records, new SetClock(morning('2026-01-05')));
    expect(await plant.run({ directory: 'infra/seeds/data' })).toBe(2);
    expect(await plant.run({ directory: 'infra/seeds/data' })).toBe(0);
    const reader = new CriteriaSetsReader(database.records.sql);
    const sets = await reader.list({ day: '2026-01-05', before: null, limit: 10 });
    expect(sets.map(({ kind, status, isSample, number }) => [kind, status, isSample, number])).toEqual([
      ['whatIsAnEffectiveModel', 'issued', true, 'MẪU-02/HDLT'],
      ['whatIsAModel', 'issued', true, 'MẪU-01/HDLT'],
    ]);
    expect((await reader.find(sets[0]!.id, '2026-01-05'))!.issuers).toHaveLength(6);
  });
});
