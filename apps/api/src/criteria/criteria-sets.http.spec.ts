import { readFileSync } from 'node:fs';
import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';
import { organisationOf, signerOf, territoryOf } from '../testing/seeded.js';

const read = (file: string) => JSON.parse(readFileSync(`infra/seeds/data/criteria/${file}.sample.json`, 'utf8')) as object;

describe('apps/api/criteria - one guidance for all organisations of the province (D3.5)', () => {
  let api: TestApi;
  let province: string;
  let commune: string;
  let front: Official;
  let women: Official;
  let villager: Official;
  let issuers: { organisationId: string; signerPostId: string }[];
  const clock = new TestClock();
  clock.set('2026-11-23');

  const territory = (key: string) => territoryOf(api, key);
  const organisation = (key: string) => organisationOf(api, key);

  beforeAll(async () => {
    api = await openTestApi({ seeded: true, clock });
    province = await territory('82@2025');
    commune = await territory('30076@2025');
    const [frontId, womenId] = [await organisation('fatherlandFront/82@2025'), await organisation('womensUnion/82@2025')];
    front = await officialOf(api, frontId, 'head');
    women = await officialOf(api, womenId, 'head');
    villager = await officialOf(api, await organisation('fatherlandFront/30076@2025'), 'head');
    issuers = await Promise.all(
      [frontId, womenId].map(async (organisationId) => ({
        organisationId,
        signerPostId: await signerOf(api, { organisationId }),
      })),
    );
  });
  afterAll(() => api.close());

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const draft = (spoil: (body: any) => void = () => undefined) => {
    const { areas: _, ...body } = structuredClone(read('what-is-an-effective-model')) as { areas?: string[] };
    const asked = { ...body, areaIds: [province] };
    spoil(asked);
    return asked;
  };
  const order = (over: object = {}) => ({
    number: '05-HDLT/MTTQ-ĐT',
    issuedOn: '2026-11-20',
    inForceFrom: '2026-12-01',
    issuers,
    ...over,
  });
  const inForce = (day: string) =>
    villager.get(`/api/criteria-sets/in-force?kind=whatIsAnEffectiveModel&territoryId=${commune}&asOf=${day}`).expect(200);
  const revise = async (url: string, etag: string | null, body: object) => {
    const call = api.http.patch(url).set('Authorization', await api.tokenForPost(issuers[0]!.signerPostId));
    return (etag ? call.set('If-Match', etag) : call).send(body);
  };

  it('is drafted, revised, issued together, read by everybody, and replaced by the next', async () => {
    const drafted = await front.post('/api/criteria-sets', draft()).expect(201);
    const url = drafted.headers['location'] as string;
    expect(drafted.body).toMatchObject({
      status: 'draft',
      isSample: true,
      revision: 1,
      number: null,
      issuers: [],
      validities: [],
    });
    expect(drafted.body.draftedBy.id).toBe(issuers[0]!.organisationId);

    const criteria = drafted.body.criteria.map((criterion: { code: string; weight: number }) =>
      criterion.code === 'lasting' ? { ...criterion, weight: 20 } : criterion,
    );
    expect((await revise(url, null, { criteria })).status).toBe(428);
    const revised = await revise(url, '"r1"', { criteria });
    expect([revised.status, revised.headers['etag']]).toEqual([200, '"r2"']);
    expect((await revise(url, '"r1"', { criteria })).status).toBe(412);

    expect((await inForce('2026-12-01')).body.items).toEqual([]);
    // Drafted by the front, put in force by the union that issues it with the front.
    const issued = await women.post(`${url}/issue`, order(), '"r2"').expect(200);
    expect(issued.body).toMatchObject({ status: 'issued', number: '05-HDLT/MTTQ-ĐT', inForceFrom: '2026-12-01', revision: 3 });
    expect(issued.body.issuers.map(({ organisation: { id } }: { organisation: { id: string } }) => id)).toEqual(
      issuers.map(({ organisationId }) => organisationId),
    );
    expect((await inForce('2026-11-30')).body.items).toEqual([]);
    expect((await inForce('2026-12-01')).body.items.map(({ id }: { id: string }) => id)).toEqual([drafted.body.id]);
    expect((await revise(url, '"r3"', { isSample: false })).status).toBe(409);
    await women.post(`${url}/issue`, order({ number: '6' }), '"r3"').expect(409);

    const next = await front
      .post(
        '/api/criteria-sets',
        draft((body) => {
          body.criteria = body.criteria.filter(({ code }: { code: string }) => code !== 'spreading');
          body.criteria.push({ ...body.criteria[0], code: 'digital' });
        }),
      )
      .expect(201);
    const compared = await villager.get(`${url}/comparison?with=${next.body.id}`).expect(200);
    const codes = (list: { code: string }[]) => list.map(({ code }) => code);
    expect([codes(compared.body.added), codes(compared.body.removed)]).toEqual([['digital'], ['spreading']]);
    expect(compared.body.changed).toMatchObject([
      { code: 'lasting', parts: ['weight'], from: { weight: 20 }, to: { weight: 15 } },
    ]);
    expect(compared.body.unchanged).toHaveLength(6);
    const asFile = async (path: string) =>
      (await villager.get(path).set('Accept', 'text/csv').set('Accept-Language', 'vi').expect(200)).text.split('\r\n');
    const lines = await asFile(`${url}/comparison?with=${next.body.id}`);
    expect(lines[0]).toContain('Mã tiêu chí,Thay đổi,Phần thay đổi,Trước: tiêu chí,Trước: trọng số');
    expect(lines.slice(1, 4).map((line) => line.split(',').slice(0, 3))).toEqual([
      ['digital', 'Thêm mới', ''],
      ['spreading', 'Bỏ', ''],
      ['lasting', 'Sửa đổi', 'trọng số'],
    ]);
    expect(lines).toHaveLength(11);
    const sets = await asFile('/api/criteria-sets?status=issued');
    expect(sets[1]).toContain('Thế nào là mô hình hiệu quả,Đã ban hành,');
    expect([sets.length, sets[1]!.includes('05-HDLT/MTTQ-ĐT')]).toEqual([3, true]);

    await front.post(`${next.headers['location']}/issue`, order({ number: '7', inForceFrom: '2027-01-01' }), '"r1"').expect(200);
    clock.set('2027-01-01');
    expect((await villager.get(url).expect(200)).body).toMatchObject({
      status: 'superseded',
      validities: [{ to: '2026-12-31', endedById: next.body.id }],
    });
    const listed = await villager.get('/api/criteria-sets?kind=whatIsAnEffectiveModel&status=superseded').expect(200);
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toEqual([drafted.body.id]);
    const first = await villager.get('/api/criteria-sets?limit=1').expect(200);
    expect(first.body.items[0].id).toBe(next.body.id);
    const second = await villager.get(`/api/criteria-sets?limit=1&cursor=${encodeURIComponent(first.body.next)}`).expect(200);
    expect([second.body.items[0].id, second.body.next]).toEqual([drafted.body.id, null]);
    clock.set('2026-11-23');
  });

  it('two kinds are not compared, nor is a set with none', async () => {
    const { areas: _, ...body } = read('what-is-a-model') as { areas?: string[] };
    const other = await front.post('/api/criteria-sets', { ...body, areaIds: [province] }).expect(201);
    const mine = await front.post('/api/criteria-sets', draft()).expect(201);
    for (const id of [other.body.id, province])
      expect(
        (await front.get(`/api/criteria-sets/${mine.body.id}/comparison?with=${id}`).expect(422)).body.errors[0].pointer,
      ).toBe('/with');
    await front.get(`/api/criteria-sets/${province}/comparison?with=${mine.body.id}`).expect(404);
    await front.get(`/api/criteria-sets/${province}`).expect(404);
  });

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  it.each<[string, (body: any) => void, number, string]>([
    ['an unknown kind', (body) => (body.kind = 'whatever'), 400, '/kind'],
    ['a name in one language', (body) => delete body.name.en, 400, '/name/en'],
    ['a source of blanks', (body) => (body.source = '  '), 400, '/source'],
    ['a weight as text', (body) => (body.criteria[0].weight = '25'), 400, '/criteria/0/weight'],
    ['a misspelt field', (body) => (body.criteria[0].wieght = 25), 400, '/criteria/0/wieght'],
    ['a NUL in the words', (body) => (body.criteria[0].words.vi = 'a\u0000'), 400, '/criteria/0/words/vi'],
    ['a field of life that is none', (body) => (body.criteria[0].fields = ['sport']), 400, '/criteria/0/fields'],
    ['the same province twice', (body) => body.areaIds.push(body.areaIds[0]), 400, '/areaIds'],
    ['criteria that are no list', (body) => (body.criteria = {}), 400, '/criteria'],
    ['a criterion that is nothing', (body) => (body.criteria[0] = null), 400, '/criteria'],
    ['101 criteria', (body) => (body.criteria = Array.from({ length: 101 }, () => body.criteria[0])), 400, '/criteria'],
    ['a commune as area', (body) => (body.areaIds = [commune]), 422, '/areaIds/0'],
    ['two criteria of one code', (body) => (body.criteria[1].code = body.criteria[0].code), 422, '/criteria/1/code'],
    ['a scale upside down', (body) => (body.criteria[0].scale = { min: 5, max: 1, step: 1 }), 422, '/criteria/0/scale/max'],
    ['a gap between bands', (body) => (body.bands[1].to = 60), 422, '/bands/2/from'],
    ['no band', (body) => (body.bands = []), 422, '/bands'],
  ])('a draft with %s is refused at its pointer, in both languages', async (_, spoil, status, pointer) => {
    const words = async (language: string) => {
      const refused = await front.post('/api/criteria-sets', draft(spoil)).set('Accept-Language', language).expect(status);
      const error = refused.body.errors.find((told: { pointer: string }) => told.pointer === pointer);
      return error?.detail as string | undefined;
    };
    const [vi, en] = [await words('vi'), await words('en')];
    expect([typeof vi, typeof en, vi === en]).toEqual(['string', 'string', false]);
  });

  it.each<[string, () => object, number, string]>([
    ['a day of issue in the future', () => order({ issuedOn: '2026-11-24' }), 422, '/issuedOn'],
    ['a day that does not exist', () => order({ issuedOn: '2026-02-29' }), 400, '/issuedOn'],
    ['a first day before the issue', () => order({ inForceFrom: '2026-11-19' }), 422, '/inForceFrom'],
    ['no number', () => order({ number: ' ' }), 400, '/number'],
    ['nobody that issues it', () => order({ issuers: [] }), 422, '/issuers'],
    ['an issuer twice', () => order({ issuers: [issuers[0], issuers[0]] }), 422, '/issuers/1/organisationId'],
    [
      'an organisation that is none',
      () => order({ issuers: [issuers[0], { ...issuers[1]!, organisationId: province }] }),
      422,
      '/issuers/1/organisationId',
    ],
    [
      'a commune’s organisation',
      () => order({ issuers: [issuers[0], { organisationId: villager.organisationId, signerPostId: issuers[0]!.signerPostId }] }),
      422,
      '/issuers/1/organisationId',
    ],
    [
      'the signature of another organisation',
      () => order({ issuers: [issuers[0], { ...issuers[1]!, signerPostId: issuers[0]!.signerPostId }] }),
      422,
      '/issuers/1/signerPostId',
    ],
  ])('an order to issue with %s is refused at its pointer, in both languages', async (_, asked, status, pointer) => {
    const made = await front
      .post(
        '/api/criteria-sets',
        draft((body) => (body.kind = 'whatIsAModel')),
      )
      .expect(201);
    const words = async (language: string) => {
      const refused = await front
        .post(`/api/criteria-sets/${made.body.id}/issue`, asked(), '"r1"')
        .set('Accept-Language', language)
        .expect(status);
      return refused.body.errors.find((told: { pointer: string }) => told.pointer === pointer)?.detail as string | undefined;
    };
    const [vi, en] = [await words('vi'), await words('en')];
    expect([typeof vi, typeof en, vi === en]).toEqual(['string', 'string', false]);
  });

  it('an officer reads and does not draft; a neighbour neither revises nor issues what is not its own', async () => {
    const officer = await api.tokenFor('officer');
    await api.http.get('/api/criteria-sets').set('Authorization', officer).expect(200);
    await api.http.post('/api/criteria-sets').set('Authorization', officer).send(draft()).expect(403);
    const made = await women.post('/api/criteria-sets', draft()).expect(201);
    expect((await revise(`/api/criteria-sets/${made.body.id}`, '"r1"', { isSample: false })).status).toBe(403);
    await villager.post(`/api/criteria-sets/${made.body.id}/issue`, order(), '"r1"').expect(403);
    const administrator = await officialOf(api, api.world.board, 'administrator');
    await administrator.post(`/api/criteria-sets/${made.body.id}/issue`, order(), '"r1"').expect(422);
  });

  it('whoever drafts puts nothing in force in the name of others, nor by the signature of an officer', async () => {
    const made = await villager.post('/api/criteria-sets', draft()).expect(201);
    const url = `/api/criteria-sets/${made.body.id}`;
    await villager.post(`${url}/issue`, order({ number: '8' }), '"r1"').expect(403);
    const officers = await api.records.sql.rows<{ id: string }>(
      `SELECT id FROM posts WHERE organisation_id = $1 AND role = 'officer'`,
      [front.organisationId],
    );
    const byOfficer = [{ organisationId: front.organisationId, signerPostId: officers[0]!.id }];
    const signed = order({ number: '8', inForceFrom: '2028-01-01', issuers: byOfficer });
    expect((await front.post(`${url}/issue`, signed, '"r1"').expect(422)).body.errors).toMatchObject([
      { pointer: '/issuers/0/signerPostId', detail: expect.stringContaining('head or supervisor') },
    ]);
    expect((await villager.get(url).expect(200)).body).toMatchObject({ status: 'draft', revision: 1 });
  });

  it('an empty list of provinces is told how many it must hold', async () => {
    const refused = await front.post('/api/criteria-sets', { ...draft(), areaIds: [] }).expect(400);
    expect(refused.body.errors).toMatchObject([{ pointer: '/areaIds', detail: 'Must be a list of 1 to 10 items.' }]);
  });

  it.each([
    ['no kind', `territoryId=0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b`, '/kind'],
    ['no place', 'kind=whatIsAModel', '/territoryId'],
    ['a day that does not exist', `kind=whatIsAModel&territoryId=0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b&asOf=2026-02-30`, '/asOf'],
  ])('asked what is in force with %s', async (_, query, pointer) => {
    const refused = await villager.get(`/api/criteria-sets/in-force?${query}`).expect(400);
    expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });
});
