import { advance, isRefusal, type Refusal } from '#domain';
import { ModelsReader } from '#records';
import { OpenReviewRound, type Actor } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { morning, SetClock } from '../testing/acting.js';
import { ModelActs } from '../testing/model-acts.js';

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
    const judge = { appraisedScore: 85, verdict: 'effective' };

    models.plain = (await running('Đường hoa')).id;
    models.drafted = (await acts.drafted(commune, place, { name: 'Còn soạn thảo' })).id;
    models.proposed = (await acts.step(await acts.drafted(commune, place, { name: 'Đã đề xuất' }), 'propose', commune)).id;
    const paused = await running('Tạm dừng');
    models.suspended = (
      await acts.step(paused, 'suspend', commune, { reason: 'Lũ', suspendedUntil: '2026-12-01' }, acts.paper(commune))
    ).id;
    models.underReview = (await acts.step(await running('Đang rà soát'), 'openReview', commune, { reviewYear: 2026 })).id;
    let done = await acts.step(await running('Đã rà soát'), 'openReview', commune, { reviewYear: 2026 });
    done = await acts.step(done, 'submitSelfAssessment', commune, assess);
    done = await acts.step(done, 'appraise', province, judge);
    models.reviewed = (await acts.step(done, 'continueOperation', province, { conclusion: 'Duy trì' })).id;
    let weak = await acts.step(await running('Còn yếu'), 'openReview', commune, { reviewYear: 2026 });
    weak = await acts.step(weak, 'submitSelfAssessment', commune, assess);
    weak = await acts.step(weak, 'appraise', province, { ...judge, verdict: 'weak' });
    models.strengthened = (
      await acts.step(weak, 'strengthen', province, { strengtheningPlan: 'Kiện toàn', strengthenBy: '2027-06-01' })
    ).id;
    const ended = await running('Đã kết thúc');
    models.ended = (
      await acts.step(
        ended,
        'terminate',
        commune,
        { ground: 'obsolete', changeInSociety: 'Đường đã bê tông hoá', handoverReceiver: 'Ban Công tác Mặt trận ấp' },
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
          const by = { ...facts, input: { fields: { reviewYear: 2026 } } };
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
});
