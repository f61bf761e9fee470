import { readFileSync } from 'node:fs';
import { isRefusal, type CriteriaSetContent } from '#domain';
import { CriteriaSetsReader } from '#records';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { actorOf, morning, SetClock } from '../testing/acting.js';
import { DraftCriteriaSet } from './draft-criteria-set.js';
import { IssueCriteriaSet } from './issue-criteria-set.js';
import { ReviseCriteriaSet } from './revise-criteria-set.js';

const { areas: _, ...sample } = JSON.parse(
  readFileSync('infra/seeds/data/criteria/what-is-an-effective-model.sample.json', 'utf8'),
) as CriteriaSetContent & { areas: string[] };

describe('libs/usecases/criteria - a set is issued once and for ever, and replaced by the next', () => {
  let database: TestDatabase;
  let reader: CriteriaSetsReader;
  const clock = new SetClock(morning('2024-12-01'));
  let numbers = 0;
  beforeEach(async () => {
    database = await openTestDatabase({ seeded: true });
    reader = new CriteriaSetsReader(database.records.sql);
  });
  afterEach(() => database.close());

  const idOf = async (table: 'territories' | 'organisations', key: string) =>
    (await database.records.sql.row<{ id: string }>(`SELECT id FROM ${table} WHERE seed_key = $1`, [key]))!.id;
  const territory = (key: string) => idOf('territories', key);
  const signerOf = async (key: string, day: string) => {
    const organisationId = await idOf('organisations', key);
    const actor = await actorOf(database.records, organisationId, day, 'head');
    return { actor, issuer: { organisationId, signerPostId: actor.post.postId } };
  };

  /** Drafted and issued by the front and the women's union of a province, on the day and in force from it. */
  const issue = async (province: string, day: string, areaKeys: string[], from = day, kind = sample.kind) => {
    clock.instant = morning(day);
    const front = await signerOf(`fatherlandFront/${province}`, day);
    const women = await signerOf(`womensUnion/${province}`, day);
    const content = { ...sample, kind, areaIds: await Promise.all(areaKeys.map(territory)) };
    const drafted = await new DraftCriteriaSet(database.records, clock).run({ content, actor: front.actor });
    if (isRefusal(drafted)) throw new Error(JSON.stringify(drafted));
    const input = {
      setId: drafted.id,
      revision: 1,
      number: `${++numbers}-HDLT`,
      issuedOn: day,
      inForceFrom: from,
      issuers: [front.issuer, women.issuer],
      actor: women.actor,
    };
    return { ...input, answer: await new IssueCriteriaSet(database.records, clock).run(input) };
  };
  const inForce = async (placeKey: string, day: string, kind = sample.kind) =>
    (await reader.inForce(kind, await territory(placeKey), day)).map(({ number }) => number);

  it('two provinces keep their own sets by origin after the merger, until a joint one', async () => {
    const upstream = await issue('87@2024', '2024-12-01', ['87@2024'], '2025-01-01');
    // The seed has no organisations of the other old province: its set is issued for it by those that came after.
    const downstream = await issue('82@2025', '2025-08-01', ['82@2024']);
    expect([upstream.answer, downstream.answer]).toEqual([{ id: upstream.setId }, { id: downstream.setId }]);
    const oldCommune = '30076@2024';
    const newCommune = '30076@2025';
    const otherOrigin = (await database.records.sql.row<{ key: string }>(
      `SELECT t.seed_key AS key FROM territories t JOIN territory_versions v ON v.territory_id = t.id JOIN territories p ON p.id = v.parent_id
       WHERE p.seed_key = '815@2024' ORDER BY 1 LIMIT 1`,
    ))!.key;

    expect(await inForce(oldCommune, '2024-12-31')).toEqual([]);
    expect(await inForce(oldCommune, '2025-01-01')).toEqual([upstream.number]);
    expect(await inForce(oldCommune, '2026-03-01')).toEqual([upstream.number]);
    expect(await inForce(newCommune, '2026-03-01')).toEqual([upstream.number]);
    expect(await inForce(otherOrigin, '2026-03-01')).toEqual([downstream.number]);
    // Asked of the merged province as a whole there are two, and both are told.
    expect((await inForce('82@2025', '2026-03-01')).sort()).toEqual([upstream.number, downstream.number].sort());
    expect(await inForce(oldCommune, '2026-03-01', 'whatIsAModel')).toEqual([]);

    const joint = await issue('82@2025', '2026-05-04', ['82@2025'], '2026-06-01');
    expect(joint.answer).toEqual({ id: joint.setId });
    for (const place of [oldCommune, newCommune, otherOrigin, '82@2025']) {
      expect(await inForce(place, '2026-06-01')).toEqual([joint.number]);
    }
    expect(await inForce(oldCommune, '2026-05-31')).toEqual([upstream.number]);
    expect(await inForce(otherOrigin, '2026-05-31')).toEqual([downstream.number]);

    const shown = (await reader.find(upstream.setId, '2026-06-01'))!;
    expect([shown.status, (await reader.find(upstream.setId, '2026-05-31'))!.status]).toEqual(['superseded', 'issued']);
    expect(shown.validities).toMatchObject([{ from: '2025-01-01', to: '2026-05-31', endedById: joint.setId }]);
    expect(shown.criteria).toHaveLength(sample.criteria.length);
    const told = await database.records.sql.rows(
      `SELECT kind, body ->> 'by' AS by FROM journal WHERE stream = 'criteriaSet' AND stream_id = $1 ORDER BY seq`,
      [upstream.setId],
    );
    expect(told).toEqual([
      { kind: 'criteriaSetDrafted', by: null },
      { kind: 'criteriaSetIssued', by: null },
      { kind: 'criteriaSetSuperseded', by: joint.setId },
    ]);

    const alone = await issue('82@2025', '2026-07-01', ['87@2024']);
    expect(alone.answer).toMatchObject({ kind: 'refused', code: 'conflict' });
  });

  it('the next of the same province takes the place of the last, from a later day only', async () => {
    const first = await issue('82@2025', '2026-01-05', ['82@2025'], '2026-02-01');
    const early = await issue('82@2025', '2026-01-06', ['82@2025'], '2026-02-01');
    expect(early.answer).toMatchObject({ code: 'invalid', errors: [{ pointer: '/inForceFrom' }] });
    const second = await issue('82@2025', '2026-01-06', ['82@2025'], '2026-02-02');
    const day = async (on: string) => (await inForce('30076@2025', on))[0];
    expect([await day('2026-01-31'), await day('2026-02-01'), await day('2026-02-02')]).toEqual([
      undefined,
      first.number,
      second.number,
    ]);
    // The other kind has a line of its own.
    const other = await issue('82@2025', '2026-01-07', ['82@2025'], '2026-01-07', 'whatIsAModel');
    expect(isRefusal(other.answer)).toBe(false);
  });

  it('two issued at the same instant: one is in force, the other is told why not', async () => {
    const seated = await Promise.all(['2026-03-02', '2026-03-02'].map((day) => issue('82@2025', day, ['82@2025'])));
    expect(seated.map(({ answer }) => isRefusal(answer)).sort()).toEqual([false, true]);
    expect(await inForce('30076@2025', '2026-03-02')).toHaveLength(1);
  });

  it('what was issued stands: no deed and no statement changes it', async () => {
    const { setId, actor, ...issued } = await issue('82@2025', '2026-01-05', ['82@2025']);
    const revise = new ReviseCriteriaSet(database.records, clock);
    expect(await revise.run({ setId, revision: 2, changes: { source: 'x' }, actor })).toMatchObject({ code: 'conflict' });
    expect(await revise.run({ setId, revision: 1, changes: { source: 'x' }, actor })).toMatchObject({ code: 'stale' });
    const again = await new IssueCriteriaSet(database.records, clock).run({ ...issued, setId, actor, revision: 2, number: 'x' });
    expect(again).toMatchObject({ code: 'conflict' });
    for (const statement of [
      `UPDATE criteria_sets SET body = '{}'`,
      `UPDATE criteria_sets SET issued = false`,
      `DELETE FROM criteria_sets`,
      `UPDATE criteria_set_issuers SET place = 9`,
      `DELETE FROM criteria_set_issuers`,
      `UPDATE criteria_set_validities SET first_day = first_day - 1`,
      `DELETE FROM criteria_set_validities`,
    ])
      await expect(database.records.sql.affected(statement)).rejects.toMatchObject({ driverError: { code: '23001' } });
  });

  it('a number belongs to one set of its leading issuer in a year', async () => {
    await issue('82@2025', '2026-01-05', ['82@2025']);
    numbers--;
    const same = await issue('82@2025', '2026-02-05', ['82@2025']);
    expect(same.answer).toMatchObject({ code: 'invalid', errors: [{ pointer: '/number' }] });
    numbers--;
    const nextYear = await issue('82@2025', '2027-02-05', ['82@2025']);
    expect(isRefusal(nextYear.answer)).toBe(false);
  });
});
