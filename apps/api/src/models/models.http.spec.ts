import { randomUUID } from 'node:crypto';
import { modelStepNames } from '#domain';
import type { Response } from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

type Who = keyof TestApi['world']['people'];
interface Told {
  pointer?: string;
  detail: string;
  source?: string;
}

describe('apps/api/models', () => {
  let api: TestApi;
  const clock = new TestClock();
  const people = {} as Record<Who, TestAgent>;
  beforeAll(async () => {
    api = await openTestApi({ clock });
    for (const who of ['officer', 'head', 'neighbour', 'supervisor', 'administrator'] as const)
      people[who] = await api.signInAs(who);
  });
  // Closing asks the history checker.
  afterAll(() => api.close());

  // Numbered, so that none is a likely duplicate of another.
  let drafts = 0;
  const draft = (over: object = {}) => ({
    kind: 'model',
    name: `Mẫu: Tuyến đường hoa tự quản số ${++drafts}`,
    purpose: 'Giữ đường làng sạch, đẹp',
    field: 'cultureSociety',
    origin: 'need',
    selfManaged: true,
    territoryId: api.world.communes[0],
    locality: 'Ấp 1',
    members: 32,
    ...over,
  });
  const drafted = async (over: object = {}) => (await people.officer.post('/api/models').send(draft(over)).expect(201)).body;
  let number = 0;
  const paper = (over: object = {}) => ({
    number: `${++number}-QĐ/BDV`,
    decidedOn: '2026-11-23',
    effectiveOn: '2026-11-23',
    signerPostId: api.world.people.supervisor.postId,
    basis: 'Tờ trình của cơ quan chủ trì',
    ...over,
  });
  const give = (who: Who, { id, revision }: { id: string; revision: number }, order: object) =>
    people[who].post(`/api/models/${id}/steps`).set('If-Match', `"r${revision}"`).send(order);
  const done = async (...given: Parameters<typeof give>) => (await give(...given).expect(200)).body;
  const proposed = async (over: object = {}) => done('officer', await drafted(over), { step: 'propose' });
  const recognised = async (over: object = {}) =>
    done('supervisor', await proposed(over), { step: 'recognise', fields: { startedOn: '2026-01-01' }, decision: paper() });
  const show = async (who: Who, { id }: { id: string }) => (await people[who].get(`/api/models/${id}`).expect(200)).body;

  it('an officer drafts and proposes, the province recognises and judges, everybody reads what happened', async () => {
    const made = await people.officer.post('/api/models').send(draft()).expect(201);
    expect(made.headers).toMatchObject({ location: `/api/models/${made.body.id}`, etag: '"r1"' });
    expect(made.body).toMatchObject({
      code: expect.stringMatching(/^MH-2026-\d{6}$/),
      stage: { life: 'drafting', spread: 'local', honour: 'none' },
      owner: { id: api.world.fronts[0], nameVi: 'Mặt trận Xã Mẫu Một' },
      territory: { name: 'Xã Mẫu Một' },
      decisions: [],
    });
    let model = await done('officer', made.body, { step: 'propose' });
    expect(model).toMatchObject({ from: { life: 'drafting' }, stage: { life: 'proposed' }, revision: 2 });
    const recognition = await give('supervisor', model, {
      step: 'recognise',
      fields: { startedOn: '2026-01-01' },
      decision: paper(),
    }).expect(200);
    expect(recognition.headers['etag']).toBe('"r3"');
    const silent = await give('officer', recognition.body, { step: 'openReview', fields: { reviewYear: 2026 } }).expect(409);
    expect(silent.body.errors).toEqual([
      {
        pointer: '/fields/reason',
        detail: 'Rà soát ngoài kỳ (trước khi mở kỳ rà soát của năm đó, hoặc sau khi kỳ đã khép lại) thì có nêu lý do',
        source: 'D1.5',
      },
    ]);
    model = await done('officer', recognition.body, {
      step: 'openReview',
      fields: { reviewYear: 2026, reason: 'Rà soát trước kỳ' },
    });
    model = await done('head', model, {
      step: 'submitSelfAssessment',
      fields: { selfScore: 85.5, selfAssessment: 'Đạt các mục tiêu đề ra' },
    });
    model = await done('supervisor', model, {
      step: 'appraise',
      fields: { appraisedScore: 80, verdict: 'effective', differenceReason: 'Thiếu minh chứng' },
    });
    model = await done('supervisor', model, { step: 'continueOperation', fields: { conclusion: 'Tiếp tục duy trì' } });
    expect(await show('head', model)).toMatchObject({
      stage: { life: 'operating' },
      startedOn: '2026-01-01',
      lastVerdict: 'effective',
      reviews: [{ year: 2026, openedBecause: 'Rà soát trước kỳ', verdict: 'effective', concludedOn: '2026-11-23' }],
      decisions: [{ step: 'recognise', id: recognition.body.decisionId, issuer: { nameVi: 'Ban Dân vận Tỉnh Mẫu' } }],
    });

    const first = await people.officer.get(`/api/models/${model.id}/journal?limit=3`).expect(200);
    const rest = await people.officer.get(/<([^>]+)>/.exec(first.headers['link']!)![1]!).expect(200);
    const entries = [...first.body.items, ...rest.body.items];
    expect(entries.map(({ words }) => words.vi)).toEqual([
      'Kết luận tiếp tục duy trì',
      'Thẩm định, xếp loại mô hình',
      'Gửi bản tự đánh giá',
      'Mở đợt rà soát mô hình',
      'Công nhận mô hình',
      'Đề xuất mô hình',
    ]);
    expect(entries[1]).toMatchObject({
      seq: 6,
      step: 'appraise',
      by: { postId: api.world.people.supervisor.postId, organisationNameVi: 'Ban Dân vận Tỉnh Mẫu' },
      from: { life: 'appraising' },
      to: { life: 'deciding' },
      fields: { appraisedScore: 80 },
      facts: { actorIsAboveOwner: true, review: { selfScore: 85.5 } },
      duties: [
        { duty: 'conclude', change: 'opened', source: 'D1.2', words: { vi: 'Kết luận rà soát mô hình' } },
        { duty: 'appraise', change: 'discharged', dueOn: null },
      ],
    });
    expect(entries[1].criteria).toContainEqual({
      criterion: 'verdictIsGiven',
      source: 'D3.5',
      words: expect.objectContaining({ en: 'A verdict is given: exemplary, effective, weak or ineffective' }),
    });
    const whole = (await people.officer.get(`/api/models/${model.id}/journal`).expect(200)).body;
    expect(whole.next).toBeNull();
    expect(whole.items.at(-1)).toMatchObject({
      kind: 'modelDrafted',
      from: null,
      to: { life: 'drafting' },
      fields: { locality: 'Ấp 1' },
    });
    expect(whole.items.find(({ step }: { step: string }) => step === 'recognise').decision).toMatchObject({
      id: recognition.body.decisionId,
    });
  });

  describe('steps', () => {
    it('are each allowed, or refused with every reason', async () => {
      const model = await proposed();
      const of = async (who: Who) => (await people[who].get(`/api/models/${model.id}/steps`).expect(200)).body;
      const { steps, stage, revision } = await of('supervisor');
      expect([steps.length, stage.life, revision]).toEqual([modelStepNames.length, 'proposed', 2]);
      const named = Object.fromEntries(steps.map((one: { step: string }) => [one.step, one]));
      expect(named.recognise).toMatchObject({
        allowed: true,
        reasons: [],
        needsDecision: true,
        words: { vi: 'Công nhận mô hình' },
        asks: [{ field: 'startedOn', type: 'day', required: true, words: { en: 'Began to operate on' } }],
      });
      expect(named.withdrawProposal.reasons).toEqual([
        expect.objectContaining({
          criterion: 'actorIsTheOwner',
          source: 'D3.1',
          words: expect.objectContaining({ vi: expect.any(String) }),
        }),
      ]);
      expect(named.nominate.reasons.map(({ criterion }: { criterion: string }) => criterion)).toEqual([
        'modelIsRecognised',
        'verdictIsEffectiveOrExemplary',
      ]);
      const officer = (await of('officer')).steps.find(({ step }: { step: string }) => step === 'recognise');
      expect(officer.allowed).toBe(false);
      expect(officer.reasons.map(({ criterion }: { criterion: string }) => criterion)).toEqual([
        'postMayGiveTheStep',
        'actorIsAboveTheOwner',
      ]);
    });

    it.each([
      ['vi', 'Chưa thực hiện được bước “Kết thúc mô hình”: còn 5 điều kiện chưa đạt', 'Có danh mục bàn giao'],
      ['en', 'The step “Terminate the model” is not possible yet: 5 criteria are not met', 'What is handed over is listed'],
    ])('are refused with all reasons in %s', async (language, detail, handover) => {
      const model = await recognised();
      const refused = await give('supervisor', model, {
        step: 'terminate',
        fields: { ground: 'ineffective' },
        decision: paper({ decidedOn: '2026-12-24', effectiveOn: '2026-12-01', signerPostId: api.world.people.head.postId }),
      })
        .set('Accept-Language', language)
        .expect(409);
      expect(refused.headers).toMatchObject({ 'content-type': 'application/problem+json', 'content-language': language });
      expect(refused.body.detail).toContain(detail.replace('5', String(refused.body.errors.length)));
      const errors = refused.body.errors as Told[];
      expect(errors.map(({ pointer }) => pointer)).toEqual([
        '/fields/ground',
        '/fields/handover',
        '/decision/decidedOn',
        '/decision/effectiveOn',
        '/decision/effectiveOn',
        '/decision/signerPostId',
      ]);
      expect(errors.every(({ source }) => source)).toBe(true);
      expect(errors[1]!.detail).toContain(handover);
      expect(await show('head', model)).toMatchObject({ stage: { life: 'operating' }, revision: 3 });
    });

    it('keep a decision number to one decision', async () => {
      const decision = paper();
      await done('supervisor', await proposed(), { step: 'recognise', fields: { startedOn: '2026-01-01' }, decision });
      const refused = await give('supervisor', await proposed(), {
        step: 'recognise',
        fields: { startedOn: '2026-01-01' },
        decision,
      }).expect(409);
      expect(refused.body.errors).toEqual([
        { pointer: '/decision/number', detail: expect.stringContaining(decision.number), source: 'NĐ 30/2020/NĐ-CP' },
      ]);
    });

    it('happen once under one Idempotency-Key', async () => {
      const model = await drafted();
      const key = randomUUID();
      const first = await give('officer', model, { step: 'propose' }).set('Idempotency-Key', key).expect(200);
      const again = await give('officer', model, { step: 'propose' }).set('Idempotency-Key', key).expect(200);
      expect([again.headers['idempotency-replayed'], again.headers['etag'], again.text]).toEqual(['true', '"r2"', first.text]);
      await give('officer', model, { step: 'withdrawProposal' }).set('Idempotency-Key', key).expect(422);
      expect(await show('officer', model)).toMatchObject({ revision: 2 });
    });

    it('of two at once, one wins and one is stale', async () => {
      const model = await proposed();
      const answers = await Promise.all([
        give('officer', model, { step: 'withdrawProposal' }),
        give('supervisor', model, { step: 'returnProposal', fields: { reason: 'Bổ sung địa chỉ' } }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    });
  });

  describe('who may not', () => {
    it('the unit next door finds nothing', async () => {
      const model = await drafted();
      for (const path of ['', '/steps', '/journal']) await people.neighbour.get(`/api/models/${model.id}${path}`).expect(404);
      await give('neighbour', model, { step: 'propose' }).expect(404);
      await people.neighbour.patch(`/api/models/${model.id}`).set('If-Match', '"r1"').send({ name: 'Mẫu' }).expect(404);
      expect((await people.neighbour.get('/api/models').expect(200)).body.items).toEqual([]);
      await people.officer.get('/api/models/khong-co').expect(404);
      await people.officer.get(`/api/models/${randomUUID()}`).expect(404);
    });
    it('an officer does not decide, an administrator does not take part', async () => {
      const model = await proposed();
      const refused = await give('officer', model, { step: 'recognise' }).expect(403);
      expect(refused.body.detail).toContain('người đứng đầu, người giám sát');
      await give('administrator', model, { step: 'propose' }).expect(403);
      await people.administrator.post('/api/models').send(draft()).expect(403);
      await people.administrator.get(`/api/models/${model.id}`).expect(200);
    });
    it('the level above does not revise another’s draft', async () => {
      const model = await drafted();
      await people.supervisor.patch(`/api/models/${model.id}`).set('If-Match', '"r1"').send({ name: 'Mẫu' }).expect(403);
    });
  });

  describe('a draft', () => {
    it('is revised with If-Match, and only until it is proposed', async () => {
      const model = await drafted({ field: null });
      const path = `/api/models/${model.id}`;
      await people.officer.patch(path).send({ name: 'Mẫu: khác' }).expect(428);
      const revised = await people.officer
        .patch(path)
        .set('If-Match', '"r1"')
        .send({ name: ' Mẫu: khác ', field: 'economy', members: null })
        .expect(200);
      expect(revised.body).toMatchObject({ name: 'Mẫu: khác', field: 'economy', members: null, revision: 2 });
      expect(revised.headers['etag']).toBe('"r2"');
      await people.officer.patch(path).set('If-Match', '"r1"').send({ name: 'Mẫu' }).expect(412);
      await done('officer', revised.body, { step: 'propose' });
      const late = await people.officer
        .patch(path)
        .set('If-Match', '"r3"')
        .set('Accept-Language', 'en')
        .send({ name: 'Mẫu' })
        .expect(409);
      expect(late.body.detail).toContain('Withdraw the proposal first');
      expect(await show('officer', model)).toMatchObject({ name: 'Mẫu: khác', revision: 3 });
    });
    it.each<[string, object, string[]]>([
      ['an unknown field', { colour: 'red' }, ['/colour']],
      ['wrong types', { selfManaged: 'yes', members: -1, kind: 'x' }, ['/kind', '/members', '/selfManaged']],
      ['half a character', { name: 'a\ud800' }, ['/name']],
      ['a NUL', { purpose: 'a\u0000' }, ['/purpose']],
      ['a name without end', { name: 'x'.repeat(301) }, ['/name']],
    ])('with %s is refused', async (_, over, pointers) => {
      const refused = await people.officer.post('/api/models').send(draft(over)).expect(400);
      expect((refused.body.errors as Told[]).map(({ pointer }) => pointer).sort()).toEqual(pointers);
    });
    it('in another’s territory is refused', async () => {
      const refused = await people.officer
        .post('/api/models')
        .send(draft({ territoryId: api.world.communes[1] }))
        .expect(422);
      expect(refused.body.errors[0]).toMatchObject({ pointer: '/territoryId', source: 'D3.5' });
    });
  });

  describe('bad input to a step', () => {
    it('needs If-Match', async () => {
      const model = await drafted();
      await people.officer.post(`/api/models/${model.id}/steps`).send({ step: 'propose' }).expect(428);
      for (const revision of ['"r7"', 'W/"r1"', '"1"'])
        await people.officer
          .post(`/api/models/${model.id}/steps`)
          .set('If-Match', revision)
          .send({ step: 'propose' })
          .expect(412);
      expect(await show('officer', model)).toMatchObject({ revision: 1 });
    });
    it.each<[string, object, number, string]>([
      ['an unknown field', { step: 'propose', note: 1 }, 400, '/note'],
      ['an unknown step', { step: 'approve' }, 400, '/step'],
      ['fields that are a list', { step: 'propose', fields: [] }, 400, '/fields'],
      ['a decision without a number', { step: 'recognise', decision: { basis: 'x' } }, 400, '/decision/number'],
      ['a field not asked for', { step: 'propose', fields: { reason: 'x' } }, 422, '/fields/reason'],
      ['a day that does not exist', { step: 'recognise', fields: { startedOn: '2026-02-30' } }, 422, '/fields/startedOn'],
      [
        'a paper too many',
        {
          step: 'propose',
          decision: { number: '1', decidedOn: '2026-11-23', effectiveOn: '2026-11-23', basis: 'x', signerPostId: randomUUID() },
        },
        422,
        '/decision',
      ],
    ])('%s', async (_, order, status, pointer) => {
      const model = await drafted();
      const who = (order as { step: string }).step === 'recognise' ? 'supervisor' : 'officer';
      const refused = await give(who, model, order).expect(status);
      expect((refused.body.errors as Told[]).map((told) => told.pointer)).toContain(pointer);
      expect(await show('officer', model)).toMatchObject({ revision: 1 });
    });
    it('a note of a megabyte', async () => {
      await give('officer', await drafted(), { step: 'propose', fields: { note: 'x'.repeat(1_000_000) } }).expect(413);
    });
  });

  it('a list is filtered, paged and bound to who asked', async () => {
    const mine = (query: string) => people.officer.get(`/api/models?${query}`).expect(200);
    await drafted({ name: 'Mẫu: Camera an ninh', selfManaged: false, field: 'defenceSecurity' });
    expect((await mine('search=camera&life=drafting&selfManaged=false')).body.items).toMatchObject([
      { name: 'Mẫu: Camera an ninh', territory: { name: 'Xã Mẫu Một' } },
    ]);
    const all = (await mine('limit=100')).body.items as { id: string; selfManaged: boolean }[];
    expect(all.at(-1)).toMatchObject({ selfManaged: false });
    const seen: string[] = [];
    for (let next: string | undefined = '/api/models?limit=7'; next;) {
      const page: Response = await people.officer.get(next).expect(200);
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      next = page.headers['link'] && /<([^>]+)>/.exec(page.headers['link'])![1];
    }
    expect(seen).toEqual(all.map(({ id }) => id));
    const { body } = await mine('limit=1');
    await people.supervisor.get(`/api/models?limit=1&cursor=${encodeURIComponent(body.next)}`).expect(400);
    await people.officer.get('/api/models?life=dead').expect(400);
    await people.officer.get('/api/models?colour=red').expect(400);
  });
});
