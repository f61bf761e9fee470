import { XLSX } from '#papers';
import request from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { openTestApi, type TestApi } from '../testing/open-test-api.js';
import { tableOf } from '../testing/table-of.js';

type Who = 'officer' | 'head' | 'supervisor' | 'administrator';
interface Held {
  id: string;
  revision: number;
}

const FORMULA = '=HYPERLINK("http://x")';
describe('apps/api/door - every list as a file', () => {
  let api: TestApi;
  const people = {} as Record<Who, TestAgent>;
  const at: Record<string, string> = {};
  let number = 0;

  beforeAll(async () => {
    api = await openTestApi({ seeded: true });
    for (const who of ['officer', 'head', 'supervisor', 'administrator'] as const)
      people[who] = request.agent(await api.app.getUrl()).set('Authorization', await api.tokenFor(who)) as TestAgent;
    const step = async (who: Who, model: Held, name: string, fields: object, decides = false) =>
      (
        await people[who]
          .post(`/api/models/${model.id}/steps`)
          .set('If-Match', `"r${model.revision}"`)
          .send({ step: name, fields, ...(decides && { decision: paper() }) })
          .expect(200)
      ).body as Held;
    const paper = () => ({
      number: `${++number}-QĐ/MTTQ`,
      decidedOn: '2026-11-23',
      effectiveOn: '2026-11-23',
      signerPostId: api.world.people.supervisor.postId,
      basis: 'Tờ trình',
    });
    const draft = {
      kind: 'model',
      name: FORMULA,
      field: 'economy',
      origin: 'need',
      selfManaged: true,
      territoryId: api.world.communes[0],
      locality: 'Ấp 1',
    };
    let model = (await people.officer.post('/api/models').send(draft).expect(201)).body as Held;
    at['id'] = model.id;
    model = await step('officer', model, 'propose', {});
    model = await step('supervisor', model, 'recognise', { startedOn: '2026-01-01' }, true);
    model = await step('officer', model, 'openReview', { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
    model = await step('head', model, 'submitSelfAssessment', { selfScore: 95, selfAssessment: 'Đạt' });
    model = await step('supervisor', model, 'appraise', { appraisedScore: 95, verdict: 'exemplary' });
    model = await step('supervisor', model, 'continueOperation', { conclusion: 'Duy trì' });
    model = await step('officer', model, 'nominate', {
      achievement: '+12 km đường hoa',
      achievedFrom: '2026-01-01',
      achievedTo: '2026-10-31',
      commendationForm: 'certificateOfMerit',
      nomineeKind: 'collective',
      nomineeRole: 'Tổ Lê Lợi',
    });
    const targets = [{ territoryId: api.world.communes[1] }];
    model = await step('supervisor', model, 'planReplication', { replicationTargets: targets, replicateBy: '2027-06-30' }, true);
    const record = async (what: string, body: object) =>
      (
        await people.officer
          .post(`/api/models/${model.id}/${what}`)
          .set('If-Match', ((await people.officer.get(`/api/models/${model.id}`)).headers as Record<string, string>)['etag']!)
          .send(body)
          .expect(201)
      ).body as Held;
    await record('members', { onDay: '2026-11-01', kind: 'households', count: 28, note: '@ghi chú' });
    await record('money', { onDay: '2026-11-01', source: 'stateBudget', amount: 69_000_000 });
    await record('documents', {
      kind: 'minutes',
      title: '-Biên bản',
      number: '05/BB',
      datedOn: '2026-11-01',
      issuer: 'Ban công tác',
    });
    const register = [
      ['Tên mô hình', 'Lĩnh vực', 'Xã, phường', 'Ngày hoạt động'],
      ['=1+1', 'Kinh tế', 'Xã Mẫu Một', 'hôm qua'],
      ['Mẫu: Vườn rau', 'Kinh tế', 'Xã Mẫu Một', '01/04/2021'],
    ]
      .map((cells) => `${cells.join(';').replace('Xã, phường', '"Xã, phường"')}\r\n`)
      .join('');
    const file = await people.officer
      .post('/api/model-imports?name=so.csv')
      .set('Content-Type', 'text/csv')
      .send(Buffer.from(`\uFEFF${register}`))
      .expect(201);
    at['import'] = (file.body as Held).id;
  });
  afterAll(() => api.close());

  const taken = (path: string, accept: string, language = 'vi') =>
    tableOf(
      people.supervisor
        .get(path.replace(/:(\w+)/g, (_, name: string) => at[name]!))
        .set('Accept', accept)
        .set('Accept-Language', language),
    );
  const stays = (text: string, accept: string) => (accept === XLSX ? text : `'${text}`);

  const lists: [string, string, string, Record<string, string>, [string, string]][] = [
    [
      '/api/obligations?modelId=:id&standing=owed',
      'obligations-',
      'Nhiệm vụ',
      { 'Tên mô hình': FORMULA, 'Tình trạng': 'Chưa thực hiện' },
      ['Duty', 'Owed by'],
    ],
    [
      '/api/commendations',
      'commendations-',
      'Mã mô hình',
      { 'Thành tích': '+12 km đường hoa', 'Hình thức': 'Giấy khen', 'Vai trò, tập thể': 'Tổ Lê Lợi' },
      ['Code', 'Name of the model'],
    ],
    [
      '/api/replication-targets',
      'replication-targets-',
      'Mã mô hình',
      { 'Tên mô hình': FORMULA, 'Địa phương nhân rộng': 'Xã Mẫu Hai', 'Tình trạng': 'Chờ địa phương trả lời' },
      ['Code', 'Name of the model'],
    ],
    ['/api/models/:id/journal', 'journal-', 'Số thứ tự', { 'Việc đã làm': 'Lưu văn bản vào hồ sơ' }, ['No.', 'When']],
    [
      '/api/models/:id/members',
      'members-',
      'Ngày',
      { Loại: 'Hộ', 'Số lượng': '28', 'Ghi chú': '@ghi chú', 'Hiệu lực': 'Còn hiệu lực' },
      ['Day', 'Kind'],
    ],
    ['/api/models/:id/money', 'money-', 'Ngày', { Nguồn: 'Ngân sách nhà nước', 'Số tiền (đồng)': '69000000' }, ['Day', 'Source']],
    ['/api/models/:id/documents', 'documents-', 'Loại', { Loại: 'Biên bản', 'Trích yếu': '-Biên bản' }, ['Kind', 'Number']],
    [
      '/api/model-imports/:import/rows',
      'import-rows-',
      'Dòng',
      { 'Kết quả': 'Có lỗi', 'Tên mô hình': '=1+1' },
      ['Row', 'Outcome'],
    ],
  ];

  it.each(lists.flatMap((list) => ['text/csv', XLSX].map((accept) => [list[0], accept, list] as const)))(
    '%s as %s: under words, with nothing that runs',
    async (_, accept, [path, name, first, expected, english]) => {
      const { headers, headings, lines } = await taken(path, accept);
      expect(headers['content-disposition']).toContain(`filename="${name}`);
      expect(headers['content-language']).toBe('vi');
      expect(headings[0]).toBe(first);
      const shown = Object.fromEntries(
        Object.entries(expected).map(([heading, text]) => [heading, /^[=+\-@]/.test(text) ? stays(text, accept) : text]),
      );
      expect(lines).toContainEqual(expect.objectContaining(shown));
      expect((await taken(path, accept, 'en')).headings.slice(0, 2)).toEqual(english);
    },
  );

  it('is what is filtered, and no more', async () => {
    const faulty = await taken('/api/model-imports/:import/rows?outcome=fault', XLSX);
    expect(faulty.lines.map((row) => row['Tên mô hình'])).toEqual(['=1+1']);
    for (const path of ['/api/commendations?standing=decided', '/api/replication-targets?status=declined']) {
      const { text } = await people.supervisor.get(path).set('Accept', 'text/csv').set('Accept-Language', 'en').expect(200);
      expect(text).toMatch(/^\uFEFFCode,Name of the model,[^\r\n]+\r\n$/);
    }
  });

  it('names a duty in words in JSON too', async () => {
    const { items } = (await people.supervisor.get(`/api/obligations?modelId=${at['id']}&standing=owed`).expect(200)).body as {
      items: { duty: string; words: { vi: string } }[];
    };
    expect(items.map(({ words }) => words.vi)).toContainEqual(expect.stringContaining('Mô hình “=HYPERLINK("http://x")”: '));
    expect(items.every(({ duty, words }) => words.vi !== duty)).toBe(true);
  });

  it('is refused in a form there is none of, and to those who may not see it', async () => {
    await people.supervisor.get('/api/commendations').set('Accept', 'application/pdf').expect(406);
    const neighbour = request.agent(await api.app.getUrl()).set('Authorization', await api.tokenFor('neighbour'));
    for (const list of ['journal', 'members', 'money', 'documents'])
      await neighbour.get(`/api/models/${at['id']}/${list}`).set('Accept', 'text/csv').expect(404);
  });
});
