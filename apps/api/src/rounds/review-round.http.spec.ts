import { ModelActs } from '../../../../libs/usecases/src/testing/model-acts.js';
import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/rounds - the yearly review of the models, as its people see it (D1.5)', () => {
  let api: TestApi;
  let administrator: Official;
  let commune: Official;
  let province: Official;
  let roundId: string;
  const models: { id: string; code: string }[] = [];
  const clock = new TestClock();
  clock.set('2026-03-02');

  beforeAll(async () => {
    api = await openTestApi({ seeded: true, clock });
    const { sql } = api.records;
    const acts = new ModelActs(api.records, clock);
    const [front, above] = [await acts.actor('fatherlandFront/30076@2025'), await acts.actor('fatherlandFront/82@2025')];
    const place = await acts.territory('30076@2025');
    for (let n = 0; n < 4; n++) models.push(await acts.operating(front, above, place));
    for (const selfManaged of [false, true]) {
      const paused = await acts.operating(front, above, place, { selfManaged });
      models.push(await acts.step(paused, 'suspend', front, { reason: 'Lũ', suspendedUntil: '2026-12-01' }, acts.paper(front)));
    }
    const board = await sql.row<{ id: string }>(
      `SELECT organisation_id AS id FROM posts WHERE role = 'administrator' AND valid @> '2026-03-02'::date AND organisation_id <> $1`,
      [api.world.board],
    );
    clock.set('2026-09-01');
    administrator = await officialOf(api, board!.id, 'administrator');
    commune = await officialOf(api, front.post.organisationId, 'head');
    province = await officialOf(api, above.post.organisationId, 'head');
  }, 120_000);
  // Closing asks the history checker.
  afterAll(() => api.close());

  const round = async (by = province) => (await by.get(`/api/rounds/${roundId}`).expect(200)).body;

  it('is opened by an administrator, once, and only for a year that has come', async () => {
    await commune.post('/api/rounds', { kind: 'modelReview', year: 2026 }).expect(403);
    const early = await administrator.post('/api/rounds', { kind: 'modelReview', year: 2027 }).expect(422);
    expect(early.body.errors).toEqual([expect.objectContaining({ pointer: '/year', source: 'D1.5' })]);
    // What an import opens is not opened by hand.
    await administrator.post('/api/rounds', { kind: 'modelReviewBacklog', year: 2026 }).expect(400);
    const opened = await administrator.post('/api/rounds', { kind: 'modelReview', year: 2026 }).expect(201);
    roundId = opened.body.id;
    expect(opened.body).toMatchObject({ kind: 'modelReview', expectedInAll: 4, rule: { key: 'modelReview' }, closedOn: null });
    const again = await administrator.post('/api/rounds', { kind: 'modelReview', year: 2026 }).expect(409);
    expect(again.body.detail).toContain('opened before');
  });

  it('shows how far it has come, its three due days, and how many were left out why', async () => {
    const { body } = await province.get(`/api/rounds/${roundId}`).expect(200);
    expect(body).toMatchObject({
      expected: 4,
      review: {
        expected: 4,
        selfAssessed: 0,
        appraised: 0,
        concluded: 0,
        cancelled: 0,
        late: 0,
        overdue: 0,
        leftOut: [{ reason: 'suspended', models: 2 }],
      },
    });
    expect(body.deadlines.map(({ duty, dueOn }: { duty: string; dueOn: string }) => [duty, dueOn])).toEqual([
      ['selfAssess', '2026-09-30'],
      ['appraise', '2026-10-25'],
      ['conclude', '2026-11-10'],
    ]);
  });

  it('lists who was left out, page by page, to those who may see them', async () => {
    const { body } = await province.get(`/api/rounds/${roundId}/left-out?limit=1`).expect(200);
    // The self-managed first, though its code comes later (D1.1).
    expect(body.items).toMatchObject([{ model: { id: models[5]!.id, code: models[5]!.code }, reason: 'suspended' }]);
    const rest = await province
      .get(`/api/rounds/${roundId}/left-out?limit=1&cursor=${encodeURIComponent(body.next)}`)
      .expect(200);
    expect(rest.body).toMatchObject({ items: [{ model: { id: models[4]!.id }, reason: 'suspended' }], next: null });
    const file = await province.get(`/api/rounds/${roundId}/left-out`).set('Accept', 'text/csv').set('Accept-Language', 'vi');
    expect(file.text.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFMã mô hình,Tên mô hình,Cơ quan chủ trì,Lý do',
      expect.stringMatching(new RegExp(`^${models[5]!.code},.*,Đang tạm dừng$`)),
    ]);
    expect((await province.get(`/api/rounds/${roundId}/left-out?reason=reviewOpen`).expect(200)).body.items).toEqual([]);
    await province.get(`/api/rounds/${roundId}/left-out?reason=laziness`).expect(400);
    await province.get(`/api/rounds/0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b/left-out`).expect(404);
    const farmers = await officialOf(
      api,
      (await api.records.sql.row<{ id: string }>(`SELECT id FROM organisations WHERE seed_key = 'farmersUnion/82@2025'`))!.id,
      'head',
    );
    expect((await farmers.get(`/api/rounds/${roundId}/left-out`).expect(200)).body.items).toEqual([]);
    expect((await round(farmers)).review).toMatchObject({ expected: 0, leftOut: [] });
  });

  it('each owner finds the duty on its desk', async () => {
    const { body } = await commune.get(`/api/obligations?mine=owe&roundId=${roundId}`).expect(200);
    expect(body.items).toHaveLength(4);
    expect(body.items[0]).toMatchObject({ kind: 'modelDuty', duty: 'selfAssess', roundId, dueOn: '2026-09-30', status: 'open' });
  });

  it('the file of a model is shown as it stood on a day, never of a day to come or before it was drafted', async () => {
    const url = `/api/models/${models[0]!.id}`;
    const today = (await commune.get(url).expect(200)).body;
    expect(today).toMatchObject({ stage: { life: 'selfAssessing' }, file: { asOf: '2026-09-01' } });
    const before = (await commune.get(`${url}?asOf=2026-08-31`).expect(200)).body;
    expect(before).toMatchObject({ stage: { life: 'operating' }, reviews: [], file: { asOf: '2026-08-31' } });
    expect(today.file.duties[0]).toMatchObject({ duty: 'selfAssess', status: 'open' });
    expect((await commune.get(`${url}?asOf=2026-09-02`).expect(422)).body.errors[0].pointer).toBe('/asOf');
    expect((await commune.get(`${url}?asOf=2026-03-01`).expect(404)).body.detail).toContain('had not been drafted');
    await commune.get(`${url}?asOf=2026-02-30`).expect(400);
    await commune.get(`${url}?asof=2026-08-31`).expect(400);
  });

  it('is bound to another edition of the rule while it runs: its days move, told with their cause; whoever is under review stays', async () => {
    const { body: rules } = await administrator.get('/api/rules?ruleKey=modelReview').expect(200);
    const body = structuredClone(rules.items[0].body);
    body.steps.selfAssess.due = { month: 10, day: 5 };
    body.scope = { kinds: ['farmersUnion'] };
    body.extension = { maxDays: 2, maxTimes: 1 };
    const edition = { ruleKey: 'modelReview', validFrom: '2026-09-02', source: 'Mẫu: công văn dời hạn rà soát', body };
    const ruleEditionId = (await administrator.post('/api/rules', edition).expect(201)).body.id as string;
    const reason = 'Mẫu: lũ về sớm';
    const of = `/api/rounds/${roundId}/rebinding`;
    const { headers } = await administrator.get(`/api/rounds/${roundId}`).expect(200);
    const reports = (await administrator.get('/api/rules?ruleKey=annualReport.modelResults').expect(200)).body.items[0]
      .id as string;
    const refused = await administrator.post(of, { ruleEditionId: reports, reason }, headers['etag']).expect(422);
    expect(refused.body.errors[0].detail).toContain('modelReview');
    await commune.post(of, { ruleEditionId, reason }, headers['etag']).expect(403);

    const rebound = await administrator.post(of, { ruleEditionId, reason }, headers['etag']).expect(200);
    expect(rebound.body).toMatchObject({
      rule: { key: 'modelReview', validFrom: '2026-09-02' },
      dataClosesOn: null,
      expectedInAll: 4,
    });
    expect(
      rebound.body.deadlines.map(({ duty, dueOn, originalDueOn }: Record<string, string>) => [duty, dueOn, originalDueOn]),
    ).toEqual([
      ['selfAssess', '2026-10-05', '2026-09-30'],
      ['appraise', '2026-10-25', '2026-10-25'],
      ['conclude', '2026-11-10', '2026-11-10'],
    ]);
    const [owed] = (await commune.get(`/api/obligations?mine=owe&roundId=${roundId}`).expect(200)).body.items;
    expect(owed).toMatchObject({ duty: 'selfAssess', dueOn: '2026-10-05' });
    // The limits of extensions are those of the new edition.
    const seen = await commune.get(`/api/obligations/${owed.id}`).expect(200);
    await commune
      .post(`/api/obligations/${owed.id}/extensions`, { toDueOn: '2026-10-08', reason }, seen.headers['etag'])
      .expect(422);
    const { body: ledger } = await administrator.get(`/api/deadlines/${rebound.body.deadlines[0].id}/ledger`).expect(200);
    const ahead = ledger.rungs.filter(
      ({ revision, outcome }: { revision: number; outcome: string | null }) => revision === 2 && !outcome,
    );
    expect(ahead.map(({ rung }: { rung: string }) => rung)).toContain('moved');
    await administrator.post(of, { ruleEditionId, reason }, rebound.headers['etag']).expect(409);
  });
});
