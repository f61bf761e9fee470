import { isRefusal } from '#domain';
import { OversightReader } from '#records';
import { FireRung, NextRung, OpenReviewRound, type Actor } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { morning, SetClock } from '../testing/acting.js';
import { ClockActs, code, type ClockSubject } from '../testing/clock-acts.js';
import { ModelActs } from '../testing/model-acts.js';

const front = 'fatherlandFront/82@2025';
const board = 'propagandaMassMobilisationBoard/82@2025';
const committee = 'standingCommittee/82@2025';
const owner = 'fatherlandFront/30076@2025';

describe('libs/usecases/reviews - a round of reviews nobody answers climbs to its end (D1.5)', () => {
  let database: TestDatabase;
  let acts: ClockActs;
  let models: ModelActs;
  let commune: Actor;
  let province: Actor;
  let roundId: string;
  const clock = new SetClock(morning('2026-03-02'));
  /** Ignored by its owner; asked for more time and was refused; asked and was never answered; assessed, then ignored above. */
  const named: Record<'silent' | 'refused' | 'waiting' | 'unappraised', ClockSubject & { modelId: string }> = {} as never;

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    acts = new ClockActs(database.records, clock);
    models = new ModelActs(database.records, clock);
    commune = await models.actor(owner);
    province = await models.actor(front);
    const place = await models.territory('30076@2025');
    const ids: Record<string, string> = {};
    for (const name of ['silent', 'refused', 'waiting', 'unappraised'])
      ids[name] = (await models.operating(commune, province, place, { startedOn: '2025-08-01' })).id;
    acts.on('2026-09-01');
    const opened = await new OpenReviewRound(database.records).run({ year: 2026, now: clock.now(), actor: null });
    if (isRefusal(opened)) throw new Error(opened.words.en);
    ({ roundId } = opened);
    for (const [name, modelId] of Object.entries(ids))
      named[name as keyof typeof named] = { ...(await duty(modelId, 'selfAssess')), modelId };
  }, 60_000);
  // Closing asks the history checker.
  afterAll(() => database.close());

  const duty = async (modelId: string, name: string): Promise<ClockSubject> =>
    (await database.records.sql.row<ClockSubject>(
      `SELECT id, organisation_id AS "organisationId", reports_to[1] AS receiver FROM obligations WHERE model_id = $1 AND duty = $2 AND status = 'open'`,
      [modelId, name],
    ))!;
  const climb = (day: string) => acts.climb(day, { kind: 'round', id: roundId });
  /** Which bodies a rung told of a duty. */
  const toldBy = async (id: string, rung: string) =>
    (
      await database.records.sql.rows<{ key: string }>(
        `SELECT DISTINCT o.seed_key AS key FROM notices n JOIN organisations o ON o.id = n.organisation_id WHERE n.obligation_id = $1 AND n.rung = $2 ORDER BY 1`,
        [id, rung],
      )
    ).map(({ key }) => key);
  /** The supervisor's list: duties whose ladder has ended. */
  const onTheList = async (day: string) => {
    const { postId } = (await models.actor(committee)).post;
    const rows = await new OversightReader(database.records.sql).exhausted(postId, day, null, 50);
    return rows.map(({ obligationId, duty: name, lastRung, stepsUp }) => ({ obligationId, name, lastRung, stepsUp }));
  };

  it('until its day only the owner is reminded, and told that it is due', async () => {
    await climb('2026-09-30');
    expect(await acts.told(named.silent.id)).toEqual(['T-15', 'T-7', 'T-1', 'T']);
    for (const rung of ['T-15', 'T-7', 'T-1', 'T']) expect(await toldBy(named.silent.id, rung)).toEqual([owner]);
  });

  it('more time is asked for in time; after the day nobody can', async () => {
    const asked = await acts.ask(named.refused, '2026-10-10');
    const waiting = await acts.ask(named.waiting, '2026-10-10');
    expect([code(asked), code(waiting)]).toEqual(['done', 'done']);
    await models.step({ id: named.unappraised.modelId, revision: 4 }, 'submitSelfAssessment', commune, {
      selfScore: 85,
      selfAssessment: 'Đạt mục tiêu',
    });
    await climb('2026-10-03');
    expect(code(await acts.ask(named.silent, '2026-10-10'))).toBe('conflict');
    // Reminders go on while the request waits; it only keeps from escalation.
    for (const { id } of [named.silent, named.refused, named.waiting]) expect((await acts.told(id)).at(-1)).toBe('T+3');
    expect(code(await acts.answer(named.refused, asked, false))).toBe('done');
  });

  it('then it is escalated step by step up the line; whoever asked in time is protected while nobody answers, not longer', async () => {
    await climb('2026-10-14');
    expect(await toldBy(named.silent.id, 'T+7')).toEqual([front, owner].toSorted());
    expect(await toldBy(named.silent.id, 'T+14')).toEqual([owner, board].toSorted());
    expect(await toldBy(named.refused.id, 'T+7')).toEqual([front, owner].toSorted());
    expect(await acts.told(named.waiting.id)).toEqual(['T-15', 'T-7', 'T-1', 'T', 'T+3']);
  });

  it('the request nobody answers is a duty itself: reminded, late, and escalated to those above who should have answered', async () => {
    await climb('2026-10-20');
    const answer = (await database.records.sql.row<{ id: string; status: string; dueOn: string }>(
      `SELECT a.id, a.status, d.due_on AS "dueOn" FROM obligations a JOIN deadlines d ON d.id = a.deadline_id WHERE a.answers_id = $1`,
      [named.waiting.id],
    ))!;
    expect(answer).toMatchObject({ status: 'open', dueOn: '2026-10-05' });
    expect(await acts.told(answer.id)).toEqual(['T-1', 'T', 'T+3', 'T+7', 'T+14']);
    expect(await toldBy(answer.id, 'T')).toEqual([front]);
    expect(await toldBy(answer.id, 'T+7')).toEqual([front, board].toSorted());
    expect(await toldBy(answer.id, 'T+14')).toEqual([front, committee].toSorted());
  });

  it('the reviewing side climbs its own ladder', async () => {
    await climb('2026-11-15');
    const { id } = await duty(named.unappraised.modelId, 'appraise');
    expect(await acts.told(id)).toEqual(['T-7', 'T-1', 'T', 'T+3', 'T+7', 'T+14', 'T+21']);
    expect(await toldBy(id, 'T+7')).toEqual([front]);
    expect(await toldBy(id, 'T+14')).toEqual([front, board].toSorted());
    expect(await toldBy(id, 'T+21')).toEqual([front, committee].toSorted());
  });

  it('it ends: no rung is left, nothing was approved, and everything stands on the list of the supervisor', async () => {
    await climb('2026-12-31');
    expect(await climb('2027-01-01')).toEqual([]);
    const list = await onTheList('2027-01-01');
    const of = (id: string) => list.find(({ obligationId }) => obligationId === id);
    for (const name of ['silent', 'refused', 'waiting'] as const)
      expect(of(named[name].id)).toMatchObject({ name: 'selfAssess', lastRung: 'T+14', stepsUp: 2 });
    expect(of((await duty(named.unappraised.modelId, 'appraise')).id)).toMatchObject({ lastRung: 'T+21', stepsUp: 2 });
    expect(list.filter(({ name }) => name === 'answerExtension')).toHaveLength(1);
    const open = await database.records.sql.row(
      `SELECT r.closed_on AS "closedOn", count(v.id) FILTER (WHERE v.concluded_on IS NULL AND v.cancelled_on IS NULL)::int AS open
       FROM rounds r JOIN model_reviews v ON v.round_id = r.id WHERE r.id = $1 GROUP BY r.id`,
      [roundId],
    );
    expect(open).toEqual({ closedOn: null, open: 4 });
  });

  it('granted when even the day asked for has passed, it is late from that day on, and those above are told so once', async () => {
    const asked = (await database.records.sql.row<{ extensionId: string }>(
      `SELECT id AS "extensionId" FROM extensions WHERE obligation_id = $1`,
      [named.waiting.id],
    ))!;
    expect(code(await acts.answer(named.waiting, asked, true))).toBe('done');
    expect(await acts.state(named.waiting.id)).toMatchObject({ dueOn: '2026-10-10', originalDueOn: '2026-09-30' });
    const before = await acts.told(named.waiting.id);
    acts.on('2027-01-02');
    const rung = (await new NextRung(database.records).run({ kind: 'modelDuty', id: named.waiting.modelId }))!;
    await new FireRung(database.records).run({ rung, now: clock.now() });
    expect((await acts.told(named.waiting.id)).slice(before.length)).toEqual(['T+14']);
    expect(await toldBy(named.waiting.id, 'T+14')).toEqual([owner, board].toSorted());
    expect((await onTheList('2027-01-02')).find(({ name }) => name === 'answerExtension')).toBeUndefined();
  });
});
