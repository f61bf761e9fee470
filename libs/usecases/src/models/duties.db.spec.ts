import { readFileSync } from 'node:fs';
import { isRefusal, type CriteriaSetContent, type DecisionRecord, type ModelStep, type PlainDay, type Refusal } from '#domain';
import { checkHistory, ModelsReader, ObligationsReader } from '#records';
import {
  AdvanceModel,
  DraftCriteriaSet,
  DraftModel,
  FireRung,
  IssueCriteriaSet,
  NextRung,
  stepsForetold,
  type Actor,
  type ModelAdvanced,
  type Role,
} from '#usecases';
import pg from 'pg';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { actorOf, morning, SetClock } from '../testing/acting.js';
import { ModelActs } from '../testing/model-acts.js';

describe('libs/usecases/models - a verdict makes a duty, and nothing is approved by silence', () => {
  let database: TestDatabase;
  let commune: Actor;
  let province: Actor;
  const clock = new SetClock(morning('2026-03-02'));
  const on = (day: PlainDay) => (clock.instant = morning(day));

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true, poolSize: 10 });
    commune = await actor('fatherlandFront/30076@2025', 'head');
    province = await actor('fatherlandFront/82@2025', 'head');
  });
  beforeEach(() => on('2026-03-02'));
  afterAll(() => database.close());

  const idOf = async (table: 'organisations' | 'territories', key: string) =>
    (await database.records.sql.row<{ id: string }>(`SELECT id FROM ${table} WHERE seed_key = $1`, [key]))!.id;
  const actor = async (key: string, role: Role) =>
    actorOf(database.records, await idOf('organisations', key), clock.today(), role);

  let drafts = 0;
  let papers = 0;
  const paper = (by: Actor): DecisionRecord => ({
    number: `${++papers}-QĐ/MTTQ`,
    decidedOn: clock.today(),
    effectiveOn: clock.today(),
    signerPostId: by.post.postId,
    basis: 'Tờ trình của cơ quan chủ trì',
  });
  type At = { id: string; revision: number };
  const step = (at: At, name: ModelStep, by: Actor, fields: Record<string, unknown> = {}, decision?: DecisionRecord) =>
    new AdvanceModel(database.records, clock).run({
      modelId: at.id,
      revision: at.revision,
      step: name,
      fields,
      decision,
      actor: by,
    });
  const done = async (...given: Parameters<typeof step>): Promise<ModelAdvanced> => {
    const result = await step(...given);
    if (isRefusal(result)) throw new Error(`${given[1]}: ${JSON.stringify(result.errors.map(({ words }) => words.en))}`);
    return result;
  };
  async function drafted(): Promise<At> {
    const made = await new DraftModel(database.records, clock).run({
      draft: {
        kind: 'model',
        name: `Mẫu: Tổ tự quản số ${++drafts}`,
        purpose: 'Giữ xóm ấp bình yên',
        field: 'cultureSociety',
        origin: 'need',
        selfManaged: true,
        territoryId: await idOf('territories', '30076@2025'),
        locality: 'Ấp 1',
        members: null,
      },
      actor: commune,
    });
    if (isRefusal(made)) throw new Error(made.words.en);
    return made;
  }
  const operating = async () =>
    done(await done(await drafted(), 'propose', commune), 'recognise', province, { startedOn: '2025-08-01' }, paper(province));
  async function judged(verdict: string): Promise<ModelAdvanced> {
    let at = await done(await operating(), 'openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
    at = await done(at, 'submitSelfAssessment', commune, { selfScore: 80, selfAssessment: 'Đạt' });
    return done(at, 'appraise', province, { appraisedScore: 80, verdict });
  }
  const duties = (id: string) =>
    database.records.sql.rows<{ duty: string; status: string; dueOn: PlainDay; owner: string; up: number; rungs: number }>(
      `SELECT o.duty, o.status, d.due_on AS "dueOn", b.seed_key AS owner, cardinality(o.reports_to) AS up,
         (SELECT count(*)::int FROM deadline_rungs r WHERE r.deadline_id = d.id AND r.outcome IS NULL) AS rungs
       FROM obligations o JOIN deadlines d ON d.id = o.deadline_id JOIN organisations b ON b.id = o.organisation_id
       WHERE o.model_id = $1 ORDER BY (SELECT min(j.id) FROM journal j WHERE j.stream = 'obligation' AND j.stream_id = o.id)`,
      [id],
    );
  const standing = async (id: string) => (await duties(id)).map(({ duty, status }) => `${duty} ${status}`);

  it('each side has its own clock: who owes what by when, with its ladder, its explanation and the way up', async () => {
    const proposed = await done(await drafted(), 'propose', commune);
    expect(await duties(proposed.id)).toEqual([
      { duty: 'considerProposal', status: 'open', dueOn: '2026-03-17', owner: 'fatherlandFront/82@2025', up: 2, rungs: 8 },
    ]);
    const returned = await done(proposed, 'returnProposal', province, { reason: 'Thiếu quy ước' });
    expect(await duties(proposed.id)).toMatchObject([
      { duty: 'considerProposal', status: 'accepted', rungs: 0 },
      { duty: 'completeProposal', status: 'open', owner: 'fatherlandFront/30076@2025', up: 3, dueOn: '2026-04-01' },
    ]);
    await done(returned, 'resubmit', commune);
    const { explanation } = (await database.records.sql.row<{ explanation: { vi: string }[] }>(
      `SELECT explanation FROM deadlines WHERE model_id = $1 AND duty = 'completeProposal'`,
      [proposed.id],
    ))!;
    expect(explanation[0]!.vi).toBe('Mốc tính: 02/03/2026');
    const wishes = await database.records.sql.rows(
      `SELECT DISTINCT workflow, argument FROM outbox WHERE workflow_id = 'model-duty/' || $1`,
      [proposed.id],
    );
    expect(wishes).toEqual([{ workflow: 'modelDuty', argument: proposed.id }]);
  });

  it.each([
    ['effective', 'continueOperation', { conclusion: 'Duy trì' }, ['planReplication open']],
    ['exemplary', 'continueOperation', { conclusion: 'Duy trì' }, ['nominate open', 'planReplication open']],
    [
      'weak',
      'strengthen',
      { strengtheningPlan: 'Kiện toàn', strengthenBy: '2026-09-01' },
      ['strengthen accepted', 'completeStrengthening open', 'reReview open'],
    ],
    [
      'ineffective',
      'strengthen',
      { strengtheningPlan: 'Kiện toàn', strengthenBy: '2026-09-01' },
      ['strengthenOrTerminate accepted', 'completeStrengthening open', 'reReview open'],
    ],
  ] as const)('a verdict "%s", concluded, makes its duty', async (verdict, conclusion, fields, made) => {
    const at = await done(await judged(verdict), conclusion, province, fields);
    expect((await standing(at.id)).slice(-made.length).sort()).toEqual([...made].sort());
    if (verdict === 'weak') expect((await duties(at.id)).at(-1)).toMatchObject({ dueOn: '2026-09-01' });
  });

  it('whoever was strengthened is reviewed again on its day, as often as it takes, and the year counts once', async () => {
    const reviewed = async (at: ModelAdvanced, verdict: string) => {
      const assessed = await done(at, 'submitSelfAssessment', commune, { selfScore: 60, selfAssessment: 'Đã kiện toàn' });
      return done(assessed, 'appraise', province, { appraisedScore: 60, verdict });
    };
    const file = (id: string, asOf?: PlainDay) => new ModelActs(database.records, clock).file(id, province, asOf);
    const weak = await judged('weak');
    const plan = { strengtheningPlan: 'Kiện toàn ban chủ nhiệm', strengthenBy: '2026-06-01' };
    const early = await step(weak, 'strengthen', province, { ...plan, reReviewOn: '2026-05-31' });
    expect((early as Refusal).errors.map(({ pointer }) => pointer)).toEqual(['/fields/reReviewOn']);
    let at = await done(weak, 'strengthen', province, { ...plan, reReviewOn: '2026-09-15' });
    expect(await duties(at.id)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ duty: 'completeStrengthening', dueOn: '2026-06-01', owner: 'fatherlandFront/82@2025' }),
        expect.objectContaining({ duty: 'reReview', status: 'open', dueOn: '2026-09-15', owner: 'fatherlandFront/82@2025' }),
      ]),
    );

    // That the measures are done says nothing of whether they helped: the review stays owed.
    on('2026-05-20');
    at = await done(at, 'completeStrengthening', province, { strengtheningResult: 'Đã bầu ban chủ nhiệm mới' });
    expect((await standing(at.id)).slice(-2)).toEqual(['completeStrengthening accepted', 'reReview open']);
    expect(isRefusal(await step(at, 'openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' }))).toBe(true);

    // Overtaken by a suspension it comes back, on its day while that lies ahead.
    at = await done(at, 'suspend', commune, { reason: 'Lũ lớn', suspendedUntil: '2026-08-01' }, paper(commune));
    expect((await standing(at.id)).at(-1)).toBe('resume open');
    const silent = await step(at, 'resume', commune, {}, paper(commune));
    expect((silent as Refusal).errors.map(({ pointer }) => pointer)).toEqual(['/fields/reason']);
    at = await done(at, 'resume', commune, { reason: 'Nước đã rút' }, paper(commune));
    expect((await duties(at.id)).at(-1)).toMatchObject({ duty: 'reReview', status: 'open', dueOn: '2026-09-15' });

    on('2026-09-15');
    at = await done(at, 'openReReview', province);
    expect((await standing(at.id)).slice(-2)).toEqual(['reReview accepted', 'selfAssess open']);
    at = await reviewed(at, 'ineffective');
    expect((await standing(at.id)).at(-1)).toBe('strengthenOrTerminate open');
    at = await done(at, 'strengthen', province, { strengtheningPlan: 'Đổi cách làm', strengthenBy: '2026-11-30' });
    expect((await duties(at.id)).at(-1)).toMatchObject({ duty: 'reReview', status: 'open', dueOn: '2026-11-30' });

    // Broken off it is owed again; held, its verdict opens what any verdict does.
    at = await done(at, 'openReReview', commune, { reason: 'Sớm hơn vì đã xong' });
    at = await done(at, 'cancelReview', province, { reason: 'Chưa đủ hồ sơ' });
    expect((await standing(at.id)).filter((one) => one.endsWith('open')).sort()).toEqual([
      'reReview open',
      'strengthenOrTerminate open',
    ]);
    at = await done(at, 'openReReview', commune);
    at = await done(await reviewed(at, 'effective'), 'continueOperation', province, { conclusion: 'Đã vững' });
    expect((await standing(at.id)).filter((one) => one.endsWith('open'))).toEqual(['planReplication open']);

    const today = await file(at.id);
    const [third, cancelled, second, first] = today.reviews;
    expect(today).toMatchObject({ lastVerdict: 'effective', reReviewBy: null, strengthenBy: null });
    expect([first!.reReviewOf, second!.reReviewOf, third!.reReviewOf]).toEqual([null, first!.id, second!.id]);
    expect([first, second, third].map((one) => [one!.year, one!.verdict, one!.roundId])).toEqual([
      [2026, 'weak', null],
      [2026, 'ineffective', null],
      [2026, 'effective', null],
    ]);
    expect(cancelled!.cancelledOn).toBe('2026-09-15');
    expect(await file(at.id, '2026-05-20')).toMatchObject({ reReviewBy: '2026-09-15', strengthenBy: null, lastVerdict: 'weak' });
    const steps = await new ModelsReader(database.records.sql).standing(at.id, commune.post.postId, clock.today());
    expect(steps!.facts.reviewedYears).toEqual([2026]);
    expect(isRefusal(await step(at, 'openReReview', commune))).toBe(true);
    on('2027-02-01');
    await done(at, 'openReview', commune, { reviewYear: 2027, reason: 'Rà soát trước kỳ' });
    expect((await checkHistory(database.records.sql, morning('2027-02-01'))).filter(({ violations }) => violations > 0)).toEqual(
      [],
    );
  });

  it('a plan or a written reason discharges the duty of an effective model', async () => {
    const at = await done(await judged('effective'), 'continueOperation', province, { conclusion: 'Duy trì' });
    await done(at, 'explainNoReplication', commune, { reason: 'Chỉ hợp với vùng ven sông' });
    expect(await standing(at.id)).toContain('planReplication accepted');
  });

  it('the body of whoever is nominated does not owe the appraisal, though it stands next above: the one above it does', async () => {
    const at = await done(await judged('exemplary'), 'continueOperation', province, { conclusion: 'Duy trì' });
    const nominated = await done(at, 'nominate', commune, {
      achievement: '12 km đường hoa',
      achievedFrom: '2026-01-01',
      achievedTo: '2026-02-28',
      commendationForm: 'certificateOfMerit',
      nomineeKind: 'individual',
      nomineeRole: 'Chuyên viên theo dõi mô hình',
      nomineeOrganisationId: province.post.organisationId,
    });
    const owed = async (duty: string) => (await duties(at.id)).findLast((one) => one.duty === duty);
    expect(await owed('appraiseNomination')).toMatchObject({ status: 'open', owner: 'propagandaMassMobilisationBoard/82@2025' });
    const board = await actor('propagandaMassMobilisationBoard/82@2025', 'supervisor');
    await done(nominated, 'appraiseNomination', board, { opinion: 'Xứng đáng' });
    expect(await owed('appraiseNomination')).toMatchObject({ status: 'accepted' });
    expect(await owed('decideCommendation')).toMatchObject({ status: 'open', owner: 'fatherlandFront/82@2025' });
  });

  it('ignored, it climbs rung by rung, approves nothing, and stays on the list of those above', async () => {
    const at = await done(await judged('effective'), 'continueOperation', province, { conclusion: 'Duy trì' });
    const next = () => new NextRung(database.records).run({ kind: 'modelDuty', id: at.id });
    const fired: string[] = [];
    for (let rung = await next(); rung; rung = await next()) {
      fired.push(rung.rung);
      await new FireRung(database.records).run({ rung, now: rung.at });
    }
    expect(fired).toEqual(['T-15', 'T-7', 'T-1', 'T', 'T+3', 'T+7', 'T+14', 'T+30']);
    expect((await standing(at.id)).at(-1)).toBe('planReplication open');
    on('2026-12-01');
    const overdue = await new ObligationsReader(database.records.sql).list({
      postId: province.post.postId,
      day: clock.today(),
      modelId: at.id,
      standing: 'overdue',
      limit: 10,
    });
    expect(overdue).toMatchObject([
      {
        kind: 'modelDuty',
        duty: 'planReplication',
        daysOverdue: 214,
        model: { id: at.id, code: at.code, name: expect.any(String) },
      },
    ]);
    const told = await database.records.sql.rows<{ key: string; act: string }>(
      `SELECT DISTINCT o.seed_key AS key, n.act FROM notices n JOIN organisations o ON o.id = n.organisation_id
       JOIN obligations b ON b.id = n.obligation_id WHERE b.model_id = $1 AND b.duty = 'planReplication' AND n.act = 'escalate'`,
      [at.id],
    );
    expect(told.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['fatherlandFront/82@2025', 'propagandaMassMobilisationBoard/82@2025', 'standingCommittee/82@2025']),
    );
    expect((await checkHistory(database.records.sql, morning('2026-12-01'))).filter(({ violations }) => violations > 0)).toEqual(
      [],
    );
  });

  it('the end of a model closes what it owed, with the reason, in the same moment; annulled, it is owed again', async () => {
    const at = await done(await judged('effective'), 'continueOperation', province, { conclusion: 'Duy trì' });
    const ended = await done(
      at,
      'terminate',
      province,
      {
        ground: 'obsolete',
        changeInSociety: 'Hộ nào cũng có nước máy',
        handover: [
          {
            what: 'documents',
            description: 'Sổ ghi chép',
            receiverBody: 'Ban Công tác Mặt trận ấp 1',
            handedOverOn: clock.today(),
          },
        ],
      },
      paper(province),
    );
    expect((await standing(at.id)).at(-1)).toBe('planReplication cancelled');
    const { body } = (await database.records.sql.row<{ body: object }>(
      `SELECT j.body FROM journal j JOIN obligations o ON o.id = j.stream_id WHERE o.model_id = $1 AND j.kind = 'dutyCancelled'`,
      [at.id],
    ))!;
    expect(body).toMatchObject({ to: 'cancelled', step: 'terminate', why: 'pointless', reason: { vi: 'Kết thúc mô hình' } });
    expect(await new NextRung(database.records).run({ kind: 'modelDuty', id: at.id })).toBeNull();
    await done(ended, 'annulTermination', province, { reason: 'Sai căn cứ' }, paper(province));
    expect((await standing(at.id)).at(-1)).toBe('planReplication open');
  });

  it('two at the same instant: one step, one duty, one chain; the other is told that it came late', async () => {
    for (let round = 0; round < 5; round++) {
      const proposed = await done(await drafted(), 'propose', commune);
      const answers = await Promise.all([
        step(proposed, 'recognise', province, { startedOn: '2025-08-01' }, paper(province)),
        step(proposed, 'returnProposal', province, { reason: 'Thiếu quy ước' }),
        step(proposed, 'withdrawProposal', commune),
        step(proposed, 'returnProposal', province, { reason: 'Chưa rõ' }),
      ]);
      expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
      expect(answers.filter(isRefusal).map(({ code }) => code)).toEqual(['stale', 'stale', 'stale']);
    }
    expect((await checkHistory(database.records.sql, morning('2026-12-01'))).filter(({ violations }) => violations > 0)).toEqual(
      [],
    );
  });

  it('a step costs two round trips, whatever it writes', async () => {
    const sent = jest.spyOn(pg.Client.prototype, 'query');
    try {
      const proposed = await done(await drafted(), 'propose', commune);
      sent.mockClear();
      await done(proposed, 'recognise', province, { startedOn: '2025-08-01' }, paper(province));
      expect(sent).toHaveBeenCalledTimes(2);
      // So does nothing the list of steps asks for, where the rule counts no working days.
      sent.mockClear();
      const model = await new ModelsReader(database.records.sql).standing(proposed.id, province.post.postId, clock.today());
      await stepsForetold(database.records, model!);
      expect(sent).toHaveBeenCalledTimes(1);
    } finally {
      sent.mockRestore();
    }
  });

  it('two models ending into each other at once: one ends, the other has no running heir any more', async () => {
    const [one, other] = [await operating(), await operating()];
    const into = (at: ModelAdvanced, heir: ModelAdvanced) =>
      step(
        at,
        'terminate',
        province,
        {
          ground: 'consolidated',
          heirModelId: heir.id,
          handover: [
            { what: 'documents', description: 'Sổ', receiverBody: 'Ban Công tác Mặt trận ấp 1', handedOverOn: clock.today() },
          ],
        },
        paper(province),
      );
    const answers = await Promise.all([into(one, other), into(other, one)]);
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
  });

  it('a review opened under a set is scored by it, criterion by criterion, and keeps it', async () => {
    const { areas: _, ...content } = JSON.parse(
      readFileSync('infra/seeds/data/criteria/what-is-an-effective-model.sample.json', 'utf8'),
    ) as CriteriaSetContent & { areas: string[] };
    const set = await new DraftCriteriaSet(database.records, clock).run({
      content: { ...content, areaIds: [await idOf('territories', '82@2025')] },
      actor: province,
    });
    if (isRefusal(set)) throw new Error(set.words.en);
    const issued = await new IssueCriteriaSet(database.records, clock).run({
      setId: set.id,
      revision: 1,
      number: '1-HDLT',
      issuedOn: clock.today(),
      inForceFrom: clock.today(),
      issuers: [{ organisationId: province.post.organisationId, signerPostId: province.post.postId }],
      actor: province,
    });
    expect(isRefusal(issued)).toBe(false);

    const open = await done(await operating(), 'openReview', commune, { reviewYear: 2026, reason: 'Nghi vấn sau kiểm tra' });
    const steps = await new ModelsReader(database.records.sql).standing(open.id, commune.post.postId, clock.today());
    const model = steps!.facts.scoring.model!;
    const asked = content.criteria.filter(
      ({ fields, modelKinds, selfManaged }) =>
        fields.includes(model.field) && modelKinds.includes(model.kind) && selfManaged !== false,
    );
    const top = asked.map(({ code, scale }) => ({ criterion: code, score: scale.max, evidence: 'Biên bản' }));
    const typed = await step(open, 'submitSelfAssessment', commune, { selfScore: 90, selfAssessment: 'Đạt' });
    expect((typed as Refusal).errors.map(({ pointer }) => pointer)).toContain('/fields/selfScore');
    const assessed = await done(open, 'submitSelfAssessment', commune, { scores: top, selfAssessment: 'Đạt' });

    const lower = top.map(({ criterion, score }, index) => ({ criterion, score: index === 0 ? score - 1 : score }));
    const silent = await step(assessed, 'appraise', province, { scores: lower });
    expect((silent as Refusal).errors.map(({ pointer }) => pointer)).toEqual(['/fields/scores/0/reason']);
    const appraised = await done(assessed, 'appraise', province, {
      scores: lower.map((score, index) => (index === 0 ? { ...score, reason: 'Biên bản thiếu chữ ký' } : score)),
      criteriaSetId: set.id,
      inspectedOn: '2026-03-01',
      inspectionFindings: 'Đã xem sổ trực',
    });
    const [review] = (await new ModelsReader(database.records.sql).find(open.id, province.post.postId, clock.today()))!.reviews;
    expect(review).toMatchObject({
      criteriaSetId: set.id,
      selfScore: 100,
      selfScores: top,
      verdict: 'exemplary',
      inspectedOn: '2026-03-01',
      inspectionFindings: 'Đã xem sổ trực',
    });
    expect(review!.appraisedScores![0]).toMatchObject({ reason: 'Biên bản thiếu chữ ký' });
    expect(review!.appraisedScore).toBeLessThan(100);
    await done(appraised, 'continueOperation', province, { conclusion: 'Duy trì' });
  });
});
