import { readTable, XLSX } from '#papers';
import request, { type Response } from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { openTestApi, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/models - the list, narrowed and taken away', () => {
  let api: TestApi;
  let officer: TestAgent;
  let supervisor: TestAgent;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    api = await openTestApi({ seeded: true });
    const as = async (who: 'officer' | 'supervisor') =>
      request.agent(await api.app.getUrl()).set('Authorization', await api.tokenFor(who)) as TestAgent;
    [officer, supervisor] = [await as('officer'), await as('supervisor')];
    const made = async (name: string, over: object = {}) => {
      const { body } = await officer
        .post('/api/models')
        .send({
          kind: 'model',
          name,
          field: 'economy',
          origin: 'need',
          selfManaged: false,
          territoryId: api.world.communes[0],
          locality: 'Ấp 1',
          members: 12,
          ...over,
        })
        .expect(201);
      ids[name] = body.id as string;
      return body as { id: string; revision: number };
    };
    const step = async (who: TestAgent, model: { id: string; revision: number }, order: object) =>
      (await who.post(`/api/models/${model.id}/steps`).set('If-Match', `"r${model.revision}"`).send(order).expect(200)).body as {
        id: string;
        revision: number;
      };
    await made('=HYPERLINK("http://x")', { origin: 'annualTarget', kind: 'goodPractice' });
    await made('Mẫu: Vườn rau', { selfManaged: true });
    let old = await step(officer, await made('Mẫu: Hội quán'), { step: 'propose' });
    old = await step(supervisor, old, {
      step: 'recognise',
      fields: { startedOn: '2019-05-01' },
      decision: {
        number: '1-QĐ',
        decidedOn: '2026-11-23',
        effectiveOn: '2026-11-23',
        signerPostId: api.world.people.supervisor.postId,
        basis: 'x',
      },
    });
  });
  afterAll(() => api.close());

  const names = async (query: string) =>
    ((await officer.get(`/api/models?${query}`).expect(200)).body.items as { name: string }[]).map(({ name }) => name);

  it.each<[string, string, string[]]>([
    ['what was raised as a target of the year (C5)', 'origin=annualTarget', ['=HYPERLINK("http://x")']],
    ['what began in a span of time', 'startedFrom=2019-01-01&startedTo=2019-12-31', ['Mẫu: Hội quán']],
    ['what began before that span', 'startedTo=2018-12-31', []],
    ['what runs and was never reviewed (C4)', 'neverReviewed=true', ['Mẫu: Hội quán']],
    ['what was reviewed', 'neverReviewed=false', []],
    ['what was last reviewed before a day, or never (C4)', 'lastReviewedBefore=2025-01-01', ['Mẫu: Hội quán']],
    ['what was judged effective', 'verdict=effective', []],
    ['what was consolidated', 'hasHeir=true', []],
    ['what was taken over from a register', 'imported=true', []],
    ['what nobody owes a duty late', 'overdueDuties=true', []],
    ['several at once', 'kind=model&imported=false&hasHeir=false&overdueDuties=false&selfManaged=true', ['Mẫu: Vườn rau']],
  ])('%s', async (_, query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it('of the organisation that founded it', async () => {
    expect(await names(`foundingOrganisationId=${api.world.fronts[0]}`)).toHaveLength(3);
    expect(await names(`foundingOrganisationId=${api.world.fronts[1]}`)).toEqual([]);
  });

  it('what somebody owes a duty late', async () => {
    // The proposal of one is left lying until its day has passed.
    const { body } = await officer
      .post(`/api/models/${ids['Mẫu: Vườn rau']}/steps`)
      .set('If-Match', '"r1"')
      .send({ step: 'propose' })
      .expect(200);
    expect(body.stage.life).toBe('proposed');
    expect(await names('overdueDuties=true')).toEqual([]);
    api.clock.set('2027-10-01');
    expect(await names('overdueDuties=true')).toContain('Mẫu: Vườn rau');
    api.clock.set('2026-11-23');
  });

  it.each(['startedFrom=2026-02-30', 'neverReviewed=perhaps', 'verdict=fine', 'foundingOrganisationId=x'])(
    'bad input: %s',
    async (query) => {
      const refused = await officer.get(`/api/models?${query}`).expect(400);
      expect(refused.body.errors).toHaveLength(1);
    },
  );

  const bytes = (response: Response, done: (error: Error | null, body: Buffer) => void) => {
    const parts: Buffer[] = [];
    (response as unknown as NodeJS.ReadableStream)
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => done(null, Buffer.concat(parts)));
  };
  const taken = (accept: string, query = '', language = 'vi') =>
    officer.get(`/api/models?${query}`).set('Accept', accept).set('Accept-Language', language).buffer().parse(bytes).expect(200);

  it.each(['text/csv', XLSX])(
    'as %s: exactly what is filtered, in the order of the list, with nothing that runs',
    async (accept) => {
      const answer = await taken(accept);
      expect(answer.headers).toMatchObject({
        'content-language': 'vi',
        'content-disposition': expect.stringMatching(/^attachment; filename="models-2026-11-23\.(csv|xlsx)"/),
      });
      const table = await readTable(answer.body as Buffer);
      expect(table.headings.slice(0, 4)).toEqual(['Mã mô hình', 'Tên mô hình', 'Loại', 'Lĩnh vực']);
      const column = (heading: string) => table.rows.map(({ cells }) => cells[table.headings.indexOf(heading)]!.text);
      const injected = accept === 'text/csv' ? `'=HYPERLINK("http://x")` : '=HYPERLINK("http://x")';
      expect(column('Tên mô hình')).toEqual(['Mẫu: Vườn rau', injected, 'Mẫu: Hội quán']);
      expect(column('Tình trạng')[2]).toBe('Đang hoạt động');
      expect(column('Ngày hoạt động')[2]).toBe(accept === 'text/csv' ? '2019-05-01' : '01/05/2019');
      expect(column('Số thành viên')).toEqual(['12', '12', '12']);
      const narrowed = await readTable((await taken(accept, 'startedFrom=2019-01-01', 'en')).body as Buffer);
      expect([narrowed.headings[1], narrowed.rows.length]).toEqual(['Name of the model', 1]);
    },
  );

  it('of thousands comes whole, whatever a page holds', async () => {
    await api.records.inTransaction(async (tx) => {
      await tx.affected(
        `WITH made AS (
           INSERT INTO models (id, code, kind, name, origin, self_managed, founding_organisation_id, owner_organisation_id, territory_id, life, spread, honour, machine_version, created_at)
           SELECT gen_random_uuid(), format('MH-X-%s', n), 'model', format('Mẫu: %s', n % 97), 'need', n % 2 = 0, $1, $1, $2, 'drafting', 'local', 'none', 1, '2026-11-23'
           FROM generate_series(1, 11000) n RETURNING id)
         INSERT INTO journal (stream, stream_id, kind, at, body)
         SELECT 'model', id, 'modelDrafted', '2026-11-23', '{"from": null, "to": {"life": "drafting", "spread": "local", "honour": "none"}}' FROM made`,
        [api.world.fronts[0], api.world.communes[0]],
      );
    });
    const table = await readTable((await taken(XLSX, 'search=Mẫu')).body as Buffer);
    expect(table.rows).toHaveLength(11_002);
    expect(new Set(table.rows.map(({ cells }) => cells[0]!.text)).size).toBe(11_002);
    const csv = await readTable((await taken('text/csv', 'search=Mẫu')).body as Buffer);
    expect(csv.rows.map(({ cells }) => cells[0]!.text)).toEqual(table.rows.map(({ cells }) => cells[0]!.text));
  });
});
