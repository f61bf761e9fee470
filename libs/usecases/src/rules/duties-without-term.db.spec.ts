import { isRefusal, type ModelDutiesRule } from '#domain';
import { AppendRuleEdition, DutiesWithoutTerm } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { morning, SetClock } from '../testing/acting.js';
import { ModelActs } from '../testing/model-acts.js';

describe('libs/usecases/rules - an installation planted before a duty was known', () => {
  let database: TestDatabase;
  let acts: ModelActs;
  let planted: ModelDutiesRule;
  const clock = new SetClock(morning('2026-03-02'));

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    acts = new ModelActs(database.records, clock);
    planted = (await database.records.sql.row<{ body: ModelDutiesRule }>(
      `SELECT body FROM rule_editions WHERE rule_key = 'modelDuties'`,
    ))!.body;
    // As an earlier version planted it: nothing else takes a term out of an edition.
    const { considerProposal: _, foundCopy: __, ...older } = planted.duties;
    await database.records.sql.affected(`ALTER TABLE rule_editions DISABLE TRIGGER USER`);
    await database.records.sql.affected(`UPDATE rule_editions SET body = $1 WHERE rule_key = 'modelDuties'`, [
      { ...planted, duties: older },
    ]);
    await database.records.sql.affected(`ALTER TABLE rule_editions ENABLE TRIGGER USER`);
  }, 60_000);
  // Closing asks the history checker.
  afterAll(() => database.close());

  const missing = async () => (await new DutiesWithoutTerm(database.records, clock).run()).duties.map(({ duty }) => duty);
  const proposed = async () => {
    const by = await acts.actor('fatherlandFront/30076@2025');
    const { id } = await acts.step(await acts.drafted(by, await acts.territory('30076@2025')), 'propose', by);
    return database.records.sql.rows<{ duty: string }>(`SELECT duty FROM obligations WHERE model_id = $1`, [id]);
  };

  it('a step goes on where the rule is older than the duty it asks for, and the gap is shown', async () => {
    expect(await missing()).toEqual(['considerProposal', 'foundCopy']);
    expect(await proposed()).toEqual([]);
  });

  it('an edition that names them closes the gap; from then on they are owed', async () => {
    clock.instant = morning('2026-04-01');
    const appended = await new AppendRuleEdition(database.records, clock).run({
      ruleKey: 'modelDuties',
      validFrom: '2026-04-01',
      source: 'Mẫu: công văn 30',
      body: planted,
      actor: null,
    });
    expect(isRefusal(appended)).toBe(false);
    expect(await missing()).toEqual([]);
    expect(await proposed()).toEqual([{ duty: 'considerProposal' }]);
  });
});
