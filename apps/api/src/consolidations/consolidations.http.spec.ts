import { randomUUID } from 'node:crypto';
import type TestAgent from 'supertest/lib/agent.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

type Who = keyof TestApi['world']['people'];
interface Told {
  pointer?: string;
  detail: string;
}

describe('apps/api/consolidations - several models become one', () => {
  let api: TestApi;
  const people = {} as Record<Who, TestAgent>;
  beforeAll(async () => {
    api = await openTestApi({ clock: new TestClock() });
    for (const who of ['officer', 'head', 'neighbour', 'supervisor', 'administrator'] as const)
      people[who] = await api.signInAs(who);
  });
  // Closing asks the history checker.
  afterAll(() => api.close());

  let number = 0;
  const paper = (over: object = {}) => ({
    number: `${++number}-QĐ/BDV`,
    decidedOn: '2026-11-23',
    effectiveOn: '2026-11-23',
    signerPostId: api.world.people.supervisor.postId,
    basis: 'Tờ trình của cơ quan chủ trì',
    ...over,
  });
  const give = async (who: Who, { id, revision }: { id: string; revision: number }, order: object) =>
    (await people[who].post(`/api/models/${id}/steps`).set('If-Match', `"r${revision}"`).send(order).expect(200)).body;
  async function operating(name: string, members: number) {
    const draft = {
      kind: 'model',
      name,
      field: 'defenceSecurity',
      origin: 'need',
      selfManaged: true,
      territoryId: api.world.communes[0],
      locality: 'Ấp 1',
      members,
    };
    const proposed = await give('officer', (await people.officer.post('/api/models').send(draft).expect(201)).body, {
      step: 'propose',
    });
    return give('supervisor', proposed, { step: 'recognise', fields: { startedOn: '2026-01-01' }, decision: paper() });
  }
  const consolidate = (who: Who, body: object) => people[who].post('/api/consolidations').send(body);

  it('one deed, one paper, once under its key; everybody concerned reads it', async () => {
    const [heir, one, two] = [
      await operating('Tổ Nhân dân tự quản', 50),
      await operating('Cổng rào an ninh', 12),
      await operating('Xóm đạo bình yên', 8),
    ];
    const body = {
      heirModelId: heir.id,
      modelIds: [one.id, two.id],
      decision: paper(),
      fields: {
        reason: 'Cùng nội dung, cùng địa bàn',
        handover: [
          {
            modelId: one.id,
            what: 'assets',
            description: 'Mẫu: 2 cổng rào',
            amount: 2,
            unit: 'cái',
            receiverOrganisationId: api.world.fronts[0],
            handedOverOn: '2026-11-23',
          },
        ],
      },
    };
    const key = randomUUID();
    const made = await consolidate('supervisor', body).set('Idempotency-Key', key).expect(201);
    expect(made.headers['location']).toBe(`/api/consolidations/${made.body.id}`);
    expect(made.body).toMatchObject({
      heir: { id: heir.id },
      members: 20,
      models: [
        { id: one.id, stage: { life: 'terminated' }, warnings: [{ code: 'endedByAnotherThanTheFounder', source: 'D1.4' }] },
        { id: two.id },
      ],
    });
    const again = await consolidate('supervisor', body).set('Idempotency-Key', key).expect(201);
    expect(again.body).toEqual(made.body);

    const shown = (await people.officer.get(`/api/consolidations/${made.body.id}`).expect(200)).body;
    expect(shown).toMatchObject({
      number: body.decision.number,
      reason: 'Cùng nội dung, cùng địa bàn',
      heir: { name: 'Tổ Nhân dân tự quản' },
      models: expect.arrayContaining([expect.objectContaining({ name: 'Cổng rào an ninh', members: 12, money: 0 })]),
    });
    await people.neighbour.get(`/api/consolidations/${made.body.id}`).expect(404);
    await people.officer.get(`/api/consolidations/${randomUUID()}`).expect(404);

    const found = (await people.officer.get('/api/models?search=cong%20rao').expect(200)).body.items;
    expect(
      found.map(({ name, foundBy }: { name: string; foundBy: { name: string } | null }) => [name, foundBy?.name ?? null]),
    ).toEqual([
      ['Cổng rào an ninh', null],
      ['Tổ Nhân dân tự quản', 'Cổng rào an ninh'],
    ]);
    const old = (await people.officer.get(`/api/models/${one.id}`).expect(200)).body;
    expect(old).toMatchObject({
      heir: { name: 'Tổ Nhân dân tự quản' },
      members: 0,
      handover: [
        { what: 'members', amount: 12 },
        { what: 'assets', amount: 2, unit: 'cái', receiver: { id: api.world.fronts[0] } },
      ],
    });
    expect((await people.officer.get(`/api/models/${heir.id}`).expect(200)).body).toMatchObject({
      members: 70,
      tookOver: [{ name: 'Cổng rào an ninh', endedOn: '2026-11-23' }, { name: 'Xóm đạo bình yên' }],
      decisions: [{ step: 'consolidate' }, { step: 'recognise' }],
    });
    // While others ended in it, its own recognition stands: their members would belong to a mere draft.
    const { revision } = (await people.officer.get(`/api/models/${heir.id}`).expect(200)).body;
    const refused = await people.supervisor
      .post(`/api/models/${heir.id}/steps`)
      .set('If-Match', `"r${revision}"`)
      .send({ step: 'annulRecognition', fields: { reason: 'Mẫu: nhầm' }, decision: paper() })
      .expect(409);
    expect(refused.body.errors).toEqual([expect.objectContaining({ detail: expect.stringContaining('nhập vào mô hình này') })]);
    const [entry] = (await people.officer.get(`/api/models/${one.id}/journal?limit=1`).expect(200)).body.items;
    expect(entry).toMatchObject({ step: 'terminate', warnings: [{ code: 'endedByAnotherThanTheFounder' }] });
  });

  it('the warning is shown before the step is taken, too', async () => {
    const model = await operating('Tiếng kẻng an ninh', 3);
    const warned = async (who: Who) =>
      (await people[who].get(`/api/models/${model.id}/steps`).expect(200)).body.steps
        .filter(({ warnings }: { warnings: object[] }) => warnings.length > 0)
        .map(({ step }: { step: string }) => step);
    expect(await warned('supervisor')).toEqual(['terminate']);
    expect(await warned('head')).toEqual([]);
  });

  it('is refused whole with the reasons of each, in both languages; roles and shapes are checked', async () => {
    const [heir, good, ended] = [
      await operating('Camera nhà dân', 1),
      await operating('Đèn đường', 2),
      await operating('Hàng cây xanh', 4),
    ];
    const handover = [
      { what: 'members', description: 'Mẫu', amount: 4, receiverBody: 'Ban Công tác Mặt trận ấp 1', handedOverOn: '2026-11-23' },
    ];
    await give('supervisor', ended, {
      step: 'terminate',
      fields: { ground: 'obsolete', changeInSociety: 'Mẫu', handover },
      decision: paper(),
    });
    const body = { heirModelId: heir.id, modelIds: [good.id, ended.id], decision: paper(), fields: { reason: 'Mẫu' } };
    const refused = await consolidate('supervisor', body).set('Accept-Language', 'en').expect(409);
    expect(refused.body.errors.map(({ pointer }: Told) => pointer)).toEqual(['/modelIds/1']);
    expect(refused.body.errors[0].detail).toContain('Hàng cây xanh: The step “Terminate the model” is possible only while');
    expect((await people.officer.get(`/api/models/${good.id}`).expect(200)).body).toMatchObject({ stage: { life: 'operating' } });
    await consolidate('officer', { ...body, modelIds: [good.id] }).expect(403);
    await consolidate('administrator', body).expect(403);
    const cases: [object, number, string][] = [
      [{ ...body, modelIds: [] }, 400, '/modelIds'],
      [{ ...body, modelIds: Array.from({ length: 51 }, () => randomUUID()) }, 400, '/modelIds'],
      [{ ...body, modelIds: ['x'] }, 400, '/modelIds'],
      [{ ...body, note: 1 }, 400, '/note'],
      [{ ...body, fields: {} }, 400, '/fields/reason'],
      [{ ...body, modelIds: [good.id, good.id] }, 422, '/modelIds/1'],
      [{ ...body, modelIds: [heir.id] }, 422, '/modelIds/0'],
      [
        { ...body, fields: { reason: 'Mẫu', handover: [{ ...handover[0], receiverOrganisationId: api.world.board }] } },
        422,
        '/fields/handover/0/receiverBody',
      ],
    ];
    for (const [wrong, status, pointer] of cases) {
      const answer = await consolidate('supervisor', wrong);
      expect([answer.status, answer.body.errors?.map((told: Told) => told.pointer)]).toEqual([
        status,
        expect.arrayContaining([pointer]),
      ]);
    }
  });
});
