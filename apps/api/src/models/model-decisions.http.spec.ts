import { readFileSync } from 'node:fs';
import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';
import { organisationOf, signerOf, territoryOf } from '../testing/seeded.js';

interface Model {
  id: string;
  revision: number;
  decisionId?: string;
}
interface Score {
  criterion: string;
  score: number;
}

// The sets are the samples of the seed; models and papers are invented.
describe('apps/api/models - a decision keeps what it was made on, and says why', () => {
  let api: TestApi;
  let front: Official;
  let commune: Official;
  let neighbour: Official;
  const clock = new TestClock();

  const organisation = (key: string) => organisationOf(api, key);
  const territory = (key: string) => territoryOf(api, key);

  beforeAll(async () => {
    clock.set('2026-11-23');
    api = await openTestApi({ seeded: true, clock });
    front = await officialOf(api, await organisation('fatherlandFront/82@2025'), 'head');
    commune = await officialOf(api, await organisation('fatherlandFront/30076@2025'), 'head');
    neighbour = await officialOf(api, await organisation('fatherlandFront/29869@2025'), 'head');
  }, 60_000);
  beforeEach(() => clock.set('2026-11-23'));
  // Closing asks the history checker.
  afterAll(() => api.close());

  async function issued(number: string, change: (body: { criteria: object[] }) => void = () => undefined): Promise<string> {
    const { areas: _, ...body } = JSON.parse(readFileSync('infra/seeds/data/criteria/what-is-a-model.sample.json', 'utf8'));
    change(body);
    const drafted = await front.post('/api/criteria-sets', { ...body, areaIds: [await territory('82@2025')] }).expect(201);
    const issuers = [{ organisationId: front.organisationId, signerPostId: await signerOf(api, front) }];
    const order = { number, issuedOn: clock.today(), inForceFrom: clock.today(), issuers };
    await front.post(`${drafted.headers['location']}/issue`, order, '"r1"').expect(200);
    return drafted.body.id as string;
  }

  let papers = 0;
  const give = async (by: Official, { id, revision }: Model, step: string, fields: object = {}, decided = false) => {
    const day = clock.today();
    const paper = decided && {
      decision: {
        number: `${++papers}-QĐ/MTTQ`,
        decidedOn: day,
        effectiveOn: day,
        signerPostId: await signerOf(api, by),
        basis: 'Tờ trình',
      },
    };
    return by.post(`/api/models/${id}/steps`, { step, fields, ...paper }, `"r${revision}"`);
  };
  const done = async (...given: Parameters<typeof give>): Promise<Model> => {
    const answer = await give(...given);
    if (answer.status !== 200) throw new Error(`${given[2]}: ${answer.text}`);
    return answer.body as Model;
  };
  const file = async ({ id }: Model, asOf = clock.today()) =>
    (await front.get(`/api/models/${id}?asOf=${asOf}`).expect(200)).body;
  const decision = async ({ id }: Model, decisionId: string, by = front) =>
    (await by.get(`/api/models/${id}/decisions/${decisionId}`).expect(200)).body;

  let drafts = 0;
  async function proposed(): Promise<Model> {
    const draft = {
      kind: 'model',
      name: `Mẫu: Tổ hoà giải không cần toà số ${++drafts}`,
      field: 'cultureSociety',
      origin: 'need',
      selfManaged: true,
      territoryId: await territory('30076@2025'),
      locality: 'Ấp 1',
      members: 12,
    };
    return done(commune, (await commune.post('/api/models', draft).expect(201)).body as Model, 'propose');
  }
  const recognised = async (fields: object = {}) =>
    done(front, await proposed(), 'recognise', { startedOn: '2026-01-15', ...fields }, true);

  it('a rejection, a suspension, an end and each annulment show their reasons and facts in the file', async () => {
    const rejected = await done(front, await proposed(), 'rejectProposal', { reason: 'Trùng phong trào đã có' }, true);
    const back = await done(front, rejected, 'annulRejection', { reason: 'Xem xét lại theo đơn' }, true);
    expect((await file(back)).decisions.map(({ step, fields }: Record<string, unknown>) => [step, fields])).toEqual([
      ['annulRejection', { reason: 'Xem xét lại theo đơn' }],
      ['rejectProposal', { reason: 'Trùng phong trào đã có' }],
    ]);

    const halted = await done(front, await recognised(), 'suspend', { reason: 'Lũ', suspendedUntil: '2027-01-15' }, true);
    const handover = [
      {
        what: 'members',
        description: 'Theo danh sách',
        amount: 12,
        unit: 'người',
        receiverBody: 'Ban Công tác Mặt trận ấp 1',
        handedOverOn: '2026-11-23',
      },
    ];
    const why = { ground: 'obsolete', changeInSociety: 'Đã vào hương ước' };
    const ended = await done(front, halted, 'terminate', { ...why, handover }, true);
    const [termination, suspension] = (await file(ended)).decisions;
    expect(termination).toMatchObject({ step: 'terminate', fields: { ...why, handover } });
    expect(suspension).toMatchObject({ step: 'suspend', fields: { reason: 'Lũ', suspendedUntil: '2027-01-15' } });

    expect(await decision(ended, termination.id)).toMatchObject({
      ...termination,
      frozen: {
        day: '2026-11-23',
        stage: { life: 'suspended' },
        onHand: { members: 12, money: 0 },
        model: { name: expect.stringContaining('Tổ hoà giải'), life: 'suspended', startedOn: '2026-01-15', selfManaged: true },
        fields: why,
      },
      entry: {
        step: 'terminate',
        from: { life: 'suspended' },
        to: { life: 'terminated' },
        by: { organisationNameVi: expect.stringContaining('Mặt trận') },
        decision: { id: termination.id },
        criteria: expect.arrayContaining([expect.objectContaining({ source: expect.any(String) })]),
      },
    });
    // Known to who may open the file, and only in the file it belongs to.
    expect((await decision(ended, suspension.id, commune)).fields.reason).toBe('Lũ');
    await neighbour.get(`/api/models/${ended.id}/decisions/${termination.id}`).expect(404);
    await front.get(`/api/models/${back.id}/decisions/${termination.id}`).expect(404);
    await front.get(`/api/models/${ended.id}/decisions/${ended.id}`).expect(404);
    await front.get(`/api/models/${ended.id}/decisions/x`).expect(404);
  });

  it('a consolidation says its reason on the paper and on the decision of each model that ended by it', async () => {
    const [heir, other] = [await recognised(), await recognised()];
    const paper = {
      number: '90-QĐ/MTTQ',
      decidedOn: '2026-11-23',
      effectiveOn: '2026-11-23',
      signerPostId: await signerOf(api, front),
      basis: 'Tờ trình',
    };
    const order = { heirModelId: heir.id, modelIds: [other.id], decision: paper, fields: { reason: 'Cùng nội dung' } };
    const made = (await front.post('/api/consolidations', order).expect(201)).body;
    const ofHeir = await decision(heir, made.id);
    expect(ofHeir).toMatchObject({
      step: 'consolidate',
      fields: { reason: 'Cùng nội dung' },
      frozen: { models: [{ id: other.id, onHand: { members: 12 } }] },
      entry: { kind: 'modelTookOver', fields: { members: 12 } },
    });
    const [own] = (await file(other)).decisions;
    expect(own).toMatchObject({
      step: 'terminate',
      paperId: made.id,
      fields: { ground: 'consolidated', reason: 'Cùng nội dung' },
    });
  });

  it('a recognition by criteria keeps its set, scores, total and verdict, whatever set comes after it (D3.5)', async () => {
    const before = await recognised();
    expect(await file(before)).toMatchObject({ recognition: null });
    clock.set('2026-11-24');
    const setId = await issued('03-HDLT');
    const asked = ['nameAndAddress', 'oneOfFourFields', 'ledAndRegistered', 'jointForces', 'peopleAgree', 'setTask'];
    const scores = (low: string, score: number): Score[] =>
      asked.map((criterion, at) => ({ criterion, score: criterion === low ? score : at < 3 ? 1 : 2 }));

    const model = await proposed();
    const bare = await give(front, model, 'recognise', { startedOn: '2026-01-15' }, true);
    expect(bare.body.errors[0].pointer).toBe('/fields/scores');
    const knockedOut = await give(
      front,
      model,
      'recognise',
      { startedOn: '2026-01-15', scores: scores('ledAndRegistered', 0) },
      true,
    );
    expect(knockedOut.status).toBe(409);
    const given = scores('jointForces', 1);
    const made = await done(front, model, 'recognise', { startedOn: '2026-01-15', scores: given }, true);
    const kept = {
      decisionId: made.decisionId,
      criteriaSetId: setId,
      percentage: 92.5,
      verdict: 'effective',
      knockedOut: [],
      scores: given,
    };
    expect(await file(made)).toMatchObject({ recognition: kept });
    expect(await decision(made, made.decisionId!)).toMatchObject({
      fields: { scores: given },
      frozen: { scored: { criteriaSetId: setId, percentage: 92.5, total: 92.5, of: 100, verdict: 'effective', scores: given } },
      entry: { fields: { criteriaSetId: setId, recognitionScore: 92.5, recognitionVerdict: 'effective' } },
    });

    // Another set in its place, and an annulment after that.
    clock.set('2026-12-01');
    const next = await issued('04-HDLT', (body) => body.criteria.splice(3, 1));
    expect(next).not.toBe(setId);
    expect(await file(made)).toMatchObject({ recognition: kept });
    clock.set('2026-12-02');
    const annulled = await done(front, made, 'annulRecognition', { reason: 'Hồ sơ chưa đủ' }, true);
    expect(await file(annulled)).toMatchObject({ recognition: null });
    expect(await file(annulled, '2026-12-01')).toMatchObject({ recognition: kept });
    expect(await file(annulled, '2026-11-23').catch(() => null)).toBeNull();
    // What was decided then is still there to be read.
    expect((await decision(made, made.decisionId!)).frozen.scored.criteriaSetId).toBe(setId);
  });
});
