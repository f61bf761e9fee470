import { isRefusal, type CalendarDay, type ModelDutiesRule, type ModelStep, type PlainDay, type Refusal } from '#domain';
import { ModelsReader } from '#records';
import { AppendRuleEdition, PublishWorkCalendar, ReviseWorkCalendar, stepsForetold, type Actor } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { morning, SetClock } from '../testing/acting.js';
import { ModelActs } from '../testing/model-acts.js';

describe('libs/usecases/models - duties of models by the published work calendar', () => {
  let database: TestDatabase;
  let acts: ModelActs;
  let commune: Actor;
  let province: Actor;
  let administrator: Actor;
  let place: string;
  let planted: ModelDutiesRule;
  const clock = new SetClock(morning('2026-03-02'));
  const on = (day: PlainDay) => (clock.instant = morning(day));

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    acts = new ModelActs(database.records, clock);
    commune = await acts.actor('fatherlandFront/30076@2025');
    province = await acts.actor('fatherlandFront/82@2025');
    const { key } = (await database.records.sql.row<{ key: string }>(
      `SELECT o.seed_key AS key FROM posts p JOIN organisations o ON o.id = p.organisation_id WHERE p.role = 'administrator' AND p.valid @> '2026-03-02'::date LIMIT 1`,
    ))!;
    administrator = await acts.actor(key, 'administrator');
    place = await acts.territory('30076@2025');
    planted = (await database.records.sql.row<{ body: ModelDutiesRule }>(
      `SELECT body FROM rule_editions WHERE rule_key = 'modelDuties'`,
    ))!.body;
    await append('2026-03-01', { roll: 'next' });
    await append('2026-06-01', { roll: 'previous' });
  });
  // Closing asks the history checker, which computes every due day a second time.
  afterAll(() => database.close());

  const done = <T>(result: T | Refusal): T => {
    if (isRefusal(result)) throw new Error(`${result.words.en} ${JSON.stringify(result.errors)}`);
    return result;
  };
  const append = async (validFrom: PlainDay, change: Partial<ModelDutiesRule>) =>
    done(
      await new AppendRuleEdition(database.records, clock).run({
        ruleKey: 'modelDuties',
        validFrom,
        source: 'Mẫu: công văn về thời hạn theo ngày làm việc',
        body: {
          ...planted,
          ...change,
          duties: { ...planted.duties, considerProposal: { term: { amount: 10, unit: 'workingDay' } } },
        },
        actor: administrator,
      }),
    );
  const publish = async (year: number, more: CalendarDay[] = []) => {
    const draft = (await database.records.sql.row<{ revision: number; days: CalendarDay[] }>(
      `SELECT revision, days FROM work_calendar_drafts WHERE year = $1`,
      [year],
    ))!;
    if (more.length > 0)
      done(
        await new ReviseWorkCalendar(database.records, clock).run({
          year,
          revision: draft.revision,
          changes: { days: [...draft.days, ...more] },
          actor: administrator,
        }),
      );
    const revision = draft.revision + (more.length > 0 ? 1 : 0);
    const document = 'Mẫu: Thông báo về lịch nghỉ';
    return done(await new PublishWorkCalendar(database.records, clock).run({ year, revision, document, actor: administrator }));
  };
  const proposed = async () => acts.step(await acts.drafted(commune, place), 'propose', commune);
  const owed = (modelId: string) =>
    database.records.sql.row<{ id: string; duty: string; dueOn: PlainDay; revision: number; said: string }>(
      `SELECT d.id, o.duty, d.due_on AS "dueOn", d.revision, d.explanation::text AS said
       FROM obligations o JOIN deadlines d ON d.id = o.deadline_id WHERE o.model_id = $1 AND o.status = 'open'`,
      [modelId],
    );

  /** What the list of steps says of the calendar: the years its reasons and its warnings name. */
  const foretold = async (modelId: string, step: ModelStep, by = province) => {
    const model = await new ModelsReader(database.records.sql).standing(modelId, by.post.postId, clock.today());
    const choice = (await stepsForetold(database.records, model!)).find((one) => one.step === step)!;
    const years = (told: { words: { en: string } }[]) => told.map(({ words }) => Number(/calendar of (\d+)/.exec(words.en)?.[1]));
    return { allowed: choice.allowed, reasons: years(choice.reasons), warnings: years(choice.warnings) };
  };

  it.each([
    ['the rule rolls on to the next working day', '2026-03-05', '2026-04-04', '2026-04-06'],
    ['the rule rolls back to the last working day', '2026-06-11', '2026-07-11', '2026-07-10'],
  ] as const)('%s: returned on %s, 30 days end on the Saturday %s', async (_, day, _saturday, dueOn) => {
    on(day);
    const { id } = await acts.step(await proposed(), 'returnProposal', province, { reason: 'Thiếu quy ước' });
    expect(await owed(id)).toMatchObject({ duty: 'completeProposal', dueOn });
  });

  it('ten working days end on 16/03; the year published anew with that day off moves the duty to 17/03, its old rungs are cancelled and it is followed anew', async () => {
    on('2026-03-02');
    const { id } = await proposed();
    expect(await owed(id)).toMatchObject({ duty: 'considerProposal', dueOn: '2026-03-16', revision: 1 });
    expect((await owed(id))!.said).toContain('10 working days after the anchor');

    on('2026-03-04');
    const wishes = () =>
      database.records.sql.rows(`SELECT cause FROM outbox WHERE workflow_id = $1 ORDER BY id`, [`model-duty/${id}`]);
    expect(await wishes()).toEqual([{ cause: 'dutiesChanged' }]);
    await publish(2026, [{ day: '2026-03-16', kind: 'holiday', reason: 'Mẫu', document: 'Mẫu' }]);
    const moved = (await owed(id))!;
    expect(moved).toMatchObject({ dueOn: '2026-03-17', revision: 2 });
    expect(await wishes()).toEqual([{ cause: 'dutiesChanged' }, { cause: 'workCalendarPublished' }]);
    const rungs = await database.records.sql.rows(
      `SELECT revision, outcome, count(*) FILTER (WHERE rung = 'T')::int AS due, count(*) FILTER (WHERE rung = 'moved')::int AS told
       FROM deadline_rungs WHERE deadline_id = $1 AND (outcome IS NULL OR revision = 1) GROUP BY 1, 2 ORDER BY 1`,
      [moved.id],
    );
    expect(rungs).toEqual([
      { revision: 1, outcome: 'cancelled', due: 1, told: 0 },
      { revision: 2, outcome: null, due: 1, told: 1 },
    ]);
    const told = await database.records.sql.row<{ body: object }>(
      `SELECT body FROM journal WHERE stream = 'deadline' AND stream_id = $1 AND kind = 'deadlineReplanned'`,
      [moved.id],
    );
    expect(told!.body).toMatchObject({ from: '2026-03-16', to: '2026-03-17', cause: 'workCalendarPublished' });
  });

  it('what ends in a year nobody has published is refused whole, with what to do; once published the same step is taken', async () => {
    on('2026-12-25');
    const draft = await acts.drafted(commune, place);
    const refused = await acts.try(draft, 'propose', commune);
    expect(refused).toMatchObject({ code: 'conflict', words: { en: expect.stringContaining('POST /api/work-calendar/2027/') } });
    expect(await foretold(draft.id, 'propose', commune)).toEqual({ allowed: false, reasons: [2027], warnings: [] });
    const left = await database.records.sql.row(
      `SELECT m.revision, m.life, (SELECT count(*)::int FROM obligations WHERE model_id = m.id) AS duties FROM models m WHERE id = $1`,
      [draft.id],
    );
    expect(left).toEqual({ revision: draft.revision, life: 'drafting', duties: 0 });
    await publish(2027);
    expect(await foretold(draft.id, 'propose', commune)).toEqual({ allowed: true, reasons: [], warnings: [] });
    const { id } = await acts.step(draft, 'propose', commune);
    // 1/1/2027 is a Friday: 28, 29, 30, 31 December, 4 to 8 and 11 January.
    expect(await owed(id)).toMatchObject({ duty: 'considerProposal', dueOn: '2027-01-11' });
  });

  it('where the answers decide whether the year is needed, the list of steps warns of it', async () => {
    on('2027-11-25');
    const owner = await acts.operating(commune, province, place);
    let at = await acts.step(owner, 'openReview', commune, { reviewYear: 2027, reason: 'Rà soát trước kỳ' });
    at = await acts.step(at, 'submitSelfAssessment', commune, { selfScore: 60, selfAssessment: 'Đạt' });
    on('2027-12-10');
    // What a decision will set is counted by nobody; what ends in good time needs no other year.
    const other = await acts.operating(commune, province, place);
    expect(await foretold(other.id, 'suspend')).toEqual({ allowed: true, reasons: [], warnings: [] });
    // A conclusion is due within 15 days, the file of a bad verdict within 30.
    expect(await foretold(at.id, 'appraise')).toEqual({ allowed: true, reasons: [], warnings: [2028] });
    const appraised = (verdict: string) => acts.try(at, 'appraise', province, { appraisedScore: 60, verdict });
    expect(await appraised('weak')).toMatchObject({ words: { en: expect.stringContaining('POST /api/work-calendar/2028/') } });
    at = done(await appraised('effective'));
    expect(await foretold(at.id, 'continueOperation')).toEqual({ allowed: false, reasons: [2028], warnings: [] });
    expect(await acts.try(at, 'continueOperation', province, { conclusion: 'Duy trì' })).toMatchObject({ code: 'conflict' });
  });

  it('proposed while the year is published anew: whichever comes first, the day is one of the calendar in force', async () => {
    on('2026-08-03');
    const drafts = [];
    for (let n = 0; n < 4; n++) drafts.push(await acts.drafted(commune, place));
    const [, ...made] = await Promise.all([
      publish(2026, [{ day: '2026-08-17', kind: 'holiday', reason: 'Mẫu', document: 'Mẫu' }]),
      ...drafts.map((draft) => acts.step(draft, 'propose', commune)),
    ]);
    for (const { id } of made) expect(await owed(id)).toMatchObject({ dueOn: '2026-08-18' });
  });

  it('the end that brings one model into another goes by the calendar too', async () => {
    on('2026-08-05');
    const one = await acts.operating(commune, province, place);
    const other = await acts.operating(commune, province, place);
    const handover = [
      { what: 'documents', description: 'Sổ', receiverBody: 'Ban Công tác Mặt trận ấp 1', handedOverOn: clock.today() },
      {
        what: 'members',
        description: 'Thành viên',
        amount: 32,
        unit: 'người',
        receiverBody: 'Ban Công tác Mặt trận ấp 1',
        handedOverOn: clock.today(),
      },
    ];
    const fields = { ground: 'consolidated', heirModelId: other.id, handover };
    expect(await acts.step(one, 'terminate', province, fields, acts.paper(province))).toMatchObject({
      stage: { life: 'terminated' },
    });
  });

  it('how far scores and suspensions go is of the edition in force; what it leaves out stays as it ships', async () => {
    on('2026-08-06');
    const one = await acts.operating(commune, province, place);
    const suspend = (until: PlainDay) =>
      acts.try(one, 'suspend', province, { reason: 'Lũ', suspendedUntil: until }, acts.paper(province));
    await append('2026-08-07', { bounds: { longestSuspensionMonths: 3 } });
    on('2026-08-07');
    const refused = await suspend('2026-11-08');
    expect(isRefusal(refused) && refused.errors.map(({ pointer }) => pointer)).toEqual(['/fields/suspendedUntil']);
    const other = await acts.operating(commune, province, place);
    const reviewing = await acts.step(other, 'openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
    const assess = (selfScore: number) =>
      acts.try(reviewing, 'submitSelfAssessment', commune, { selfScore, selfAssessment: 'Đạt' });
    const tooHigh = await assess(101);
    expect(isRefusal(tooHigh) && tooHigh.errors.map(({ pointer }) => pointer)).toEqual(['/fields/selfScore']);
    await append('2026-08-08', { bounds: { highestScore: 120 } });
    on('2026-08-08');
    expect(isRefusal(await assess(101))).toBe(false);
    expect(isRefusal(await suspend('2027-08-08'))).toBe(false);
  });
});
