import { advance, changeDuties, dutiesOfVerdict, isRefusal, type ModelStage, type Refusal, type Verdict } from '#domain';
import { ModelsReader, ModelsRepository, ObligationsReader, readStanding, ReviewRoundsReader } from '#records';
import { AdvanceModel, FireRung, NextRung, OpenReviewRound, SubmitReport, type Actor } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { morning, SetClock } from '../testing/acting.js';
import { membersHandedOver, ModelActs } from '../testing/model-acts.js';
import { takeStep } from '../models/take-step.js';
import { pointless } from './open-reviews.js';

const verdicts: Verdict[] = ['effective', 'exemplary', 'weak', 'ineffective'];

describe('libs/usecases/reviews - the yearly review opens for every running model (D1.5)', () => {
  let database: TestDatabase;
  let acts: ModelActs;
  let commune: Actor;
  let province: Actor;
  let place: string;
  const clock = new SetClock(morning('2026-03-02'));
  const models: Record<string, string> = {};
  let roundId: string;

  const open = (year = 2026, actor: Actor | null = null) =>
    new OpenReviewRound(database.records).run({ year, now: clock.now(), actor });
  const standing = (id: string) => new ModelsReader(database.records.sql).standing(id, province.post.postId, clock.today());

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    acts = new ModelActs(database.records, clock);
    commune = await acts.actor('fatherlandFront/30076@2025');
    province = await acts.actor('fatherlandFront/82@2025');
    place = await acts.territory('30076@2025');
    const running = (name: string) => acts.operating(commune, province, place, { name });
    const assess = { selfScore: 85, selfAssessment: 'Đạt mục tiêu' };
    const handover = membersHandedOver('2026-03-02');
    const judge = { appraisedScore: 85, verdict: 'effective' };

    models.plain = (await running('Đường hoa')).id;
    models.drafted = (await acts.drafted(commune, place, { name: 'Còn soạn thảo' })).id;
    models.proposed = (await acts.step(await acts.drafted(commune, place, { name: 'Đã đề xuất' }), 'propose', commune)).id;
    const paused = await running('Tạm dừng');
    models.suspended = (
      await acts.step(paused, 'suspend', commune, { reason: 'Lũ', suspendedUntil: '2026-12-01' }, acts.paper(commune))
    ).id;
    models.underReview = (
      await acts.step(await running('Đang rà soát'), 'openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' })
    ).id;
    let done = await acts.step(await running('Đã rà soát'), 'openReview', commune, {
      reviewYear: 2026,
      reason: 'Rà soát trước kỳ',
    });
    done = await acts.step(done, 'submitSelfAssessment', commune, assess);
    done = await acts.step(done, 'appraise', province, judge);
    models.reviewed = (await acts.step(done, 'continueOperation', province, { conclusion: 'Duy trì' })).id;
    const weakened = async (name: string) => {
      let weak = await acts.step(await running(name), 'openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
      weak = await acts.step(weak, 'submitSelfAssessment', commune, assess);
      weak = await acts.step(weak, 'appraise', province, { ...judge, verdict: 'weak' });
      return acts.step(weak, 'strengthen', province, { strengtheningPlan: 'Kiện toàn', strengthenBy: '2027-12-01' });
    };
    models.strengthened = (await weakened('Đang củng cố')).id;
    models.brokenOff = (await weakened('Củng cố dở dang')).id;
    const ended = await running('Đã kết thúc');
    models.ended = (
      await acts.step(
        ended,
        'terminate',
        commune,
        {
          ground: 'obsolete',
          changeInSociety: 'Đường đã bê tông hoá',
          handover,
        },
        acts.paper(commune),
      )
    ).id;
    clock.instant = morning('2026-09-01');
  }, 60_000);
  // Closing asks the history checker.
  afterAll(() => database.close());

  it('is not opened for a year that has not come, nor by hand for one long past', async () => {
    for (const year of [2027, 2024]) {
      const refused = (await open(year, province)) as Refusal;
      expect([refused.code, refused.errors[0]!.pointer]).toEqual(['invalid', '/year']);
    }
  });

  it('opens exactly the models whose review could be opened by hand, each under the same step', async () => {
    const before = Object.fromEntries(
      await Promise.all(
        Object.entries(models).map(async ([name, id]) => {
          const { stage, facts } = (await standing(id))!;
          const by = { ...facts, input: { fields: { reviewYear: 2026, reason: 'Rà soát trước kỳ' } } };
          return [name, advance(stage, 'openReview', by).kind === 'advanced'] as const;
        }),
      ),
    );
    const opened = await open();
    if (isRefusal(opened)) throw new Error(opened.words.en);
    ({ roundId } = opened);
    const rows = await database.records.sql.rows<{ id: string }>(`SELECT model_id AS id FROM model_reviews WHERE round_id = $1`, [
      roundId,
    ]);
    const names = Object.keys(models).filter((name) => rows.some(({ id }) => id === models[name]));
    expect(names).toEqual(Object.keys(before).filter((name) => before[name]));
    expect(names).toEqual(['plain']);
    expect((await open()) as Refusal).toMatchObject({ code: 'conflict' });
  });

  it('writes down every model it left out, and why', async () => {
    const rows = await database.records.sql.rows<{ id: string; reason: string }>(
      `SELECT model_id AS id, reason FROM models_left_out WHERE round_id = $1`,
      [roundId],
    );
    const why = (name: string) => rows.find(({ id }) => id === models[name])?.reason ?? null;
    expect(Object.fromEntries(Object.keys(models).map((name) => [name, why(name)]))).toEqual({
      plain: null,
      drafted: null,
      proposed: null,
      suspended: 'suspended',
      underReview: 'reviewOpen',
      reviewed: 'reviewedThisYear',
      strengthened: 'reviewedThisYear',
      brokenOff: 'reviewedThisYear',
      ended: null,
    });
  });

  it('the owner owes its self-assessment by the day of the round, and knows who stands above', async () => {
    const duty = await database.records.sql.row(
      `SELECT o.duty, o.status, d.due_on AS "dueOn", o.organisation_id = $2 AS mine, o.reports_to[1] = $3 AS above, o.round_id = $4 AS "inRound",
         r.self_assessment_due_on AS "selfAssessmentDueOn", r.year, o.review_id = r.id AS "ofReview"
       FROM obligations o JOIN deadlines d ON d.id = o.deadline_id JOIN model_reviews r ON r.id = o.review_id WHERE o.model_id = $1 AND o.status = 'open'`,
      [models.plain, commune.post.organisationId, province.post.organisationId, roundId],
    );
    expect(duty).toEqual({
      duty: 'selfAssess',
      status: 'open',
      dueOn: '2026-09-30',
      mine: true,
      above: true,
      inRound: true,
      selfAssessmentDueOn: '2026-09-30',
      year: 2026,
      ofReview: true,
    });
    expect((await standing(models.plain!))!.stage.life).toBe('selfAssessing');
  });

  it('what a review asks of a model is done by its step, never by sending a report', async () => {
    const duty = await database.records.sql.row<{ id: string; revision: number }>(
      `SELECT id, revision FROM obligations WHERE model_id = $1 AND status = 'open'`,
      [models.plain],
    );
    const sent = await new SubmitReport(database.records, clock).run({
      obligationId: duty!.id,
      revision: duty!.revision,
      report: { figures: {}, words: { summary: 'Đã làm' } },
      actor: commune,
    });
    expect(sent).toMatchObject({ code: 'notFound' });
  });

  it('has one deadline a due day, and one workflow to follow them', async () => {
    const days = await database.records.sql.rows(
      `SELECT duty, due_on AS "dueOn" FROM deadlines WHERE round_id = $1 ORDER BY due_on`,
      [roundId],
    );
    expect(days).toEqual([
      { duty: 'selfAssess', dueOn: '2026-09-30' },
      { duty: 'appraise', dueOn: '2026-10-25' },
      { duty: 'conclude', dueOn: '2026-11-10' },
    ]);
    expect(
      await database.records.sql.rows(`SELECT workflow, workflow_id AS id FROM outbox WHERE argument = $1`, [roundId]),
    ).toEqual([{ workflow: 'modelReviewRound', id: 'model-review-round/2026' }]);
  });

  const on = (day: string) => (clock.instant = morning(day));
  const now = async (name: string) => {
    const { id, revision } = (await standing(models[name]!))!;
    return { id, revision };
  };
  const dutiesOf = (name: string) =>
    database.records.sql.rows<{ duty: string; status: string; dueOn: string }>(
      `SELECT o.duty, o.status, d.due_on AS "dueOn" FROM obligations o JOIN deadlines d ON d.id = o.deadline_id JOIN model_reviews r ON r.id = o.review_id
       WHERE o.model_id = $1 AND r.round_id = $2 ORDER BY o.id`,
      [models[name], roundId],
    );
  const owedOf = async (name: string) => (await dutiesOf(name)).filter(({ status }) => status === 'open');
  const told = async (duty: string) =>
    database.records.sql.rows<{ act: string; rung: string; toOwner: boolean; toAbove: boolean }>(
      `SELECT n.act, n.rung, bool_or(n.organisation_id = $2) AS "toOwner", bool_or(n.organisation_id = $3) AS "toAbove" FROM notices n
       JOIN obligations o ON o.id = n.obligation_id WHERE o.duty = $1 AND n.deadline_id IN (SELECT id FROM deadlines WHERE round_id = $4) GROUP BY n.act, n.rung ORDER BY min(n.id)`,
      [duty, commune.post.organisationId, province.post.organisationId, roundId],
    );
  const fireUntil = async (day: string) => {
    const next = () => new NextRung(database.records).run({ kind: 'round', id: roundId });
    for (let rung = await next(); rung && rung.at <= morning(day); rung = await next())
      await new FireRung(database.records).run({ rung, now: rung.at });
    on(day);
  };
  const figures = () => new ReviewRoundsReader(database.records.sql).figures(roundId, province.post.postId, clock.today());

  it('a model recognised later in the year joins the round by hand, and is counted', async () => {
    on('2026-09-10');
    models.late = (await acts.operating(commune, province, place, { name: 'Mới công nhận', startedOn: '2026-09-05' })).id;
    await acts.step(await now('late'), 'openReview', commune, { reviewYear: 2026 });
    expect(await owedOf('late')).toMatchObject([{ duty: 'selfAssess' }]);
    expect(await figures()).toMatchObject({ expected: 2, selfAssessed: 0 });
  });

  it('reminds the owner, then climbs to the body above when nothing comes', async () => {
    await fireUntil('2026-09-24');
    expect(await told('selfAssess')).toMatchObject([
      { act: 'remind', rung: 'T-15', toOwner: true, toAbove: false },
      { act: 'remind', rung: 'T-7', toOwner: true, toAbove: false },
    ]);
  });

  it('the self-assessment goes up, comes back with reasons, and goes up again; the reviewing side has its own clock', async () => {
    const assess = { selfScore: 85, selfAssessment: 'Đạt mục tiêu' };
    await acts.step(await now('plain'), 'submitSelfAssessment', commune, assess);
    expect(await owedOf('plain')).toEqual([{ duty: 'appraise', status: 'open', dueOn: '2026-10-25' }]);
    await acts.step(await now('plain'), 'returnSelfAssessment', province, { reason: 'Thiếu minh chứng' });
    // The day of the round still lies ahead, so it is due then.
    expect(await owedOf('plain')).toEqual([{ duty: 'selfAssess', status: 'open', dueOn: '2026-09-30' }]);
    await acts.step(await now('plain'), 'submitSelfAssessment', commune, assess);
    await fireUntil('2026-10-19');
    expect(await told('appraise')).toMatchObject([{ act: 'remind', rung: 'T-7', toOwner: false, toAbove: true }]);
  });

  it('the body above goes on without a self-assessment that never came', async () => {
    const late = await figures();
    expect(late).toMatchObject({ expected: 2, selfAssessed: 1, late: 1 });
    await acts.step(await now('late'), 'proceedWithoutSelfAssessment', province, { reason: 'Quá hạn, đã nhắc' });
    expect((await owedOf('late')).map(({ duty }) => duty)).toEqual(['appraise']);
  });

  it('is appraised and concluded by the body above; the last conclusion closes the round, its deadlines and its workflow', async () => {
    const judge = { appraisedScore: 85, verdict: 'effective' };
    for (const name of ['plain', 'late']) {
      await acts.step(await now(name), 'appraise', province, judge);
      expect(await owedOf(name)).toMatchObject([{ duty: 'conclude', dueOn: '2026-11-10' }]);
    }
    await acts.step(await now('plain'), 'continueOperation', province, { conclusion: 'Duy trì' });
    expect(await round()).toEqual({ closedOn: null, open: 3 });
    await acts.step(await now('late'), 'continueOperation', province, { conclusion: 'Duy trì' });
    expect(await round()).toEqual({ closedOn: '2026-10-19', open: 0 });
    expect(await new NextRung(database.records).run({ kind: 'round', id: roundId })).toBeNull();
    expect(await figures()).toMatchObject({ expected: 2, concluded: 2, late: 1, overdue: 0 });
    // Everything the round asked for is found by it, of both sides; what a verdict asks for afterwards is not.
    const { postId } = province.post;
    const ofTheRound = await new ObligationsReader(database.records.sql).list({ postId, day: clock.today(), roundId, limit: 50 });
    const of = (name: string) =>
      ofTheRound.filter(({ model }) => model?.id === models[name]).map(({ duty, status }) => `${duty} ${status}`);
    expect(of('plain').sort()).toEqual([
      'appraise accepted',
      'appraise accepted',
      'conclude accepted',
      'selfAssess accepted',
      'selfAssess accepted',
    ]);
    expect(of('late').sort()).toEqual(['appraise accepted', 'conclude accepted', 'selfAssess cancelled']);
    const wishes = await database.records.sql.rows<{ cause: string }>(
      `SELECT cause FROM outbox WHERE argument = $1 ORDER BY id`,
      [roundId],
    );
    expect(wishes.map(({ cause }) => cause)).toEqual(['roundOpened', 'roundClosed']);
  });
  const openDuties = async (name: string) =>
    (
      await database.records.sql.rows<{ duty: string }>(
        `SELECT o.duty FROM obligations o JOIN deadlines d ON d.id = o.deadline_id
         WHERE o.model_id = $1 AND o.status = 'open' AND d.closed_at IS NULL ORDER BY o.duty`,
        [models[name]],
      )
    ).map(({ duty }) => duty);
  const round = () =>
    database.records.sql.row(
      `SELECT closed_on AS "closedOn", (SELECT count(*)::int FROM deadlines d WHERE d.round_id = r.id AND d.closed_at IS NULL) AS open
       FROM rounds r WHERE id = $1`,
      [roundId],
    );

  it('after it has closed, a review by hand stands on its own, and says why', async () => {
    models.after = (await acts.operating(commune, province, place, { name: 'Công nhận sau', startedOn: '2026-10-01' })).id;
    const { revision } = (await standing(models.after))!;
    const silent = await new AdvanceModel(database.records, clock).run({
      modelId: models.after,
      revision,
      step: 'openReview',
      fields: { reviewYear: 2026 },
      actor: commune,
    });
    expect(silent).toMatchObject({ code: 'conflict', errors: [{ pointer: '/fields/reason', source: 'D1.5' }] });
    // The round closed after the guards had seen it open: nothing is written.
    const question = { modelId: models.after, postId: commune.post.postId, day: clock.today() };
    const seen = await readStanding(database.records.sql, { ...question, input: { fields: { reviewYear: 2026 } } });
    if (!seen || seen === 'overtaken') throw new Error('not seen');
    const taken = takeStep({ ...seen, facts: { ...seen.facts, openReviewRounds: [2026] } }, 'openReview', commune, clock.now());
    if (isRefusal(taken)) throw new Error(taken.words.en);
    const recorded = new ModelsRepository(database.records.sql).record(seen, taken.to, taken.change, null, taken.entry, {
      duties: taken.duties,
    });
    expect(await recorded).toBeNull();
    expect((await standing(models.after))!.revision).toBe(revision);
    await acts.step(await now('after'), 'openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
    const own = await database.records.sql.row(
      `SELECT round_id AS "roundId", opened_because AS because FROM model_reviews WHERE model_id = $1`,
      [models.after],
    );
    expect(own).toEqual({ roundId: null, because: 'Rà soát trước kỳ' });
  });

  it('the next year opens them all again, and what last year asked for gives way to the new review', async () => {
    on('2027-03-01');
    // Strengthening was broken off by a review that came to nothing: the file is owed again.
    await acts.step(await now('brokenOff'), 'openReview', commune, { reviewYear: 2027, reason: 'Rà soát trước kỳ' });
    await acts.step(await now('brokenOff'), 'cancelReview', province, { reason: 'Mở nhầm' });
    expect(await openDuties('brokenOff')).toEqual(['reReview', 'strengthen']);
    on('2027-09-01');
    const opened = await open(2027);
    if (isRefusal(opened)) throw new Error(opened.words.en);
    roundId = opened.roundId;
    const rows = await database.records.sql.rows<{ id: string }>(`SELECT model_id AS id FROM model_reviews WHERE round_id = $1`, [
      roundId,
    ]);
    expect(
      Object.keys(models)
        .filter((name) => rows.some(({ id }) => id === models[name]))
        .sort(),
    ).toEqual(['brokenOff', 'late', 'plain', 'reviewed', 'strengthened'].sort());
    expect((await figures()).leftOut).toEqual([
      { reason: 'reviewOpen', models: 2 },
      { reason: 'suspended', models: 1 },
    ]);
    expect(await openDuties('brokenOff')).toEqual(['selfAssess']);
    // Strengthening under way goes on beside the review.
    expect(await openDuties('strengthened')).toEqual(['completeStrengthening', 'selfAssess']);
  });

  it('cancels of a model in operation exactly what the same step by hand would', () => {
    const life = (stage: 'operating' | 'selfAssessing'): ModelStage => ({ life: stage, spread: 'local', honour: 'none' });
    for (const verdict of verdicts) {
      const concluded = { id: 'last', verdict, now: false, made: [...dutiesOfVerdict(verdict)], done: [] };
      const nothingElse = {
        strengthenBy: null,
        reReviewBy: null,
        suspendedUntil: null,
        replicateBy: null,
        endGround: null,
        toHandOver: 0,
      };
      const common = { concluded, ...nothingElse, places: [], copyToReport: false };
      const standing = { ...common, stage: life('operating'), review: null };
      const open = changeDuties('continueOperation', [], standing, '2026-08-01').open.map((owed) => ({
        ...owed,
        id: owed.duty,
        originalDueOn: '2026-12-01',
        organisationId: 'commune',
      }));
      expect(open.length).toBeGreaterThan(0);
      const after = { ...common, stage: life('selfAssessing'), review: { id: 'new', verdict: null } };
      const { cancelled, discharged } = changeDuties('openReview', open, after, '2026-09-01');
      expect(discharged).toEqual([]);
      expect(cancelled.map(({ duty }) => duty.duty)).toEqual(
        open.map(({ duty }) => duty).filter((duty) => pointless.includes(duty)),
      );
    }
  });
});
