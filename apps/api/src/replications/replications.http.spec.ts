import { randomUUID } from 'node:crypto';
import { XLSX } from '#papers';
import { ReplicationsReader } from '#records';
import { AppendRuleEdition, placesForetold } from '#usecases';
import pg from 'pg';
import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';
import { tableOf } from '../testing/table-of.js';

interface Told {
  pointer?: string;
  detail: string;
  source?: string;
}
interface Place {
  id: string;
  territory: { id: string; name: string };
  receiver: { id: string; nameVi: string } | null;
  status: string;
  revision: number;
  next: string[];
}

// Details of the models below are samples; their course is that of the province (domain: real examples).
describe('apps/api/replications - a model spreads', () => {
  let api: TestApi;
  const clock = new TestClock();
  let lead: Official;
  let front: Official;
  const body: Record<string, string> = {};
  const land: Record<string, string> = {};

  beforeAll(async () => {
    api = await openTestApi({ seeded: true, clock });
    for (const { key, id } of await api.records.sql.rows<{ key: string; id: string }>(
      `SELECT seed_key AS key, id FROM organisations WHERE seed_key LIKE '%@2025'`,
    ))
      body[key] = id;
    for (const { key, id } of await api.records.sql.rows<{ key: string; id: string }>(
      `SELECT seed_key AS key, id FROM territories WHERE seed_key LIKE '%@2025'`,
    ))
      land[key.split('@')[0]!] = id;
    lead = await official('propagandaMassMobilisationBoard/82', 'supervisor');
    front = await official('fatherlandFront/82');
  });
  beforeEach(() => clock.set('2026-11-23'));
  // Closing asks the history checker.
  afterAll(() => api.close());

  const official = (key: string, role: 'officer' | 'head' | 'supervisor' = 'head') => officialOf(api, body[`${key}@2025`]!, role);
  const communes = () => Object.keys(land).filter((code) => code !== '82');
  const code = (n: number) => communes().sort()[n]!;

  let number = 0;
  async function paper(by: Official): Promise<object> {
    const signer = await api.records.sql.row<{ id: string }>(
      `SELECT id FROM posts WHERE organisation_id = $1 AND role IN ('head', 'supervisor') AND valid @> $2::date ORDER BY id LIMIT 1`,
      [by.organisationId, clock.today()],
    );
    const today = clock.today();
    return { number: `${++number}-QĐ/MTTQ`, decidedOn: today, effectiveOn: today, signerPostId: signer!.id, basis: 'Tờ trình' };
  }
  const etag = (revision: number) => `"r${revision}"`;
  const give = async (by: Official, id: string, step: string, fields: object = {}, decided = false) => {
    const { revision } = (await lead.get(`/api/models/${id}`).expect(200)).body;
    return by.post(`/api/models/${id}/steps`, { step, fields, ...(decided && { decision: await paper(by) }) }, etag(revision));
  };
  const done = async (...given: Parameters<typeof give>) => {
    const answer = await give(...given);
    if (answer.status !== 200) throw new Error(`${given[2]}: ${answer.text}`);
    return answer.body;
  };
  async function operating(by: Official, territoryId: string, name: string): Promise<string> {
    const draft = { kind: 'model', name, field: 'economy', origin: 'need', selfManaged: true, territoryId, locality: 'Ấp 1' };
    const { id } = (await by.post('/api/models', draft).expect(201)).body;
    return recognised(by, id);
  }
  async function recognised(by: Official, id: string): Promise<string> {
    await done(by, id, 'propose');
    await done(lead, id, 'recognise', { startedOn: '2026-01-15' }, true);
    return id;
  }
  async function effective(by: Official, id: string): Promise<string> {
    await done(lead, id, 'openReview', { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
    await done(by, id, 'submitSelfAssessment', { selfScore: 85, selfAssessment: 'Đạt các mục tiêu' });
    await done(lead, id, 'appraise', { appraisedScore: 85, verdict: 'effective' });
    await done(lead, id, 'continueOperation', { conclusion: 'Tiếp tục duy trì' });
    return id;
  }
  const planned = async (by: Official, id: string, targets: unknown[]) => {
    await done(by, id, 'planReplication', { replicationTargets: targets, replicateBy: '2027-06-30' }, true);
    await done(by, id, 'startReplication');
  };
  const placesOf = async (id: string): Promise<Place[]> =>
    (await lead.get(`/api/replication-targets?modelId=${id}`).expect(200)).body.items;
  const placeIn = async (id: string, territoryId: string): Promise<Place> => {
    const found = (await placesOf(id)).filter(({ territory }) => territory.id === territoryId);
    return found.find(({ status }) => status !== 'withdrawn') ?? found[0]!;
  };
  const duties = async (modelId: string, { organisationId }: { organisationId: string }) =>
    (
      await api.records.sql.rows<{ duty: string; status: string }>(
        `SELECT duty, status FROM obligations WHERE model_id = $1 AND organisation_id = $2 ORDER BY original_due_on, id`,
        [modelId, organisationId],
      )
    ).map(({ duty, status }) => [duty, status]);
  const openDuties = async (modelId: string) =>
    (
      await api.records.sql.rows<{ duty: string; body: string }>(
        `SELECT duty, organisation_id AS body FROM obligations WHERE model_id = $1 AND status IN ('open', 'returned')
           AND duty NOT IN ('planReplication', 'strengthen') ORDER BY duty`,
        [modelId],
      )
    ).map(({ duty, body: owing }) => [duty, owing]);
  const file = async (id: string, by = lead) => (await by.get(`/api/models/${id}`).expect(200)).body;
  const answer = (by: Official, place: Place, said: object, route = 'answers') =>
    by.post(`/api/replication-targets/${place.id}/${route}`, said, etag(place.revision));
  const adaptation = { kept: 'Sinh hoạt mỗi tháng, tự nguyện', changed: 'Sinh hoạt theo xóm', why: 'Ấp rộng, đi lại bằng ghe' };

  /** A place says yes, drafts its copy and has it recognised; the id of the copy. */
  async function taken(by: Official, id: string, territoryId: string, locality = 'Ấp 2'): Promise<string> {
    await answer(by, await placeIn(id, territoryId), { answer: 'accept' }).expect(200);
    return founded(by, id, territoryId, locality);
  }
  async function founded(by: Official, id: string, territoryId: string, locality = 'Ấp 2'): Promise<string> {
    const copy = (await answer(by, await placeIn(id, territoryId), { adaptation, locality }, 'copies').expect(201)).body.id;
    return recognised(by, copy);
  }

  it('“Ngày Đại đoàn kết vì cộng đồng”: the pilot in three communes succeeds, then it is replicated further', async () => {
    const id = await effective(front, await operating(front, land['82']!, 'Mẫu: Ngày Đại đoàn kết vì cộng đồng'));
    const pilots = [0, 1, 2].map(code);
    await planned(
      front,
      id,
      pilots.map((one) => land[one]!),
    );
    for (const place of await placesOf(id))
      expect(place).toMatchObject({
        status: 'pending',
        receiver: { id: body[`fatherlandFront/${pilots.find((one) => land[one] === place.territory.id)}@2025`] },
      });
    expect((await give(front, id, 'completeReplication', { replicationResult: 'Xong' })).status).toBe(409);

    const copies: string[] = [];
    for (const one of pilots) {
      const commune = await official(`fatherlandFront/${one}`);
      // Asked of it, the commune may open the file, and sees the request among those of its desk.
      expect((await file(id, commune)).name).toContain('Đại đoàn kết');
      const asked = (await commune.get('/api/replication-targets?asked=ofMe&status=pending').expect(200)).body.items;
      expect(asked.map(({ model }: { model: { id: string } }) => model.id)).toEqual([id]);
      expect(asked[0].next).toEqual(['accept', 'decline', 'askToAdapt']);
      // Its answer is owed, on the desk of the commune and nobody else's; the copy then owes its result.
      expect(await duties(id, commune)).toEqual([['answerReplication', 'open']]);
      copies.push(await taken(commune, id, land[one]!));
      expect(await duties(id, commune)).toEqual([
        ['answerReplication', 'accepted'],
        ['foundCopy', 'accepted'],
      ]);
      expect(await duties(copies.at(-1)!, commune)).toContainEqual(['reportReplicationResult', 'open']);
    }
    expect(await file(copies[0]!)).toMatchObject({
      parentId: id,
      stage: { life: 'operating', spread: 'local' },
      adaptation: { ...adaptation, targetId: (await placeIn(id, land[pilots[0]!]!)).id },
    });
    await done(await official(`fatherlandFront/${pilots[0]}`), copies[0]!, 'reportReplicationResult', {
      replicationOutcome: 'succeeded',
      replicationFindings: '90% hộ tham gia (mẫu)',
    });
    expect(await duties(copies[0]!, await official(`fatherlandFront/${pilots[0]}`))).toContainEqual([
      'reportReplicationResult',
      'accepted',
    ]);
    await done(await official(`fatherlandFront/${pilots[1]}`), copies[1]!, 'reportReplicationResult', {
      replicationOutcome: 'failed',
      replicationFindings: 'Trùng ngày chợ phiên (mẫu)',
    });
    await done(front, id, 'completeReplication', { replicationResult: 'Ba xã điểm đã ra mắt' });
    expect(await file(id)).toMatchObject({
      stage: { spread: 'replicated' },
      replicationCounts: { planned: 3, pending: 0, accepted: 0, adopted: 3, declined: 0, succeeded: 1, failed: 1 },
    });

    // Further, with one that is given up: what the first plan reached stays.
    await planned(front, id, [land[code(3)]!, land[code(4)]!]);
    const wrongWay = await give(front, id, 'abandonReplication', { reason: 'Chưa đủ kinh phí' }, true);
    expect((wrongWay.body.errors as Told[]).map(({ detail }) => detail)).toEqual(['No earlier plan was taken up']);
    await done(front, id, 'abandonFurtherReplication', { reason: 'Chưa đủ kinh phí' }, true);
    expect(await file(id)).toMatchObject({
      stage: { spread: 'replicated' },
      replicationCounts: { planned: 3, adopted: 3, pending: 0 },
    });
    const fourth = { organisationId: body[`fatherlandFront/${code(3)}@2025`]! };
    expect(await duties(id, fourth)).toEqual([['answerReplication', 'cancelled']]);
    expect((await placesOf(id)).map(({ status }) => status).sort()).toEqual([
      'adopted',
      'adopted',
      'adopted',
      'withdrawn',
      'withdrawn',
    ]);
    const journal = (await lead.get(`/api/models/${id}/journal?limit=100`).expect(200)).body.items;
    expect(journal.map(({ words }: { words: { en: string } }) => words.en)).toContain('The copy is recognised');
  });

  it('Hội quán: from one to many, copy by copy of a copy, and its lineage on any day', async () => {
    const [a, b, c, d] = [10, 11, 12, 13].map(code) as [string, string, string, string];
    const of = (one: string) => official(`farmersUnion/${one}`);
    clock.set('2026-03-02');
    const first = await effective(await of(a), await operating(await of(a), land[a]!, 'Mẫu: Canh Tân Hội quán'));
    clock.set('2026-04-01');
    await planned(await of(a), first, [land[b]!, land[c]!]);
    clock.set('2026-05-04');
    const second = await taken(await of(b), first, land[b]!);
    const third = await taken(await of(c), first, land[c]!);
    clock.set('2026-06-01');
    await effective(await of(b), second);
    await planned(await of(b), second, [land[d]!]);
    const fourth = await taken(await of(d), second, land[d]!);

    // A copy of a copy that would lead back, or to a place that has it, is refused at its pointer.
    await effective(await of(d), fourth);
    clock.set('2026-07-01');
    const refused = await give(
      await of(d),
      fourth,
      'planReplication',
      {
        replicationTargets: [land[a]!, land[b]!, land[c]!, land[d]!, randomUUID()],
        replicateBy: '2027-06-30',
      },
      true,
    );
    expect(refused.status).toBe(409);
    expect((refused.body.errors as Told[]).map(({ pointer, detail, source }) => [pointer, detail, source])).toEqual([
      ['/fields/replicationTargets/0', expect.stringContaining('would make a circle'), 'D1.3'],
      ['/fields/replicationTargets/1', expect.stringContaining('would make a circle'), 'D1.3'],
      ['/fields/replicationTargets/2', expect.stringContaining('already lives in this place'), 'D1.3'],
      ['/fields/replicationTargets/3', expect.stringContaining('own place'), 'D1.3'],
      ['/fields/replicationTargets/4', expect.stringContaining('does not exist today'), 'D1.3'],
    ]);

    // The child of an ended model lives on.
    await done(lead, second, 'terminate', { ground: 'obsolete', changeInSociety: 'Đã vào hợp tác xã', handover: [] }, true);
    clock.set('2026-11-23');
    const lineage = async (id: string, query = '', by = lead) =>
      (await by.get(`/api/models/${id}/lineage${query}`).expect(200)).body;
    const shape = ({ nodes }: { nodes: { id: string; depth: number; stage: { life: string } }[] }) =>
      nodes.map(({ id, depth, stage }) => [id, depth, stage.life]);
    expect(shape(await lineage(fourth))).toEqual([
      [first, -2, 'operating'],
      [second, -1, 'terminated'],
      [fourth, 0, 'operating'],
    ]);
    const whole = await lineage(first);
    expect(whole).toMatchObject({ asOf: '2026-11-23', truncated: false });
    expect(new Set(shape(whole).map(String))).toEqual(
      new Set([`${first},0,operating`, `${second},1,terminated`, `${third},1,operating`, `${fourth},2,operating`]),
    );
    expect(whole.nodes.find(({ id }: { id: string }) => id === second)).toMatchObject({ parentId: first, adaptation });
    expect(shape(await lineage(first, '?asOf=2026-05-04'))).toHaveLength(3);
    expect(shape(await lineage(second, '?asOf=2026-05-31'))).toEqual([
      [first, -1, 'operating'],
      [second, 0, 'operating'],
    ]);
    expect(shape(await lineage(first, '?asOf=2026-03-31'))).toEqual([[first, 0, 'operating']]);
    expect(await lineage(first, '?depth=1')).toMatchObject({ truncated: true, nodes: { length: 3 } });
    expect(await lineage(first, '?limit=2')).toMatchObject({ truncated: true, nodes: { length: 2 } });
    expect(await lineage(first, '?depth=2&limit=4')).toMatchObject({ truncated: false });
    // The same as a file; one that is not whole says so in its last line.
    for (const accept of ['text/csv', XLSX]) {
      const asked = (query = '') =>
        lead.get(`/api/models/${first}/lineage${query}`).set('Accept', accept).set('Accept-Language', 'vi');
      const { headers, lines } = await tableOf(asked());
      expect(headers['content-disposition']).toContain('filename="lineage-2026-11-23');
      expect(lines.map((line) => [line['Đời'], line['Quan hệ'], line['Nhân rộng từ'] !== '', line['Tình trạng']])).toEqual(
        expect.arrayContaining([
          ['0', 'Mô hình được hỏi', false, 'Đang hoạt động'],
          ['2', 'Nhân rộng, đời thứ 2', true, 'Đang hoạt động'],
        ]),
      );
      expect(lines).toHaveLength(4);
      expect(lines.find((line) => line['Điều chỉnh'])).toMatchObject({
        'Điều chỉnh': adaptation.changed,
        'Giữ nguyên': adaptation.kept,
      });
      expect((await tableOf(asked('?limit=2'))).lines.map((line) => line['Quan hệ']).at(-1)).toBe(
        'Còn nữa: tăng depth hoặc limit để lấy đủ',
      );
      await (await of(code(20))).get(`/api/models/${first}/lineage`).set('Accept', accept).expect(404);
    }
    // Whoever took it up sees where it came from; a neighbour sees nothing.
    expect((await lineage(third, '', await of(c))).nodes.map(({ id }: { id: string }) => id)).toEqual([first, third]);
    await (await of(code(20))).get(`/api/models/${first}/lineage`).expect(404);
    await lead.get(`/api/models/${first}/lineage?asOf=2026-02-01`).expect(404);
    await lead.get(`/api/models/${first}/lineage?asOf=2027-01-01`).expect(422);

    // The file of the first as it stood before anybody answered, between two answers, and now.
    const places = async (asOf: string) => {
      const then = (await lead.get(`/api/models/${first}?asOf=${asOf}`).expect(200)).body;
      expect(then.file.asOf).toBe(asOf);
      return {
        spread: then.stage.spread,
        counts: [then.replicationCounts.pending, then.replicationCounts.adopted, then.replicationCounts.succeeded],
        copies: then.replication.map(({ childModelId, adoptedOn }: Record<string, unknown>) => [childModelId, adoptedOn]),
      };
    };
    clock.set('2026-11-24');
    await done(await of(c), third, 'reportReplicationResult', {
      replicationOutcome: 'succeeded',
      replicationFindings: 'Duy trì',
    });
    expect(await places('2026-03-31')).toMatchObject({ spread: 'local', copies: [] });
    expect(await places('2026-04-15')).toMatchObject({
      counts: [2, 0, 0],
      copies: [
        [null, null],
        [null, null],
      ],
    });
    expect((await places('2026-05-04')).counts).toEqual([0, 2, 0]);
    expect((await places('2026-11-23')).counts).toEqual([0, 2, 0]);
    expect((await places('2026-11-24')).counts).toEqual([0, 2, 1]);
    clock.set('2026-11-23');

    // Coverage by territory, that day and before.
    const coverage = async (query = '') => (await lead.get(`/api/models/${first}/coverage${query}`).expect(200)).body;
    const province = async (query = '') =>
      (await coverage(query)).rows.find(({ unitId }: { unitId: string }) => unitId === land['82']);
    expect(await province()).toMatchObject({
      communes: 102,
      operating: 3,
      asked: 0,
      declined: 0,
      none: 99,
      models: 3,
      standing: null,
    });
    expect(await province('?asOf=2026-04-15')).toMatchObject({ operating: 1, asked: 2, none: 99 });
    const inside = (await coverage(`?unit=${land['82']}`)).rows;
    expect(inside).toHaveLength(103);
    expect(inside.find(({ unitId }: { unitId: string }) => unitId === land[c])).toMatchObject({
      standing: 'operating',
      communes: 1,
    });
    expect(inside.find(({ unitId }: { unitId: string }) => unitId === land[b])).toMatchObject({ standing: 'none' });
    const csv = await lead.get(`/api/models/${first}/coverage?unit=${land['82']}`).set('Accept', 'text/csv').expect(200);
    expect(csv.text.split('\r\n')[0]).toBe(
      '\uFEFFTerritory,Standing,Communes,With a model in operation,Asked,Declined,None,Models',
    );
    const workbook = await tableOf(
      lead.get(`/api/models/${first}/coverage?unit=${land['82']}`).set('Accept', XLSX).set('Accept-Language', 'vi'),
    );
    expect(workbook.headers['content-disposition']).toMatch(/filename="coverage-2026-11-2\d\.xlsx"/);
    expect(workbook.lines).toHaveLength(103);
    expect(workbook.lines.filter((line) => line['Tình trạng'] === 'đang hoạt động')).toHaveLength(3);
    const all = (await lead.get('/api/replications/coverage').expect(200)).body.rows.find(
      ({ unitId }: { unitId: string }) => unitId === land['82'],
    );
    expect(all.operating + all.asked + all.declined + all.none).toBe(102);
    expect(all.operating).toBeGreaterThanOrEqual(3);
  });

  it('a commune asks to adapt it: refused once with a reason, then agreed, and the copy says what it changed', async () => {
    const id = await effective(front, await operating(front, land['82']!, 'Mẫu: Camera an ninh'));
    const at = code(30);
    const commune = await official(`fatherlandFront/${at}`);
    await planned(front, id, [{ territoryId: land[at] }]);
    const bare = await answer(commune, await placeIn(id, land[at]!), { answer: 'askToAdapt' }).expect(409);
    expect((bare.body.errors as Told[]).map(({ pointer, source }) => [pointer, source])).toEqual([
      ['/reason', 'D1.3'],
      ['/changes', 'D1.3'],
    ]);
    const wish = { answer: 'askToAdapt', changes: 'Lắp ở chợ trước', reason: 'Dân cư phân tán' };
    await answer(commune, await placeIn(id, land[at]!), wish).expect(200);
    // Now the body that planned is waited for, by its own clock.
    expect(await openDuties(id)).toEqual([
      ['answerAdaptation', front.organisationId],
      ['completeReplication', front.organisationId],
    ]);
    // Who asked cannot agree; who agrees is who planned.
    await answer(commune, await placeIn(id, land[at]!), { answer: 'agree' }, 'adaptation-answers').expect(409);
    await answer(front, await placeIn(id, land[at]!), { answer: 'refuse' }, 'adaptation-answers').expect(409);
    await answer(
      front,
      await placeIn(id, land[at]!),
      { answer: 'refuse', reason: 'Chưa có kinh phí' },
      'adaptation-answers',
    ).expect(200);
    expect(await placeIn(id, land[at]!)).toMatchObject({
      status: 'pending',
      adaptation: { agreed: false, answer: 'Chưa có kinh phí' },
    });
    expect(await openDuties(id)).toEqual([
      ['answerReplication', commune.organisationId],
      ['completeReplication', front.organisationId],
    ]);
    await answer(commune, await placeIn(id, land[at]!), wish).expect(200);
    await answer(front, await placeIn(id, land[at]!), { answer: 'agree' }, 'adaptation-answers').expect(200);
    const copy = await founded(commune, id, land[at]!);
    expect(await file(copy)).toMatchObject({ parentId: id, name: 'Mẫu: Camera an ninh', adaptation });
    expect(await placeIn(id, land[at]!)).toMatchObject({ status: 'adopted', copy: { id: copy, life: 'operating' }, next: [] });
  });

  it('a commune declines with its reason; the plan then has nobody to wait for, and why no more is written down', async () => {
    const id = await effective(front, await operating(front, land['82']!, 'Mẫu: Cây xoài nhà tôi'));
    const at = code(31);
    const commune = await official(`fatherlandFront/${at}`);
    await planned(front, id, [land[at]!]);
    const place = await placeIn(id, land[at]!);
    await answer(commune, place, { answer: 'decline' }).expect(409);
    const officer = await official(`fatherlandFront/${at}`, 'officer');
    await answer(officer, place, { answer: 'accept' }).expect(403);
    await commune.post(`/api/replication-targets/${place.id}/answers`, { answer: 'accept' }).expect(428);
    await answer(await official(`fatherlandFront/${code(32)}`), place, { answer: 'accept' }).expect(404);
    await answer(commune, place, { answer: 'decline', reason: 'Không trồng xoài' }).expect(200);
    await answer(commune, place, { answer: 'accept' }).expect(412);
    expect(await placeIn(id, land[at]!)).toMatchObject({ status: 'declined', reason: 'Không trồng xoài', next: [] });
    // The purpose is over: the file is closed to it again.
    await commune.get(`/api/models/${id}`).expect(404);
    await done(front, id, 'abandonReplication', { reason: 'Không nơi nào nhận' }, true);
    await done(front, id, 'explainNoReplication', { reason: 'Chỉ hợp với vùng chuyên canh xoài' });
    expect(await file(id)).toMatchObject({
      stage: { spread: 'local' },
      replicationCounts: { planned: 1, declined: 1 },
      noReplication: { reason: 'Chỉ hợp với vùng chuyên canh xoài', writtenOn: '2026-11-23' },
    });
  });

  it('the end of a model takes its open places out; annulled, each stands where it stood, and what was asked is owed again', async () => {
    const id = await effective(front, await operating(front, land['82']!, 'Mẫu: Tổ hợp tác đan lục bình'));
    const [pending, adapting, accepting] = [
      await official(`fatherlandFront/${code(60)}`),
      await official(`fatherlandFront/${code(61)}`),
      await official(`fatherlandFront/${code(62)}`),
    ];
    await planned(front, id, [land[code(60)]!, land[code(61)]!, land[code(62)]!]);
    const ask = { answer: 'askToAdapt', changes: 'Đan tại nhà', reason: 'Chưa có nhà xưởng' };
    await answer(adapting, await placeIn(id, land[code(61)]!), ask).expect(200);
    await answer(accepting, await placeIn(id, land[code(62)]!), { answer: 'accept' }).expect(200);
    const stood = (await placesOf(id)).map(({ id: place, status }) => [place, status]).sort();

    const ending = { ground: 'obsolete', changeInSociety: 'Không còn vùng nguyên liệu', handover: [] };
    await done(lead, id, 'terminate', ending, true);
    expect(new Set((await placesOf(id)).map(({ status }) => status))).toEqual(new Set(['withdrawn']));
    expect(await duties(id, pending)).toEqual([['answerReplication', 'cancelled']]);

    await done(lead, id, 'annulTermination', { reason: 'Chưa đủ căn cứ' }, true);
    expect((await placesOf(id)).map(({ id: place, status }) => [place, status]).sort()).toEqual(stood);
    expect((await duties(id, pending)).sort()).toEqual([
      ['answerReplication', 'cancelled'],
      ['answerReplication', 'open'],
    ]);
    expect((await duties(id, accepting)).sort()).toEqual([
      ['answerReplication', 'accepted'],
      ['foundCopy', 'cancelled'],
      ['foundCopy', 'open'],
    ]);
    expect((await duties(id, front)).filter(([duty]) => duty === 'answerAdaptation').sort()).toEqual([
      ['answerAdaptation', 'cancelled'],
      ['answerAdaptation', 'open'],
    ]);
    expect(await duties(id, front)).toContainEqual(['completeReplication', 'open']);
    await founded(accepting, id, land[code(62)]!);
  });

  it('a copy that ends as ineffective has told its result; annulled, it owes it again, or what it had told before stands', async () => {
    const id = await effective(front, await operating(front, land['82']!, 'Mẫu: Câu lạc bộ đờn ca'));
    const [silent, spoken] = [await official(`fatherlandFront/${code(60)}`), await official(`fatherlandFront/${code(61)}`)];
    await planned(front, id, [land[code(60)]!, land[code(61)]!]);
    const copies = [await taken(silent, id, land[code(60)]!), await taken(spoken, id, land[code(61)]!)] as const;
    const told = { replicationOutcome: 'succeeded', replicationFindings: 'Sinh hoạt đều (mẫu)' };
    await done(spoken, copies[1], 'reportReplicationResult', told);
    for (const [by, copy] of [
      [silent, copies[0]],
      [spoken, copies[1]],
    ] as const) {
      await done(lead, copy, 'openReview', { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
      await done(by, copy, 'submitSelfAssessment', { selfScore: 30, selfAssessment: 'Ít người dự' });
      await done(lead, copy, 'appraise', { appraisedScore: 30, verdict: 'ineffective' });
      await done(lead, copy, 'terminate', { ground: 'ineffective', handover: [] }, true);
    }
    expect((await file(id)).replicationCounts).toMatchObject({ succeeded: 0, failed: 2 });
    for (const copy of copies) await done(lead, copy, 'annulTermination', { reason: 'Xếp loại chưa đúng' }, true);
    expect((await file(id)).replicationCounts).toMatchObject({ adopted: 2, succeeded: 1, failed: 0 });
    expect(await duties(copies[0], silent)).toContainEqual(['reportReplicationResult', 'open']);
    expect(await duties(copies[1], spoken)).not.toContainEqual(['reportReplicationResult', 'open']);
    // The verdict stands, so what it asks for is owed again, although the end had done it.
    expect(await duties(copies[0], front)).toContainEqual(['strengthenOrTerminate', 'open']);
    await done(silent, copies[0], 'reportReplicationResult', told);
  });

  it('two copies of one line, recognised for one place at the same instant: one lives there, the other is told why not', async () => {
    const root = await effective(front, await operating(front, land['82']!, 'Mẫu: Vườn rau an toàn'));
    await planned(front, root, [land[code(63)]!, land[code(64)]!]);
    const cousins = [];
    for (const at of [code(63), code(64)]) {
      const by = await official(`fatherlandFront/${at}`);
      const copy = await effective(by, await taken(by, root, land[at]!));
      await planned(by, copy, [land[code(65)]!]);
      cousins.push(copy);
    }
    const asked = await official(`fatherlandFront/${code(65)}`);
    const copies: string[] = [];
    for (const [parent, name] of [
      [cousins[0]!, 'Mẫu: Cánh đồng sạch'],
      [cousins[1]!, 'Mẫu: Nhà lưới hộ gia đình'],
    ] as const) {
      await answer(asked, await placeIn(parent, land[code(65)]!), { answer: 'accept' }).expect(200);
      const drafted = await answer(
        asked,
        await placeIn(parent, land[code(65)]!),
        { adaptation, name, locality: 'Ấp 3' },
        'copies',
      );
      copies.push(drafted.body.id);
      await done(asked, drafted.body.id, 'propose');
    }
    const recognise = (id: string) => give(lead, id, 'recognise', { startedOn: '2026-01-15' }, true);
    const answers = await Promise.all(copies.map(recognise));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = answers.find(({ status }) => status === 409)!;
    const why = ['No other model of the same line lives in this place yet'];
    expect((late.body.errors as Told[]).map(({ detail }) => detail)).toEqual(why);
    const again = await recognise(copies[answers.indexOf(late)]!);
    expect((again.body.errors as Told[]).map(({ detail }) => detail)).toEqual(why);
  });

  it('a copy that is rejected gives its place back with the reason; another is drafted, or the place declines', async () => {
    const id = await effective(front, await operating(front, land['82']!, 'Mẫu: Biến rác thải nhựa thành tiền'));
    const at = code(33);
    const commune = await official(`fatherlandFront/${at}`);
    await planned(front, id, [land[at]!]);
    await answer(commune, await placeIn(id, land[at]!), { answer: 'accept' }).expect(200);
    const draft = (locality: string) =>
      placeIn(id, land[at]!).then((place) => answer(commune, place, { adaptation, locality }, 'copies'));
    const rejected = (await draft('Ấp 3')).body.id;
    // A drafted copy is not one yet: whoever said yes owes it until it is proposed, and again when it is rejected or withdrawn.
    const owesACopy = async () => (await openDuties(id)).some(([duty]) => duty === 'foundCopy');
    expect(await owesACopy()).toBe(true);
    await draft('Ấp 4').then(({ status }) => expect(status).toBe(409));
    // While it founds its copy the place can neither decline nor be taken out of the plan, nor can the plan be given up.
    await answer(commune, await placeIn(id, land[at]!), { answer: 'decline', reason: 'Thôi' }).expect(409);
    await answer(front, await placeIn(id, land[at]!), { reason: 'Thôi' }, 'withdrawal').expect(409);
    expect((await give(front, id, 'abandonReplication', { reason: 'Thôi' }, true)).status).toBe(409);
    await done(commune, rejected, 'propose');
    expect(await owesACopy()).toBe(false);
    await done(lead, rejected, 'rejectProposal', { reason: 'Chưa rõ nơi tập kết' }, true);
    expect(await owesACopy()).toBe(true);
    expect(await placeIn(id, land[at]!)).toMatchObject({ status: 'accepted', reason: 'Chưa rõ nơi tập kết', copy: null });

    const second = (await draft('Ấp 4')).body.id;
    // The rejection cannot be annulled while another copy is founded there.
    const late = await give(lead, rejected, 'annulRejection', { reason: 'Xét lại' }, true);
    expect((late.body.errors as Told[])[0]!.detail).toContain('founds no other copy');
    await done(commune, second, 'propose');
    expect(await owesACopy()).toBe(false);
    await done(commune, second, 'withdrawProposal');
    expect(await owesACopy()).toBe(true);
    expect(await placeIn(id, land[at]!)).toMatchObject({ status: 'accepted', reason: 'Rút đề xuất', copy: null });
    await done(lead, rejected, 'annulRejection', { reason: 'Xét lại' }, true);
    expect(await owesACopy()).toBe(false);
    await done(lead, rejected, 'recognise', { startedOn: '2026-11-20' }, true);
    expect(await placeIn(id, land[at]!)).toMatchObject({ status: 'adopted', copy: { id: rejected } });
    expect((await give(commune, second, 'propose')).status).toBe(409);
    // And the recognition annulled: the place is still to have its copy.
    await done(lead, rejected, 'annulRecognition', { reason: 'Sai thẩm quyền' }, true);
    expect(await placeIn(id, land[at]!)).toMatchObject({
      status: 'accepted',
      adoptedOn: null,
      copy: { id: rejected, life: 'proposed' },
    });
    await done(lead, rejected, 'recognise', { startedOn: '2026-11-20' }, true);
    await done(lead, id, 'completeReplication', { replicationResult: 'Một xã đã ra mắt' });
  });

  it('where nobody is there to receive it is said, and somebody is named or the place is taken out', async () => {
    // The commune has no trade union any more since 01/7/2025.
    const union = await official('tradeUnion/82');
    const id = await effective(union, await operating(union, land['82']!, 'Mẫu: Khu nhà trọ công nhân tự quản'));
    const [at, other] = [code(40), code(41)];
    await planned(union, id, [land[at]!, { territoryId: land[other], function: 'fatherlandFront' }]);
    const waiting = (await lead.get('/api/replication-targets?nobodyToReceive=true').expect(200)).body.items;
    expect(waiting).toEqual([
      expect.objectContaining({ model: expect.objectContaining({ id }), receiver: null, status: 'pending' }),
    ]);
    // Until somebody is named the body that planned is waited for.
    expect(await duties(id, union)).toContainEqual(['nameReceiver', 'open']);
    expect((await placeIn(id, land[other]!)).receiver).toMatchObject({ id: body[`fatherlandFront/${other}@2025`] });
    const elsewhere = { organisationId: body[`womensUnion/${other}@2025`], reason: 'Xã không còn công đoàn' };
    const refused = await answer(union, await placeIn(id, land[at]!), elsewhere, 'receiver').expect(409);
    expect((refused.body.errors as Told[])[0]!.pointer).toBe('/organisationId');
    const women = { organisationId: body[`womensUnion/${at}@2025`]!, reason: 'Xã không còn công đoàn' };
    await answer(union, await placeIn(id, land[at]!), women, 'receiver').expect(200);
    expect(await placeIn(id, land[at]!)).toMatchObject({ receiver: { id: women.organisationId } });
    expect(await duties(id, women)).toEqual([['answerReplication', 'open']]);
    expect(await duties(id, union)).toContainEqual(['nameReceiver', 'accepted']);
    await taken(await official(`womensUnion/${at}`), id, land[at]!);
    await answer(union, await placeIn(id, land[other]!), { reason: 'Không có khu nhà trọ' }, 'withdrawal').expect(200);
    await done(union, id, 'completeReplication', { replicationResult: 'Một xã' });
  });

  it('a rule in working days: who is named late has five of them; in a year nobody has published nobody can be named yet', async () => {
    const union = await official('tradeUnion/82');
    const id = await effective(union, await operating(union, land['82']!, 'Mẫu: Tổ công nhân giữ gìn an ninh'));
    const [at, other] = [code(50), code(51)];
    await planned(union, id, [land[at]!, land[other]!]);
    const { body: rule } = (await api.records.sql.row<{ body: { duties: object } }>(
      `SELECT body FROM rule_editions WHERE rule_key = 'modelDuties'`,
    ))!;
    // Only for December: the other examples take place before it.
    const five = { term: { amount: 5, unit: 'workingDay' } };
    const inWorkingDays = {
      ...rule,
      duties: { ...rule.duties, answerReplication: five, answerAdaptation: five, foundCopy: five },
    };
    const source = 'Mẫu: công văn về thời hạn theo ngày làm việc';
    const edition = { ruleKey: 'modelDuties', validFrom: '2026-12-01', source, body: inWorkingDays, actor: null };
    expect(await new AppendRuleEdition(api.records, clock).run(edition)).toMatchObject({ validFrom: '2026-12-01' });
    const named = async (code: string) =>
      answer(
        union,
        await placeIn(id, land[code]!),
        { organisationId: body[`womensUnion/${code}@2025`], reason: 'Xã không còn công đoàn' },
        'receiver',
      );
    clock.set('2026-12-07');
    expect((await named(at)).status).toBe(200);
    const due = await api.records.sql.row(
      `SELECT d.due_on AS "dueOn" FROM obligations o JOIN deadlines d ON d.id = o.deadline_id WHERE o.model_id = $1 AND o.duty = 'answerReplication'`,
      [id],
    );
    expect(due).toEqual({ dueOn: '2026-12-14' });
    clock.set('2026-12-28');
    // Whether anything new is owed hangs on who is named: one who answers for another place already has their term.
    expect(await foretold(union, (await placeIn(id, land[other]!)).id, 'nameReceiver')).toEqual({
      allowed: true,
      reasons: [],
      warnings: [expect.stringContaining('/api/work-calendar/2027/publications')],
    });
    const refused = await named(other);
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain('/api/work-calendar/2027/publications');
    expect(await placeIn(id, land[other]!)).toMatchObject({ status: 'pending', receiver: null });
  });

  /** What the steps of a place say of one deed. */
  const foretold = async (by: Official, placeId: string, deed: string) => {
    type Step = { deed: string; allowed: boolean } & Record<'reasons' | 'warnings', { words: { en: string } }[]>;
    const { steps, next } = (await by.get(`/api/replication-targets/${placeId}`).expect(200)).body as {
      steps: Step[];
      next: string[];
    };
    const { allowed, reasons, warnings } = steps.find((step) => step.deed === deed)!;
    expect(next.includes(deed)).toBe(allowed);
    return { allowed, reasons: reasons.map(({ words }) => words.en), warnings: warnings.map(({ words }) => words.en) };
  };

  it('what a place or a copy cannot do in a year nobody has published is told before it is tried', async () => {
    const id = await effective(front, await operating(front, land['82']!, 'Mẫu: Chợ nổi không rác'));
    const [asked, adapting, founding] = [code(60), code(61), code(62)];
    await planned(
      front,
      id,
      [asked, adapting, founding].map((one) => land[one]!),
    );
    const at = async (one: string) => ({
      commune: await official(`fatherlandFront/${one}`),
      place: await placeIn(id, land[one]!),
    });
    const said = { reason: 'Ấp rộng', changes: 'Theo xóm' };
    let { commune, place } = await at(adapting);
    await answer(commune, place, { answer: 'askToAdapt', ...said }).expect(200);
    ({ commune, place } = await at(founding));
    await answer(commune, place, { answer: 'accept' }).expect(200);
    const { id: copy } = (await answer(commune, await placeIn(id, land[founding]!), { adaptation, locality: 'Ấp 2' }, 'copies'))
      .body;
    await done(commune, copy, 'propose');

    const forbidden = {
      allowed: false,
      reasons: [expect.stringContaining('/api/work-calendar/2027/publications')],
      warnings: [],
    };
    const free = { allowed: true, reasons: [], warnings: [] };
    const told = async (by: Official, one: string, deed: string) => foretold(by, (await placeIn(id, land[one]!)).id, deed);
    ({ commune, place } = await at(asked));
    // Today no rule counts working days, and to know that costs no statement.
    const head = await api.records.sql.row<{ id: string }>(
      `SELECT id FROM posts WHERE organisation_id = $1 AND role = 'head' AND valid @> $2::date`,
      [commune.organisationId, clock.today()],
    );
    const sent = jest.spyOn(pg.Client.prototype, 'query');
    try {
      const read = await new ReplicationsReader(api.records.sql).find(place.id, head!.id, clock.today());
      await placesForetold(api.records, [read!], clock.today());
      expect(sent).toHaveBeenCalledTimes(1);
    } finally {
      sent.mockRestore();
    }
    for (const deed of ['accept', 'askToAdapt', 'decline'])
      expect([deed, await told(commune, asked, deed)]).toEqual([deed, free]);
    clock.set('2026-12-28');
    commune = await official(`fatherlandFront/${asked}`);
    expect(await told(commune, asked, 'accept')).toEqual(forbidden);
    expect(await told(commune, asked, 'decline')).toEqual(free);
    // Those who planned owe one answer for however many places, and have its day already.
    expect(await told(commune, asked, 'askToAdapt')).toEqual(free);
    expect((await answer(commune, place, { answer: 'accept' }).expect(409)).body.detail).toContain('/api/work-calendar/2027/');
    const planner = await official('fatherlandFront/82');
    for (const deed of ['agreeToAdapt', 'refuseToAdapt'])
      expect([deed, await told(planner, adapting, deed)]).toEqual([deed, forbidden]);
    expect(await told(planner, adapting, 'withdraw')).toEqual(free);
    await answer(planner, await placeIn(id, land[adapting]!), { answer: 'agree' }, 'adaptation-answers').expect(409);
    await answer(planner, await placeIn(id, land[adapting]!), { reason: 'Để năm sau' }, 'withdrawal').expect(200);
    expect(await told(commune, asked, 'askToAdapt')).toEqual(forbidden);
    await answer(commune, place, { answer: 'askToAdapt', ...said }).expect(409);
    // The list says the same.
    const { items } = (await planner.get(`/api/replication-targets?modelId=${id}`).expect(200)).body as {
      items: { id: string }[];
    };
    for (const item of items) expect(item).toEqual((await planner.get(`/api/replication-targets/${item.id}`).expect(200)).body);

    // The copy: whoever takes it back owes the parent another, within five working days.
    const founder = await official(`fatherlandFront/${founding}`);
    const copyStep = async (by: Official, step: string) => {
      type Step = { step: string; allowed: boolean; reasons: { criterion: string }[] };
      const { steps } = (await by.get(`/api/models/${copy}/steps`).expect(200)).body as { steps: Step[] };
      const { allowed, reasons } = steps.find((one) => one.step === step)!;
      return { allowed, reasons: reasons.map(({ criterion }) => criterion) };
    };
    const noCalendar = { allowed: false, reasons: ['workCalendarIsPublished'] };
    expect(await copyStep(founder, 'withdrawProposal')).toEqual(noCalendar);
    expect((await give(founder, copy, 'withdrawProposal')).status).toBe(409);
    lead = await official('propagandaMassMobilisationBoard/82', 'supervisor');
    expect(await copyStep(lead, 'rejectProposal')).toEqual(noCalendar);
    expect((await give(lead, copy, 'rejectProposal', { reason: 'Chưa rõ' }, true)).status).toBe(409);
    expect(await copyStep(lead, 'recognise')).toEqual({ allowed: true, reasons: [] });
    clock.set('2026-12-07');
    expect(await copyStep(await official(`fatherlandFront/${founding}`), 'withdrawProposal')).toEqual({
      allowed: true,
      reasons: [],
    });
  });

  it('two answers at once: one counts, the other is stale; a key makes it happen once', async () => {
    const id = await effective(front, await operating(front, land['82']!, 'Mẫu: Tuyến đường hoa'));
    const at = code(42);
    const commune = await official(`fatherlandFront/${at}`);
    await planned(front, id, [land[at]!]);
    const place = await placeIn(id, land[at]!);
    const answers = await Promise.all([
      answer(commune, place, { answer: 'accept' }),
      answer(front, place, { reason: 'Thôi' }, 'withdrawal'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await placeIn(id, land[at]!)).revision).toBe(2);
  });

  it('the list is read page by page, nothing twice', async () => {
    const whole = (await lead.get('/api/replication-targets?limit=100').expect(200)).body.items.map(({ id }: Place) => id);
    const read: string[] = [];
    let url: string | null = '/api/replication-targets?limit=3';
    while (url) {
      const page: { body: { items: Place[] }; headers: Record<string, string> } = await lead.get(url).expect(200);
      read.push(...page.body.items.map(({ id }) => id));
      url = /<([^>]+)>/.exec(page.headers['link'] ?? '')?.[1] ?? null;
    }
    expect(read).toEqual(whole);
    expect(whole.length).toBeGreaterThan(5);
  });

  it.each<[string, unknown[], number, string]>([
    ['no place', [], 409, '/fields/replicationTargets'],
    ['a place twice', ['A', 'A'], 409, '/fields/replicationTargets'],
    ['words', ['Mỹ Thọ'], 422, '/fields/replicationTargets'],
    ['a place with a colour', [{ territoryId: 'A', colour: 'red' }], 422, '/fields/replicationTargets'],
    [
      'both a body and a function',
      [{ territoryId: 'A', organisationId: 'B', function: 'womensUnion' }],
      422,
      '/fields/replicationTargets',
    ],
    ['a function nobody has', [{ territoryId: 'A', function: 'chess' }], 422, '/fields/replicationTargets'],
    ['a body of another place', [{ territoryId: 'A', organisationId: 'B' }], 409, '/fields/replicationTargets/0'],
  ])('a plan that names %s is refused', async (_, targets, status, pointer) => {
    const id = await effective(front, await operating(front, land['82']!, `Mẫu: ${randomUUID()}`));
    const real = JSON.parse(
      JSON.stringify(targets)
        .replaceAll('"A"', `"${land[code(50)]}"`)
        .replaceAll('"B"', `"${body[`womensUnion/${code(51)}@2025`]}"`),
    ) as unknown[];
    const refused = await give(front, id, 'planReplication', { replicationTargets: real, replicateBy: '2027-06-30' }, true);
    expect([refused.status, (refused.body.errors as Told[]).map((told) => told.pointer)]).toEqual([status, [pointer]]);
  });
});
