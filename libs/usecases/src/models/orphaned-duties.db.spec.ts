import { addDays, isRefusal, type ModelDutiesRule, type PlainDay } from '#domain';
import { OversightReader } from '#records';
import {
  AnswerReplication,
  AppendRuleEdition,
  NextOpening,
  NextRung,
  PublishWorkCalendar,
  Reconcile,
  Waker,
  type Actor,
} from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { actorOf, morning, SetClock } from '../testing/acting.js';
import { ModelActs } from '../testing/model-acts.js';

/** Nobody sleeps here; what is told to look again is of no interest. */
class Nobody extends Waker {
  refresh = () => Promise.resolve();
  waitingFor = () => Promise.resolve('absent' as const);
}

describe('libs/usecases/models - what a body that ended owed for a model moves to whoever would owe it today', () => {
  let database: TestDatabase;
  let acts: ModelActs;
  let province: Actor;
  let committee: Actor;
  const clock = new SetClock(morning('2026-03-02'));
  const on = (day: PlainDay) => (clock.instant = morning(day));
  const sql = () => database.records.sql;

  beforeEach(async () => {
    on('2026-03-02');
    database = await openTestDatabase({ seeded: true });
    acts = new ModelActs(database.records, clock);
    province = await acts.actor('fatherlandFront/82@2025');
    committee = await acts.actor('standingCommittee/82@2025');
  });
  // Closing asks the history checker.
  afterEach(() => database.close());

  const reconcile = () =>
    new Reconcile(database.records, new Nobody(), new NextRung(database.records), new NextOpening(database.records)).run({
      now: clock.now(),
      secondLookAfter: 0,
    });
  const ended = async (organisationId: string, on: PlainDay) => {
    for (const table of ['organisation_versions', 'function_assignments'])
      await sql().affected(`UPDATE ${table} SET valid_to = $2 WHERE organisation_id = $1 AND valid @> $2::date`, [
        organisationId,
        addDays(on, -1),
      ]);
  };
  const succeeded = (by: string, successor: string, on: PlainDay) =>
    sql().affected(
      `INSERT INTO organisation_successions (predecessor_id, successor_id, effective_on, is_default, document) VALUES ($1, $2, $3, true, 'Mẫu: quyết định sắp xếp')`,
      [by, successor, on],
    );
  const owed = (modelId: string) =>
    sql().rows<{ duty: string; owes: string; above: string[] }>(
      `SELECT duty, organisation_id AS owes, reports_to AS above FROM obligations WHERE model_id = $1 AND status IN ('open', 'returned') ORDER BY duty`,
      [modelId],
    );
  const told = (modelId: string) =>
    sql().rows<{ why: string; body: string }>(
      `SELECT j.body ->> 'why' AS why, j.body ->> 'toOrganisationId' AS body FROM journal j WHERE j.kind = 'dutyMovedUp' AND j.body ->> 'modelId' = $1 ORDER BY j.id`,
      [modelId],
    );
  const repaired = async () =>
    (await sql().rows<{ detail: string }>(`SELECT detail FROM repairs WHERE difference = 'orphanedDuty' ORDER BY id`)).map(
      ({ detail }) => detail,
    );
  const nobody = async (by: Actor) =>
    (await new OversightReader(sql()).noResponsiblePerson(by.post.postId, clock.today(), null, 100)).map(({ why }) => why);
  const reviewing = async (owner: Actor, place: string) =>
    acts.step(await acts.operating(owner, province, place), 'openReview', owner, { reviewYear: 2026, reason: 'Trước kỳ' });

  it('an owner that ended without an heir: the body above owes it, once; it cannot assess for the owner, but ends the model', async () => {
    const commune = await acts.actor('fatherlandFront/30076@2025');
    const at = await reviewing(commune, await acts.territory('30076@2025'));
    const [before] = await owed(at.id);
    expect(before).toMatchObject({ duty: 'selfAssess', owes: commune.post.organisationId });
    on('2026-04-01');
    await reconcile();
    expect(await told(at.id)).toEqual([]);
    await ended(commune.post.organisationId, '2026-04-01');
    expect(await nobody(province)).toEqual(['noHeir']);

    await reconcile();
    const [first, ...above] = before!.above;
    expect(first).toBe(province.post.organisationId);
    expect(await owed(at.id)).toEqual([{ duty: 'selfAssess', owes: first, above }]);
    expect(await told(at.id)).toEqual([{ why: 'noHeir', body: first }]);
    expect(await repaired()).toEqual([expect.stringMatching(/^selfAssess of MH-2026-\d+: noHeir, moved from /)]);
    expect(await nobody(province)).toEqual([]);
    await reconcile();
    expect(await repaired()).toHaveLength(1);

    const assess = await acts.try(at, 'submitSelfAssessment', province, { selfScore: 80, selfAssessment: 'Đạt' });
    expect(assess).toMatchObject({ code: expect.any(String) });
    const members = { what: 'members', description: 'Thành viên', amount: 32, unit: 'người' };
    const fields = {
      ground: 'unitClosed',
      unitChangeDocument: 'Mẫu: Quyết định số 12-QĐ/TU',
      unitChangedOn: '2026-04-01',
      handover: [{ ...members, receiverBody: 'Ban Công tác Mặt trận ấp 1', handedOverOn: '2026-04-01' }],
    };
    await acts.step(at, 'terminate', province, fields, acts.paper(province));
    expect(await owed(at.id)).toEqual([]);
  });

  it('above it lies the path the rule names, as above what the same body would owe anew', async () => {
    const { body } = (await sql().row<{ body: ModelDutiesRule }>(
      `SELECT body FROM rule_editions WHERE rule_key = 'modelDuties'`,
    ))!;
    const escalation = ['governmentLead', 'standingCommittee'];
    const edition = {
      ruleKey: 'modelDuties' as const,
      validFrom: '2026-03-02',
      source: 'Mẫu: công văn',
      body: { ...body, escalation },
    };
    expect(isRefusal(await new AppendRuleEdition(database.records, clock).run({ ...edition, actor: null }))).toBe(false);
    const commune = await acts.actor('fatherlandFront/30076@2025');
    const place = await acts.territory('30076@2025');
    const at = await reviewing(commune, place);
    const proposed = await acts.step(await acts.drafted(commune, place), 'propose', commune);
    const [anew] = await owed(proposed.id);
    expect(anew).toMatchObject({ duty: 'considerProposal', owes: province.post.organisationId });
    expect(anew!.above).toHaveLength(3);
    on('2026-04-01');
    await ended(commune.post.organisationId, '2026-04-01');
    await reconcile();
    expect(await owed(at.id)).toEqual([{ ...anew, duty: 'selfAssess' }]);
  });

  it('found an heir later, what had moved up comes back to it', async () => {
    const commune = await acts.actor('fatherlandFront/30076@2025');
    const { neighbour } = (await sql().row<{ neighbour: string }>(
      `SELECT min(seed_key) AS neighbour FROM organisations WHERE seed_key ~ '^fatherlandFront/3\\d{4}@2025$' AND seed_key <> 'fatherlandFront/30076@2025'`,
    ))!;
    const heir = await acts.actor(neighbour);
    const at = await reviewing(commune, await acts.territory('30076@2025'));
    on('2026-04-01');
    await ended(commune.post.organisationId, '2026-04-01');
    await reconcile();
    await succeeded(commune.post.organisationId, heir.post.organisationId, '2026-04-01');
    await reconcile();
    expect(await owed(at.id)).toMatchObject([{ duty: 'selfAssess', owes: heir.post.organisationId }]);
    expect(await told(at.id)).toEqual([
      { why: 'noHeir', body: province.post.organisationId },
      { why: 'heirFound', body: heir.post.organisationId },
    ]);
    await acts.step(at, 'submitSelfAssessment', heir, { selfScore: 80, selfAssessment: 'Đạt' });
  });

  it('owed above an owner above whom nobody stood: whoever stands there one day owes it', async () => {
    const commune = await acts.actor('fatherlandFront/30076@2025');
    let at = await reviewing(commune, await acts.territory('30076@2025'));
    on('2026-04-01');
    await ended(commune.post.organisationId, '2026-04-01');
    await succeeded(commune.post.organisationId, committee.post.organisationId, '2026-04-01');
    at = await acts.step(at, 'submitSelfAssessment', committee, { selfScore: 80, selfAssessment: 'Đạt' });
    await reconcile();
    expect([await nobody(committee), await told(at.id)]).toEqual([['nobodyAbove'], []]);

    on('2026-05-04');
    await sql().affected(
      `UPDATE organisation_versions SET line_parent_id = $2 WHERE organisation_id = $1 AND valid @> '2026-05-04'::date`,
      [committee.post.organisationId, province.post.organisationId],
    );
    await reconcile();
    expect(await told(at.id)).toEqual([{ why: 'nobodyAbove', body: province.post.organisationId }]);
    expect(await owed(at.id)).toMatchObject([{ duty: 'appraise', owes: province.post.organisationId }]);
    await acts.step(at, 'appraise', province, { appraisedScore: 80, verdict: 'effective' });
  });

  /** A plan of the Front of the province, taken on by the Front of a commune, whose copy is awaited. */
  const accepted = async () => {
    const union = await acts.actor('fatherlandFront/82@2025');
    const lead = await acts.actor('propagandaMassMobilisationBoard/82@2025', 'supervisor');
    const receiver = await acts.actor('fatherlandFront/30076@2025');
    let at = await acts.operating(union, lead, await acts.territory('82@2025'));
    at = await acts.step(at, 'openReview', union, { reviewYear: 2026, reason: 'Trước kỳ' });
    at = await acts.step(at, 'submitSelfAssessment', union, { selfScore: 80, selfAssessment: 'Đạt' });
    at = await acts.step(at, 'appraise', lead, { appraisedScore: 80, verdict: 'effective' });
    at = await acts.step(at, 'continueOperation', lead, { conclusion: 'Duy trì' });
    const replicationTargets = [{ territoryId: await acts.territory('30076@2025') }];
    at = await acts.step(at, 'planReplication', union, { replicationTargets, replicateBy: '2027-06-30' }, acts.paper(union));
    const { id: targetId } = (await sql().row<{ id: string }>(`SELECT id FROM replication_targets WHERE model_id = $1`, [
      at.id,
    ]))!;
    await new AnswerReplication(database.records, clock).run({ targetId, revision: 1, answer: 'accept', actor: receiver });
    return { id: at.id, union, receiver };
  };
  const places = async (id: string) => (await owed(id)).filter(({ duty }) => ['foundCopy', 'nameReceiver'].includes(duty));

  it('a place whose body ended: who planned is asked for a name, as the next deed would do', async () => {
    const { id, union, receiver } = await accepted();
    expect(await places(id)).toMatchObject([{ duty: 'foundCopy', owes: receiver.post.organisationId }]);

    on('2026-04-01');
    await ended(receiver.post.organisationId, '2026-04-01');
    await reconcile();
    expect(await places(id)).toMatchObject([{ duty: 'nameReceiver', owes: union.post.organisationId }]);
    expect(await repaired()).toEqual([expect.stringContaining('nameReceiver asked anew')]);
    const [entry] = await sql().rows<{ body: { step: string; why: string } }>(
      `SELECT j.body FROM journal j JOIN obligations o ON o.id = j.stream_id WHERE o.model_id = $1 AND o.duty = 'foundCopy' AND j.kind = 'dutyCancelled'`,
      [id],
    );
    expect(entry!.body).toMatchObject({ step: 'reorganisation', why: 'pointless', reason: { en: 'Reorganisation of bodies' } });
    await reconcile();
    expect(await repaired()).toHaveLength(1);
  });

  it('a name owed within working days, in a year nobody has published: it waits on the list of those nobody answers for, and is asked once the year is there', async () => {
    const { body: rule } = (await sql().row<{ body: ModelDutiesRule }>(
      `SELECT body FROM rule_editions WHERE rule_key = 'modelDuties'`,
    ))!;
    const nameReceiver = { term: { amount: 5, unit: 'workingDay' as const } };
    const edition = {
      ruleKey: 'modelDuties' as const,
      validFrom: '2026-12-01',
      source: 'Mẫu: công văn về thời hạn theo ngày làm việc',
      body: { ...rule, duties: { ...rule.duties, nameReceiver } },
      actor: null,
    };
    expect(isRefusal(await new AppendRuleEdition(database.records, clock).run(edition))).toBe(false);
    const { id, union, receiver } = await accepted();
    on('2026-12-28');
    await ended(receiver.post.organisationId, '2026-12-28');
    await reconcile();
    expect(await places(id)).toMatchObject([{ duty: 'foundCopy', owes: receiver.post.organisationId }]);
    expect([await repaired(), await nobody(union)]).toEqual([[], expect.arrayContaining(['noHeir'])]);
    const draft = (await sql().row<{ revision: number }>(`SELECT revision FROM work_calendar_drafts WHERE year = 2027`))!;
    const administrator = (await sql().row<{ id: string }>(
      `SELECT organisation_id AS id FROM posts WHERE role = 'administrator' AND valid @> '2026-12-28'::date LIMIT 1`,
    ))!;
    const published = await new PublishWorkCalendar(database.records, clock).run({
      year: 2027,
      revision: draft.revision,
      document: 'Mẫu: Thông báo về lịch nghỉ',
      actor: await actorOf(database.records, administrator.id, clock.today(), 'administrator'),
    });
    expect(isRefusal(published)).toBe(false);
    await reconcile();
    expect(await places(id)).toMatchObject([{ duty: 'nameReceiver', owes: union.post.organisationId }]);
  });
});
