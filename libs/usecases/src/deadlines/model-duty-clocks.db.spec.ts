import { isRefusal, type ModelStep, type Refusal } from '#domain';
import { ModelsReader, ReviewRoundsReader, RoundsReader } from '#records';
import {
  CloseDeadline,
  CloseRound,
  MoveDeadline,
  OpenReviewRound,
  ShowModelFile,
  type Actor,
  type ModelAdvanced,
} from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { untilSomebodyWaits } from '../../../records/src/testing/until-somebody-waits.js';
import { morning, SetClock } from '../testing/acting.js';
import { ClockActs, code, type ClockSubject } from '../testing/clock-acts.js';
import { ModelActs } from '../testing/model-acts.js';

const assessed = { selfScore: 85, selfAssessment: 'Đạt mục tiêu' };
const strengthening = { strengtheningPlan: 'Kiện toàn ban chủ nhiệm', strengthenBy: '2026-09-01' };

// Closing a database asks the history checker.
describe('libs/usecases/deadlines - acts on the clock of a duty of a model', () => {
  let database: TestDatabase;
  let acts: ClockActs;
  let models: ModelActs;
  let commune: Actor;
  let province: Actor;
  let place: string;
  const clock = new SetClock(morning('2026-03-02'));
  const sql = () => database.records.sql;

  const open = async () => {
    clock.instant = morning('2026-03-02');
    database = await openTestDatabase({ seeded: true });
    acts = new ClockActs(database.records, clock);
    models = new ModelActs(database.records, clock);
    commune = await models.actor('fatherlandFront/30076@2025');
    province = await models.actor('fatherlandFront/82@2025');
    place = await models.territory('30076@2025');
  };
  const close = () => database.close();

  type At = { id: string; revision: number };
  const operating = () => models.operating(commune, province, place, { startedOn: '2025-08-01' });
  const underReview = async () =>
    models.step(await operating(), 'openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
  const selfAssessed = async () => models.step(await underReview(), 'submitSelfAssessment', commune, assessed);
  const judged = async (verdict: string) =>
    models.step(await selfAssessed(), 'appraise', province, { appraisedScore: 85, verdict });
  const concluded = async (verdict: string) =>
    models.step(await judged(verdict), 'continueOperation', province, { conclusion: 'Duy trì' });
  const now = async ({ id }: { id: string }): Promise<At> => {
    const { revision } = (await new ModelsReader(sql()).standing(id, province.post.postId, clock.today()))!;
    return { id, revision };
  };
  const duty = async ({ id }: { id: string }, name: string): Promise<ClockSubject> =>
    (await sql().row<ClockSubject>(
      `SELECT id, organisation_id AS "organisationId", reports_to[1] AS receiver FROM obligations
       WHERE model_id = $1 AND duty = $2 AND kind = 'modelDuty' ORDER BY status = 'open' DESC, original_due_on DESC LIMIT 1`,
      [id, name],
    ))!;
  const owed = async ({ id }: { id: string }) =>
    (
      await sql().rows<{ duty: string }>(`SELECT duty FROM obligations WHERE model_id = $1 AND status = 'open' ORDER BY duty`, [
        id,
      ])
    ).map((row) => row.duty);
  const openRound = async () => {
    acts.on('2026-09-01');
    const opened = await new OpenReviewRound(database.records).run({ year: 2026, now: clock.now(), actor: null });
    if (isRefusal(opened)) throw new Error(opened.words.en);
    return opened.roundId;
  };
  const inRound = (id: string) => ({ kind: 'round' as const, id });
  const ofModel = ({ id }: { id: string }) => ({ kind: 'modelDuty' as const, id });

  describe('in a round of reviews', () => {
    beforeEach(open, 60_000);
    afterEach(close);

    it('a self-assessment gets more time: one model leaves the shared day, both days are kept, its own workflow follows it', async () => {
      const [granted, other] = [await operating(), await operating()];
      const roundId = await openRound();
      acts.on('2026-09-20');
      const mine = await duty(granted, 'selfAssess');
      const asked = await acts.ask(mine, '2026-10-10');
      const answer = await sql().row(
        `SELECT a.duty, d.due_on AS "dueOn", d.round_id AS "roundId", a.organisation_id AS "by" FROM obligations a JOIN deadlines d ON d.id = a.deadline_id WHERE a.answers_id = $1`,
        [mine.id],
      );
      expect(answer).toEqual({ duty: 'answerExtension', dueOn: '2026-09-25', roundId, by: province.post.organisationId });
      expect(code(await acts.answer(mine, asked, true, commune))).toBe('notAllowed');
      expect(code(await acts.answer(mine, asked, true))).toBe('done');
      expect(await acts.state(mine.id)).toMatchObject({ dueOn: '2026-10-10', originalDueOn: '2026-09-30', status: 'open' });
      expect(await acts.state((await duty(other, 'selfAssess')).id)).toMatchObject({ dueOn: '2026-09-30' });
      expect(code(await acts.ask(mine, '2026-10-15'))).toBe('conflict');

      // The shared day passes: only the other is late, and only its self-assessment need not be waited for.
      await acts.climb('2026-10-05', inRound(roundId));
      expect(await acts.told((await duty(other, 'selfAssess')).id)).toEqual(['T-15', 'T-7', 'T-1', 'T', 'T+3']);
      await acts.climb('2026-10-05', ofModel(granted));
      expect(await acts.told(mine.id)).toEqual(['T-15', 'T-7']);
      const without = (at: At) => models.try(at, 'proceedWithoutSelfAssessment', province, { reason: 'Quá hạn' });
      expect(code(await without(await now(granted)))).toBe('conflict');
      expect(code(await without(await now(other)))).toBe('done');

      acts.on('2026-10-08');
      await models.step(await now(granted), 'submitSelfAssessment', commune, assessed);
      expect(await acts.climb('2027-01-01', ofModel(granted))).toEqual([]);
      expect(await acts.state((await duty(granted, 'appraise')).id)).toMatchObject({ dueOn: '2026-10-25' });
      const round = await new RoundsReader(sql()).find(roundId, province.post.postId);
      expect(round).toMatchObject({ expected: 2, received: 1, onTime: 1 });
      const figures = await new ReviewRoundsReader(sql()).figures(roundId, province.post.postId, clock.today());
      expect(figures).toMatchObject({ selfAssessed: 1, late: 1 });
    });

    it('the file of the model says of any day when a duty was due, and what more time was asked for and given', async () => {
      const model = await operating();
      await openRound();
      acts.on('2026-09-20');
      const mine = await duty(model, 'selfAssess');
      const refused = await acts.ask(mine, '2026-10-12');
      acts.on('2026-09-22');
      await acts.answer(mine, refused, false);
      acts.on('2026-09-24');
      const asked = await acts.ask(mine, '2026-10-10');
      acts.on('2026-09-26');
      await acts.answer(mine, asked, true);
      acts.on('2026-10-01');
      const of = async (asOf: string) => {
        const shown = await new ShowModelFile(database.records, clock).run({
          modelId: model.id,
          postId: province.post.postId,
          asOf,
        });
        if (isRefusal(shown)) throw new Error(shown.words.en);
        const { originalDueOn, dueOn, extensions } = shown.file.duties.find((one) => one.duty === 'selfAssess')!;
        expect(originalDueOn).toBe('2026-09-30');
        return [dueOn, ...extensions.map(({ status, toDueOn, answeredOn }) => `${status} ${toDueOn} ${answeredOn}`)];
      };
      expect(await of('2026-09-19')).toEqual(['2026-09-30']);
      expect(await of('2026-09-21')).toEqual(['2026-09-30', 'asked 2026-10-12 null']);
      expect(await of('2026-09-22')).toEqual(['2026-09-30', 'refused 2026-10-12 2026-09-22']);
      expect(await of('2026-09-25')).toEqual(['2026-09-30', 'refused 2026-10-12 2026-09-22', 'asked 2026-10-10 null']);
      expect(await of('2026-10-01')).toEqual(['2026-10-10', 'refused 2026-10-12 2026-09-22', 'granted 2026-10-10 2026-09-26']);
    });

    it('the reviewing side asks the body above it, has its clock stopped, and set going again', async () => {
      const model = await operating();
      await openRound();
      acts.on('2026-09-20');
      await models.step(await now(model), 'submitSelfAssessment', commune, assessed);
      const appraisal = await duty(model, 'appraise');
      expect(appraisal.organisationId).toBe(province.post.organisationId);
      expect(code(await acts.suspend(appraisal, '2026-10-10', province))).toBe('notAllowed');
      expect(code(await acts.suspend(appraisal, '2026-10-10'))).toBe('done');
      expect(await acts.state(appraisal.id)).toMatchObject({ dueOn: '2026-11-15', originalDueOn: '2026-10-25' });
      acts.on('2026-10-01');
      expect(code(await acts.resume(appraisal))).toBe('done');
      expect((await acts.state(appraisal.id)).dueOn).toBe('2026-11-05');
      const asked = await acts.ask(appraisal, '2026-11-09', province);
      expect(code(await acts.answer(appraisal, asked, true))).toBe('done');
      acts.on('2026-11-08');
      await models.step(await now(model), 'appraise', province, { appraisedScore: 85, verdict: 'effective' });
      expect(await sql().row(`SELECT met_due_on AS day FROM obligations WHERE id = $1`, [appraisal.id])).toEqual({
        day: '2026-11-09',
      });
      expect(await acts.state((await duty(model, 'conclude')).id)).toMatchObject({ dueOn: '2026-11-10' });
    });

    it('done while its request for more time waits: the request lapses, and the answer is not owed any more', async () => {
      const [model, other] = [await operating(), await operating()];
      const roundId = await openRound();
      acts.on('2026-09-20');
      const mine = await duty(model, 'selfAssess');
      const asked = await acts.ask(mine, '2026-10-10');
      await models.step(await now(model), 'submitSelfAssessment', commune, assessed);
      expect(await sql().row(`SELECT status FROM extensions`)).toEqual({ status: 'lapsed' });
      expect(code(await acts.answer(mine, asked, true))).toBe('conflict');
      await models.step(await now(model), 'returnSelfAssessment', province, { reason: 'Thiếu minh chứng' });
      for (const at of [model, other]) await models.step(await now(at), 'cancelReview', province, { reason: 'Mở nhầm' });
      expect(await acts.climb('2027-02-01', inRound(roundId))).toEqual([]);
    });

    it('a shared day is put off for every model at once; what was late when it was met stays late', async () => {
      const [early, late, silent] = [await operating(), await operating(), await operating()];
      const roundId = await openRound();
      const day = (await sql().row<{ id: string; top: string }>(
        `SELECT d.id, o.reports_to[cardinality(o.reports_to)] AS top FROM deadlines d JOIN obligations o ON o.deadline_id = d.id WHERE d.round_id = $1 LIMIT 1`,
        [roundId],
      ))!;
      acts.on('2026-09-30');
      await models.step(await now(early), 'submitSelfAssessment', commune, assessed);
      acts.on('2026-10-01');
      await models.step(await now(late), 'submitSelfAssessment', commune, assessed);
      await acts.climb('2026-10-01', inRound(roundId));
      const move = async (dueOn: string, by?: Actor) =>
        new MoveDeadline(database.records, clock).run({
          deadlineId: day.id,
          revision: 1,
          dueOn,
          reason: 'Mẫu: bão',
          actor: by ?? (await acts.actor(day.top, 'head')),
        });
      expect(code(await move('2026-10-10', commune))).toBe('notAllowed');
      expect(code(await move('2026-10-16'))).toBe('invalid');
      expect(code(await move('2026-10-10'))).toBe('done');
      await acts.climb('2026-10-02', inRound(roundId));
      expect((await acts.told((await duty(silent, 'selfAssess')).id)).at(-1)).toBe('moved');
      expect(await acts.state((await duty(silent, 'selfAssess')).id)).toMatchObject({
        dueOn: '2026-10-10',
        originalDueOn: '2026-09-30',
      });
      const { postId } = province.post;
      expect(await new RoundsReader(sql()).find(roundId, postId)).toMatchObject({ received: 2, onTime: 1 });
      expect(await new ReviewRoundsReader(sql()).figures(roundId, postId, clock.today())).toMatchObject({
        selfAssessed: 2,
        late: 1,
      });
    });

    it('nothing of it closes early: it closes with its last conclusion, and the refusal says how', async () => {
      const model = await operating();
      const roundId = await openRound();
      acts.on('2026-12-15');
      const { revision } = (await sql().row<{ revision: number }>(`SELECT revision FROM rounds WHERE id = $1`, [roundId]))!;
      const { deadlineId, top } = (await sql().row<{ deadlineId: string; top: string }>(
        `SELECT deadline_id AS "deadlineId", reports_to[cardinality(reports_to)] AS top FROM obligations WHERE round_id = $1`,
        [roundId],
      ))!;
      const by = { reason: 'Mẫu: kết thúc năm', actor: await acts.actor(top, 'head') };
      const round = (await new CloseRound(database.records, clock).run({ roundId, revision, ...by })) as Refusal;
      const day = (await new CloseDeadline(database.records, clock).run({ deadlineId, revision: 1, ...by })) as Refusal;
      for (const refused of [round, day])
        expect([refused.code, refused.errors[0]!.words.en]).toEqual(['conflict', expect.stringContaining('cancelReview')]);
      await models.step(await now(model), 'cancelReview', province, { reason: 'Mô hình trùng' });
      expect(await sql().row(`SELECT closed_on AS day FROM rounds WHERE id = $1`, [roundId])).toEqual({ day: '2026-12-15' });
    });
  });

  describe('of what a verdict asks for', () => {
    beforeAll(open, 60_000);
    beforeEach(() => acts.on('2026-03-02'));
    afterAll(close);

    it.each<[string, (duty: ClockSubject) => Promise<unknown>]>([
      ['stops the clock', (plan) => acts.suspend(plan, '2026-03-31')],
      ['waives it', (plan) => acts.waive(plan)],
      ['gives it more time', async (plan) => acts.answer(plan, await acts.ask(plan, '2026-06-10'), true)],
      ['refuses it more time', async (plan) => acts.answer(plan, await acts.ask(plan, '2026-06-10'), false)],
    ])('whoever holds its day while somebody %s is waited for, and never waits for the other in turn', async (_, act) => {
      const plan = await duty(await concluded('effective'), 'planReplication');
      const deadlineId = (await sql().row<{ id: string }>(`SELECT deadline_id AS id FROM obligations WHERE id = $1`, [plan.id]))!
        .id;
      const acting: Promise<unknown>[] = [];
      // Held in the order of a closing, and left as it was: what a model owes is never closed by itself.
      const held = database.records.inTransaction(async (tx) => {
        await tx.deadlines.lock(deadlineId);
        acting.push(act(plan));
        await untilSomebodyWaits(sql());
        expect(await tx.obligations.closeOwed(deadlineId, clock.today(), clock.now(), 10)).toBe(1);
        throw new Error('left as it was');
      });
      await expect(held).rejects.toThrow('left as it was');
      expect((await Promise.all(acting)).map(code)).toEqual(['done']);
    });

    it('a plan of replication: suspended, extended within the rule, waived with a reason, reopened, done', async () => {
      const model = await concluded('effective');
      const plan = await duty(model, 'planReplication');
      expect(await acts.state(plan.id)).toMatchObject({ dueOn: '2026-05-01' });
      expect(code(await acts.suspend(plan, '2026-03-31'))).toBe('done');
      expect((await acts.state(plan.id)).dueOn).toBe('2026-05-31');
      acts.on('2026-04-10');
      expect(code(await acts.ask(plan, '2026-07-01'))).toBe('invalid');
      expect(code(await acts.answer(plan, await acts.ask(plan, '2026-06-30'), true))).toBe('done');
      expect(await acts.state(plan.id)).toMatchObject({ dueOn: '2026-06-30', originalDueOn: '2026-05-01' });
      expect(code(await acts.waive(plan, commune))).toBe('notAllowed');
      expect(code(await acts.waive(plan))).toBe('done');
      const before = await acts.told(plan.id);
      await acts.climb('2026-08-01', ofModel(model));
      expect(await acts.told(plan.id)).toEqual(before);
      // Another step of the model does not bring it back; only who waived it does.
      acts.on('2026-04-20');
      const paused = await models.step(
        await now(model),
        'suspend',
        commune,
        { reason: 'Lũ', suspendedUntil: '2026-06-01' },
        models.paper(commune),
      );
      await models.step(paused, 'resume', commune, { reason: 'Nước đã rút' }, models.paper(commune));
      expect(await owed(model)).toEqual([]);
      expect(code(await acts.reopen(plan, '2026-06-20'))).toBe('invalid');
      expect(code(await acts.reopen(plan, '2026-05-15'))).toBe('done');
      expect(await owed(model)).toEqual(['planReplication']);
      await acts.climb('2026-05-15', ofModel(model));
      expect((await acts.told(plan.id)).slice(before.length)).toEqual(['T-15', 'T-7', 'T-1', 'T']);
      await models.step(await now(model), 'explainNoReplication', commune, { reason: 'Chỉ hợp với vùng ven sông' });
      expect((await acts.state(plan.id)).status).toBe('accepted');
      expect(code(await acts.reopen(plan, '2026-06-01'))).toBe('conflict');
    });

    it('waived, it is not reopened once the model has moved on: planned without being asked, ended, or reviewed anew', async () => {
      const [planned, ended, anew] = [await concluded('effective'), await concluded('effective'), await concluded('effective')];
      for (const model of [planned, ended, anew])
        expect(code(await acts.waive(await duty(model, 'planReplication')))).toBe('done');
      await models.step(
        await now(planned),
        'planReplication',
        commune,
        { replicationTargets: [{ territoryId: await models.territory('30019@2025') }], replicateBy: '2026-12-01' },
        models.paper(commune),
      );
      await models.step(
        await now(ended),
        'terminate',
        province,
        {
          ground: 'obsolete',
          changeInSociety: 'Đường đã bê tông hoá',
          handover: [
            {
              what: 'members',
              description: 'Mẫu',
              amount: 32,
              unit: 'người',
              receiverBody: 'Ban Công tác Mặt trận ấp 1',
              handedOverOn: '2026-03-02',
            },
          ],
        },
        models.paper(province),
      );
      acts.on('2027-03-02');
      const again = await models.step(await now(anew), 'openReview', commune, { reviewYear: 2027, reason: 'Rà soát trước kỳ' });
      const weak = await models.step(await models.step(again, 'submitSelfAssessment', commune, assessed), 'appraise', province, {
        appraisedScore: 85,
        verdict: 'weak',
      });
      await models.step(weak, 'strengthen', province, { ...strengthening, strengthenBy: '2027-09-01' });
      for (const model of [planned, ended, anew]) {
        const refused = (await acts.reopen(await duty(model, 'planReplication'), '2027-03-20')) as Refusal;
        expect([refused.code, refused.words.en]).toEqual(['conflict', expect.stringContaining('no longer owes this')]);
      }
    });

    it('a nomination is waived as well; both duties of an exemplary model stand for themselves', async () => {
      const model = await concluded('exemplary');
      expect(await owed(model)).toEqual(['nominate', 'planReplication']);
      expect(code(await acts.waive(await duty(model, 'nominate')))).toBe('done');
      expect(await owed(model)).toEqual(['planReplication']);
      expect(code(await acts.reopen(await duty(model, 'nominate'), '2026-03-20'))).toBe('done');
      expect(await owed(model)).toEqual(['nominate', 'planReplication']);
    });
  });

  describe('what the model waits for is not waived; its clock can be stopped and extended', () => {
    beforeAll(open, 60_000);
    beforeEach(() => acts.on('2026-03-02'));
    afterAll(close);

    const paused = async () =>
      models.step(await operating(), 'suspend', commune, { reason: 'Lũ', suspendedUntil: '2026-06-01' }, models.paper(commune));
    const returned = async () => {
      const proposed = await models.step(await models.drafted(commune, place), 'propose', commune);
      return models.step(proposed, 'returnProposal', province, { reason: 'Thiếu quy ước' });
    };
    const replicating = async () =>
      models.step(
        await concluded('effective'),
        'planReplication',
        commune,
        { replicationTargets: [{ territoryId: await models.territory('30019@2025') }], replicateBy: '2026-12-01' },
        models.paper(commune),
      );
    it.each<[string, ModelStep | null, () => Promise<ModelAdvanced>]>([
      ['considerProposal', 'recognise', async () => models.step(await models.drafted(commune, place), 'propose', commune)],
      ['completeProposal', 'resubmit', returned],
      ['selfAssess', 'submitSelfAssessment', underReview],
      ['appraise', 'appraise', selfAssessed],
      ['conclude', 'continueOperation', () => judged('effective')],
      ['strengthen', 'strengthen', () => judged('weak')],
      ['strengthenOrTerminate', 'terminate', () => judged('ineffective')],
      [
        'completeStrengthening',
        'completeStrengthening',
        async () => models.step(await judged('weak'), 'strengthen', province, strengthening),
      ],
      ['resume', 'resume', paused],
      ['completeReplication', 'completeReplication', replicating],
      ['answerReplication', null, replicating],
    ])('%s', async (name, step, standing) => {
      const model = await standing();
      const waited = await duty(model, name);
      const before = await acts.state(waited.id);
      const refused = (await acts.waive(waited)) as Refusal;
      expect(refused.code).toBe('conflict');
      expect(refused.errors[0]!.words.en).toContain(step ? `(${step})` : '/api/replication-targets/');
      expect(await acts.state(waited.id)).toEqual(before);
      acts.on('2026-03-10');
      expect(code(await acts.suspend(waited, '2026-03-19'))).toBe('done');
      expect(await acts.state(waited.id)).not.toMatchObject({ dueOn: before.dueOn });
      acts.on('2026-03-12');
      expect(code(await acts.resume(waited))).toBe('done');
      const { dueOn } = await acts.state(waited.id);
      const to = new Date(Date.parse(dueOn) + 86_400_000).toISOString().slice(0, 10);
      expect(code(await acts.answer(waited, await acts.ask(waited, to), true))).toBe('done');
      expect(await acts.state(waited.id)).toMatchObject({ status: 'open', dueOn: to, originalDueOn: before.originalDueOn });
    });
  });

  // Nothing is asserted on the way: whatever the officials try, in whatever order, closing the database asks whether the history holds.
  it.each([1, 2, 3])('acts and steps in any order leave a history that holds (%i)', async (seed) => {
    await open();
    let state = seed;
    const below = (n: number) => (state = (state * 48271) % 2147483647) % n;
    const some = <T>(list: readonly T[]): T => list[below(list.length)]!;
    const ids = [await concluded('exemplary'), await operating(), await operating(), await judged('weak')].map(({ id }) => id);
    const roundId = await openRound();
    let asked: { duty: ClockSubject; extensionId: string }[] = [];
    const later = (days: number) => new Date(clock.instant.getTime() + days * 86_400_000).toISOString().slice(0, 10);
    const steps: [ModelStep, () => Actor, Record<string, unknown>][] = [
      ['submitSelfAssessment', () => commune, assessed],
      ['proceedWithoutSelfAssessment', () => province, { reason: 'Quá hạn' }],
      ['returnSelfAssessment', () => province, { reason: 'Thiếu minh chứng' }],
      ['appraise', () => province, { appraisedScore: 85, verdict: 'effective' }],
      ['continueOperation', () => province, { conclusion: 'Duy trì' }],
      ['strengthen', () => province, { strengtheningPlan: 'Kiện toàn', strengthenBy: '2027-06-01' }],
      ['explainNoReplication', () => commune, { reason: 'Chỉ hợp với vùng ven sông' }],
      ['cancelReview', () => province, { reason: 'Mở nhầm' }],
    ];
    let done = 0;
    for (let turn = 0; turn < 60; turn++) {
      const duties = await sql().rows<ClockSubject & { modelId: string }>(
        `SELECT id, organisation_id AS "organisationId", reports_to[1] AS receiver, model_id AS "modelId" FROM obligations
         WHERE kind = 'modelDuty' AND model_id = ANY ($1) AND status IN ('open', 'waived') ORDER BY original_due_on, duty, id`,
        [ids],
      );
      const one = some(duties);
      const tried = await some([
        () => acts.suspend(one, later(below(40))),
        () => acts.resume(one),
        () => acts.waive(one),
        () => acts.reopen(one, later(below(30))),
        async () => {
          const request = await acts.ask(one, later(below(50)));
          if (!isRefusal(request)) asked.push({ duty: one, extensionId: request.extensionId });
          return request;
        },
        async () => {
          const [request, ...rest] = asked;
          asked = rest;
          return request ? acts.answer(request.duty, request, below(3) > 0) : null;
        },
        async () => {
          const [step, by, fields] = some(steps);
          return models.try(await now({ id: one.modelId }), step, by(), fields);
        },
        async () => {
          const [step, by, fields] = some(steps);
          return models.try(await now({ id: some(ids) }), step, by(), fields);
        },
        async () => {
          const day = later(1 + below(9));
          await acts.climb(day, inRound(roundId));
          for (const id of ids) await acts.climb(day, ofModel({ id }));
          return null;
        },
      ])();
      if (tried && !isRefusal(tried)) done++;
    }
    expect(done).toBeGreaterThan(5);
    await close();
  });
});
