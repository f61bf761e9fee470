import { isRefusal, type Verdict } from '#domain';
import { checkHistory, ModelsReader } from '#records';
import { checkFolds, OpenReviewRound, type Actor, type ModelAdvanced } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { morning, SetClock } from '../testing/acting.js';
import { membersHandedOver, ModelActs } from '../testing/model-acts.js';

type Held = { id: string; revision: number };

// The round of last year is opened late, after some models were reviewed ahead of time for this one.
describe('libs/usecases/reviews - the verdict of the later year stands, whichever is concluded last (D1.5)', () => {
  let database: TestDatabase;
  let acts: ModelActs;
  let commune: Actor;
  let province: Actor;
  let place: string;
  const clock = new SetClock(morning('2026-02-02'));
  const on = (day: string) => (clock.instant = morning(day));
  const models: Record<string, Held> = {};

  const appraised = async (at: Held, verdict: Verdict) => {
    const sent = await acts.step(at, 'submitSelfAssessment', commune, { selfScore: 80, selfAssessment: 'Đạt' });
    return acts.step(sent, 'appraise', province, { appraisedScore: 80, verdict });
  };
  const judged2026 = async (name: string, verdict: Verdict): Promise<ModelAdvanced> => {
    const running = await acts.operating(commune, province, place, { name, startedOn: '2024-05-01' });
    const open = await acts.step(running, 'openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
    const at = await appraised(open, verdict);
    return verdict === 'effective'
      ? acts.step(at, 'continueOperation', province, { conclusion: 'Duy trì' })
      : acts.step(at, 'strengthen', province, {
          strengtheningPlan: 'Kiện toàn',
          strengthenBy: '2026-06-01',
          reReviewOn: '2026-07-01',
        });
  };
  const revised = async ({ id }: Held): Promise<Held> =>
    (await database.records.sql.row<Held>(`SELECT id, revision FROM models WHERE id = $1`, [id]))!;
  const standing = (id: string) => new ModelsReader(database.records.sql).standing(id, province.post.postId, clock.today());
  const owed = async (id: string) =>
    (
      await database.records.sql.rows<{ duty: string; year: number }>(
        `SELECT o.duty, r.year FROM obligations o LEFT JOIN model_reviews r ON r.id = o.review_id
         WHERE o.model_id = $1 AND o.status = 'open' ORDER BY o.duty`,
        [id],
      )
    ).map(({ duty, year }) => `${duty} ${year}`);
  const file = (id: string, asOf?: string) => acts.file(id, province, asOf);

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    acts = new ModelActs(database.records, clock);
    commune = await acts.actor('fatherlandFront/30076@2025');
    province = await acts.actor('fatherlandFront/82@2025');
    place = await acts.territory('30076@2025');
    models.good = await judged2026('Đường hoa', 'effective');
    models.weak = await judged2026('Câu lạc bộ', 'weak');
    models.bad = await judged2026('Tổ hoà giải', 'ineffective');
    on('2026-03-02');
    const round = await new OpenReviewRound(database.records).run({ year: 2025, now: clock.now(), actor: province });
    if (isRefusal(round)) throw new Error(round.words.en);
  }, 60_000);
  afterAll(async () => {
    expect((await checkHistory(database.records.sql, clock.now())).filter(({ violations }) => violations > 0)).toEqual([]);
    expect(await checkFolds(database.records.sql)).toMatchObject({ violations: 0 });
    await database.close();
  });

  it('a bad verdict of last year does not undo a good one of this year, and nothing is owed for it', async () => {
    const at = await appraised(await revised(models.good!), 'ineffective');
    expect(await owed(at.id)).toEqual(['conclude 2025', 'planReplication 2026']);
    const file2025 = { strengtheningPlan: 'Kiện toàn', strengthenBy: '2026-09-01' };
    expect(await acts.try(at, 'strengthen', province, file2025)).toMatchObject({ code: 'conflict' });
    on('2026-03-20');
    await acts.step(at, 'continueOperation', province, { conclusion: 'Năm 2025 còn yếu; năm 2026 đã hiệu quả' });
    expect(await owed(at.id)).toEqual(['planReplication 2026']);
    const today = await file(at.id);
    expect(today).toMatchObject({ lastVerdict: 'effective', stage: { life: 'operating' } });
    expect(today.reviews.map(({ year, verdict, concludedOn }) => [year, verdict, concludedOn])).toEqual([
      [2025, 'ineffective', '2026-03-20'],
      [2026, 'effective', '2026-02-02'],
    ]);
    expect((await standing(at.id))!.facts).toMatchObject({ lastVerdictYear: 2026, verdictOn: '2026-02-02' });
    const made = await database.records.sql.rows(
      `SELECT o.duty, o.status, j.body ->> 'why' AS why FROM obligations o JOIN model_reviews r ON r.id = o.review_id AND r.year = 2025
       JOIN journal j ON j.stream = 'obligation' AND j.stream_id = o.id AND j.kind = 'dutyCancelled' WHERE o.model_id = $1`,
      [at.id],
    );
    expect(made).toEqual([{ duty: 'strengthenOrTerminate', status: 'cancelled', why: 'overtaken' }]);
    const ended = await acts.try(
      await revised(at),
      'terminate',
      province,
      { ground: 'ineffective', handover: [] },
      acts.paper(province),
    );
    if (!isRefusal(ended)) throw new Error('ended by a verdict that does not stand');
    expect(ended.errors.map(({ words }) => words.en).join()).toContain('ineffective');
    // The next year is judged as ever, and its verdict is the newest.
    on('2027-02-01');
    const next = await acts.step(await revised(at), 'openReview', commune, { reviewYear: 2027, reason: 'Rà soát trước kỳ' });
    await acts.step(await appraised(next, 'exemplary'), 'continueOperation', province, { conclusion: 'Tiêu biểu' });
    expect(await owed(at.id)).toEqual(['nominate 2027', 'planReplication 2027']);
    expect([(await file(at.id)).lastVerdict, (await file(at.id, '2026-12-31')).lastVerdict]).toEqual(['exemplary', 'effective']);
    on('2026-03-20');
  });

  it('a good verdict of last year does not wash away a bad one of this year: its file and its review are owed as before', async () => {
    const at = await appraised(await revised(models.weak!), 'effective');
    expect(await owed(at.id)).toEqual(['completeStrengthening 2026', 'conclude 2025']);
    const done = await acts.step(at, 'continueOperation', province, { conclusion: 'Năm 2025 hiệu quả' });
    expect(await owed(at.id)).toEqual(['reReview 2026', 'strengthen 2026']);
    expect(await file(at.id)).toMatchObject({ lastVerdict: 'weak', strengthenBy: '2026-06-01', reReviewBy: '2026-07-01' });
    expect((await standing(at.id))!.facts.reReview).toMatchObject({ year: 2026, by: '2026-07-01' });
    const filed = await acts.step(done, 'strengthen', province, { strengtheningPlan: 'Kiện toàn', strengthenBy: '2026-06-01' });
    expect(await owed(at.id)).toEqual(['completeStrengthening 2026', 'reReview 2026']);
    const again = await acts.step(filed, 'openReReview', commune);
    await acts.step(await appraised(again, 'effective'), 'continueOperation', province, { conclusion: 'Đã vững' });
    const shown = await file(at.id);
    expect(shown).toMatchObject({ lastVerdict: 'effective', reReviewBy: null, strengthenBy: null });
    expect([shown.reviews[0]!.year, shown.reviews[0]!.reReviewOf]).toEqual([2026, shown.reviews[2]!.id]);
    expect(await owed(at.id)).toEqual(['planReplication 2026']);
  });

  it('ended while last year is still under review, it ends by the verdict that stands', async () => {
    const at = await appraised(await revised(models.bad!), 'effective');
    const handover = membersHandedOver('2026-03-20');
    await acts.step(at, 'terminate', province, { ground: 'ineffective', handover }, acts.paper(province));
    const shown = await file(at.id);
    expect(shown).toMatchObject({ lastVerdict: 'ineffective', endGround: 'ineffective' });
    expect(shown.reviews[0]).toMatchObject({ year: 2025, verdict: 'effective', concludedOn: '2026-03-20' });
    expect(await owed(at.id)).toEqual([]);
  });
});
