import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { Response } from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { openTestApi, type TestApi } from '../testing/open-test-api.js';

type Who = 'officer' | 'head' | 'neighbour' | 'supervisor' | 'administrator';
type Seen = { id: string; revision: number };

const PDF = Buffer.from('%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n');

describe('apps/api/models - the file of a model over time', () => {
  let api: TestApi;
  const people = {} as Record<Who, TestAgent>;
  beforeAll(async () => {
    api = await openTestApi();
    for (const who of ['officer', 'head', 'neighbour', 'supervisor', 'administrator'] as const)
      people[who] = request.agent(await api.app.getUrl()).set('Authorization', await api.tokenFor(who)) as TestAgent;
  });
  afterAll(() => api.close());

  let drafts = 0;
  const drafted = async (over: object = {}): Promise<Seen> =>
    (
      await people.officer
        .post('/api/models')
        .send({
          kind: 'model',
          name: `Mẫu: Tổ tự quản số ${++drafts}`,
          field: 'cultureSociety',
          origin: 'need',
          selfManaged: true,
          territoryId: api.world.communes[0],
          locality: 'Ấp 1',
          members: 32,
          ...over,
        })
        .expect(201)
    ).body as Seen;
  const put = (who: Who, model: Seen, what: string, body: object) =>
    people[who].post(`/api/models/${model.id}/${what}`).set('If-Match', `"r${model.revision}"`).send(body);
  const done = async (...given: Parameters<typeof put>): Promise<Seen & { row: string }> => {
    const { body } = await put(...given).expect(201);
    return { id: given[1].id, revision: body.revision as number, row: body.id as string };
  };
  const file = async (who: Who, { id }: Seen, what: string) =>
    (await people[who].get(`/api/models/${id}/${what}`).expect(200)).body;

  describe('members', () => {
    it('begin with the number of the draft; the last count is the one shown', async () => {
      let model: Seen = await drafted();
      model = await done('officer', model, 'members', { onDay: '2026-09-30', kind: 'participants', count: 30 });
      model = await done('officer', model, 'members', { onDay: '2026-11-20', kind: 'unionMembers', count: 12 });
      const { items, revision } = await file('head', model, 'members');
      expect(revision).toBe(3);
      expect(items.map(({ onDay, kind, count }: Record<string, unknown>) => [onDay, kind, count])).toEqual([
        ['2026-11-23', 'participants', 32],
        ['2026-11-20', 'unionMembers', 12],
        ['2026-09-30', 'participants', 30],
      ]);
      expect(await file('head', model, '')).toMatchObject({ members: 32 });
    });

    it('are corrected by a later row that names the earlier one; the chain says who did', async () => {
      const first = await done('officer', await drafted({ members: null }), 'members', {
        onDay: '2026-11-01',
        kind: 'participants',
        count: 320,
      });
      const corrected = await done('supervisor', first, 'members', {
        onDay: '2026-11-01',
        kind: 'participants',
        count: 32,
        note: 'Thừa một số 0',
        correctsId: first.row,
      });
      const { items } = await file('officer', corrected, 'members');
      expect(items).toMatchObject([
        { count: 32, correctsId: first.row, correctedById: null, note: 'Thừa một số 0' },
        { count: 320, correctedById: corrected.row },
      ]);
      expect(await file('head', corrected, '')).toMatchObject({ members: 32 });
      const { items: journal } = await file('head', corrected, 'journal');
      expect(journal[0]).toMatchObject({
        kind: 'modelMembersCounted',
        fields: { count: 32, correctsId: first.row },
        words: { vi: 'Ghi số thành viên' },
        by: { postId: api.world.people.supervisor.postId },
      });
      // Taken back altogether: nobody counted.
      const none = await done('officer', corrected, 'members', {
        onDay: '2026-11-01',
        kind: 'participants',
        count: null,
        correctsId: corrected.row,
      });
      expect(await file('head', none, '')).toMatchObject({ members: null });
      const again = await put('officer', none, 'members', {
        onDay: '2026-11-01',
        kind: 'participants',
        count: 1,
        correctsId: first.row,
      }).expect(409);
      expect(again.body.detail).toContain('đính chính dòng mới nhất');
    });

    it.each<[string, object, number, string]>([
      ['a day not yet come', { onDay: '2026-11-24' }, 422, '/onDay'],
      ['a day that does not exist', { onDay: '2026-02-30' }, 400, '/onDay'],
      ['less than nobody', { count: -1 }, 400, '/count'],
      ['no number and nothing to correct', { count: null }, 422, '/count'],
      ['a kind nobody knows', { kind: 'guests' }, 400, '/kind'],
      ['the row of another model', { correctsId: randomUUID() }, 422, '/correctsId'],
      ['an unknown field', { colour: 'red' }, 400, '/colour'],
    ])('%s is refused', async (_, over, status, pointer) => {
      const model = await drafted();
      const refused = await put('officer', model, 'members', {
        onDay: '2026-11-01',
        kind: 'participants',
        count: 5,
        ...over,
      }).expect(status);
      expect(refused.body.errors).toMatchObject([{ pointer }]);
      expect(await file('officer', model, '')).toMatchObject({ revision: 1, members: 32 });
    });

    it('are written by the organisation in charge or above, on what was last seen', async () => {
      const model = await drafted();
      const body = { onDay: '2026-11-01', kind: 'households', count: 5 };
      await put('neighbour', model, 'members', body).expect(404);
      await put('administrator', model, 'members', body).expect(403);
      await put('officer', { ...model, revision: 7 }, 'members', body).expect(412);
      await people.officer.post(`/api/models/${model.id}/members`).send(body).expect(428);
      await people.neighbour.get(`/api/models/${model.id}/members`).expect(404);
    });
  });

  it('money is kept by source, in đồng: what the people gave apart from the state budget', async () => {
    let model: Seen & { row?: string } = await drafted();
    const received = { onDay: '2026-10-01', source: 'communityContribution', amount: 690_000_000 };
    model = await done('officer', model, 'money', received);
    const wrong = model.row;
    model = await done('officer', model, 'money', { ...received, source: 'stateBudget', amount: 411_000_000 });
    const other = await put('officer', model, 'money', { ...received, source: 'fund', amount: 1, correctsId: wrong }).expect(422);
    expect(other.body.errors).toMatchObject([{ pointer: '/correctsId' }]);
    model = await done('officer', model, 'money', { ...received, amount: 69_000_000, correctsId: wrong });
    expect(await file('supervisor', model, 'money')).toMatchObject({
      totals: { communityContribution: 69_000_000, stateBudget: 411_000_000, fund: 0 },
    });
    await put('officer', model, 'money', { ...received, amount: 0.5 }).expect(400);
    await put('officer', model, 'money', { ...received, amount: 1e16 }).expect(400);
  });

  describe('documents', () => {
    const minutes = { kind: 'minutes', number: '05/BB-MTTQ', datedOn: '2026-11-02', title: 'Biên bản ra mắt' };
    const send = (who: Who, { id, revision }: Seen, row: string, content: Buffer, name = 'Biên bản ra mắt.pdf') =>
      people[who]
        .post(`/api/models/${id}/documents/${row}/file?name=${encodeURIComponent(name)}`)
        .set('If-Match', `"r${revision}"`)
        .set('Content-Type', 'application/pdf')
        .send(content);

    it('come with the paper itself, given back byte by byte', async () => {
      const filed = await done('officer', await drafted(), 'documents', minutes);
      const attached = await send('officer', filed, filed.row, PDF).expect(201);
      expect(attached.headers['etag']).toBe('"r3"');
      const { items } = await file('head', filed, 'documents');
      expect(items).toMatchObject([
        { title: 'Biên bản ra mắt', file: { name: 'Biên bản ra mắt.pdf', mediaType: 'application/pdf', size: PDF.length } },
      ]);
      const back: Response = await people.supervisor
        .get(attached.headers['location'] as string)
        .buffer()
        .expect(200);
      expect(Buffer.from(back.body as Buffer)).toEqual(PDF);
      expect(back.headers).toMatchObject({
        'content-type': 'application/pdf',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-disposition': `attachment; filename="Bien ban ra mat.pdf"; filename*=UTF-8''Bi%C3%AAn%20b%E1%BA%A3n%20ra%20m%E1%BA%AFt.pdf`,
      });
      await people.neighbour.get(attached.headers['location'] as string).expect(404);
      const twice = await send('officer', { ...filed, revision: 3 }, filed.row, PDF).expect(409);
      expect(twice.body.detail).toContain('đã có tệp đính kèm');
    });

    it.each<[string, Buffer, number, string]>([
      ['a programme called a PDF', Buffer.from('MZ\x90\0 This program cannot be run in DOS mode'), 422, 'Chỉ nhận PDF'],
      ['an old Word file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), 422, 'dạng cũ'],
      ['a page of the web', Buffer.from('<html><script>alert(1)</script></html>'), 422, 'Chỉ nhận PDF'],
      ['half an archive', Buffer.from('PK\x03\x04 and then nothing'), 422, 'bị hỏng'],
      ['nothing at all', Buffer.alloc(0), 400, 'Chọn tệp'],
      ['eleven megabytes', Buffer.alloc(11_000_000, '%PDF-'), 413, '10 MB'],
    ])('%s is not kept', async (_, content, status, words) => {
      const filed = await done('officer', await drafted(), 'documents', minutes);
      const refused = await send('officer', filed, filed.row, content).expect(status);
      expect(refused.body.detail).toContain(words);
      expect((await file('officer', filed, 'documents')).items).toMatchObject([{ file: null }]);
    });

    it('are taken back by a later row, and stay to be read', async () => {
      const filed = await done('officer', await drafted(), 'documents', minutes);
      const back = await done('officer', filed, 'documents', {
        kind: 'minutes',
        title: 'Nhầm mô hình',
        withdrawn: true,
        correctsId: filed.row,
      });
      expect((await file('officer', back, 'documents')).items).toHaveLength(2);
      const standing = await api.records.sql.rows(`SELECT FROM standing_documents WHERE model_id = $1`, [filed.id]);
      expect(standing).toEqual([]);
      await put('officer', back, 'documents', { kind: 'minutes', title: 'x', withdrawn: true }).expect(422);
      await put('officer', back, 'documents', { ...minutes, datedOn: '2026-12-01' }).expect(422);
    });

    it('arrive once under one Idempotency-Key', async () => {
      const filed = await done('officer', await drafted(), 'documents', minutes);
      const key = randomUUID();
      const first = await send('officer', filed, filed.row, PDF).set('Idempotency-Key', key).expect(201);
      const again = await send('officer', filed, filed.row, PDF).set('Idempotency-Key', key).expect(201);
      expect([again.headers['idempotency-replayed'], again.text]).toEqual(['true', first.text]);
      await send('officer', filed, filed.row, Buffer.concat([PDF, PDF]))
        .set('Idempotency-Key', key)
        .expect(422);
    });
  });

  describe('likely duplicates', () => {
    const named = (name: string, over: object = {}) => drafted({ name, ...over });
    const propose = (model: Seen) =>
      people.officer.post(`/api/models/${model.id}/steps`).set('If-Match', `"r${model.revision}"`).send({ step: 'propose' });

    it('are shown before a proposal is sent, and each is answered', async () => {
      const old = (await propose(await named('Mẫu: Cổng rào an ninh Tân Thạnh')).expect(200)).body as Seen;
      let model = await named('Mẫu: Cổng rào an ninh Tân Thành');
      const refused = await propose(model).expect(409);
      expect(refused.body.errors).toEqual([{ detail: expect.stringContaining('có thể trùng'), source: 'D3.5' }]);
      const { items } = await file('officer', model, 'likely-duplicates');
      expect(items).toEqual([
        {
          candidate: expect.objectContaining({ id: old.id, name: 'Mẫu: Cổng rào an ninh Tân Thạnh', life: 'proposed' }),
          likeness: 1,
          differsInAccentsOnly: true,
          answer: null,
        },
      ]);
      const answer = (answered: string, reason: string) =>
        put('officer', model, 'duplicate-answers', { candidateId: old.id, answer: answered, reason });
      const same = await answer('same', 'Đã có rồi, xin rút').expect(201);
      expect(same.body).toMatchObject({ unanswered: 1, revision: 2 });
      model = { ...model, revision: 2 };
      await propose(model).expect(409);
      await answer('different', ' ').expect(400);
      expect((await answer('different', 'Hai xã khác nhau').expect(201)).body).toMatchObject({ unanswered: 0, revision: 3 });
      model = { ...model, revision: 3 };
      await propose(model).expect(200);
      const { items: journal } = await file('head', model, 'journal');
      expect(journal[1]).toMatchObject({
        kind: 'modelDuplicateAnswered',
        fields: { candidateName: 'Mẫu: Cổng rào an ninh Tân Thạnh', answer: 'different', reason: 'Hai xã khác nhau' },
      });
      const late = await put('officer', { ...model, revision: 4 }, 'duplicate-answers', {
        candidateId: old.id,
        answer: 'same',
        reason: 'x',
      }).expect(409);
      expect(late.body.detail).toContain('đã được đề xuất');
    });

    it('are not those of another number, another hamlet, another place, a draft', async () => {
      await propose(await named('Mẫu: Tổ Nhân dân tự quản số 2')).expect(200);
      await propose(await named('Mẫu: Tổ Nhân dân tự quản số 10')).expect(200);
      await propose(await named('Mẫu: Câu lạc bộ đọc sách', { locality: 'Ấp 1' })).expect(200);
      await propose(await named('Mẫu: Câu lạc bộ đọc sách', { locality: 'Ấp 2' })).expect(200);
      await named('Mẫu: Vườn rau sạch');
      await propose(await named('Mẫu: Vườn rau sạch')).expect(200);
    });

    it('are asked of no other post, and only a likely one is answered', async () => {
      const model = await named('Mẫu: Hàng rào xanh');
      await people.neighbour.get(`/api/models/${model.id}/likely-duplicates`).expect(404);
      const body = { candidateId: randomUUID(), answer: 'different', reason: 'x' };
      expect((await put('officer', model, 'duplicate-answers', body).expect(422)).body.errors).toMatchObject([
        { pointer: '/candidateId' },
      ]);
      await put('supervisor', model, 'duplicate-answers', body).expect(403);
    });
  });
});
