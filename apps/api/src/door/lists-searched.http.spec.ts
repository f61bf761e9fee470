import request from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

type Who = 'officer' | 'head' | 'supervisor' | 'neighbour';
interface Held {
  id: string;
  revision: number;
}
interface Place {
  next: string[];
  steps: { deed: string; words: { vi: string }; allowed: boolean; reasons: { words: { en: string }; source: string }[] }[];
}

describe('apps/api/door - lists searched, narrowed, and whose models come first (D1.1)', () => {
  let api: TestApi;
  const people = {} as Record<Who, TestAgent>;
  const clock = new TestClock();
  const models: Record<string, Held> = {};
  let number = 0;

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
    decidedOn: clock.today(),
    effectiveOn: clock.today(),
    signerPostId: api.world.people.supervisor.postId,
    basis: 'Tờ trình',
  });

  beforeAll(async () => {
    clock.set('2026-11-05');
    api = await openTestApi({ seeded: true, clock });
    for (const who of ['officer', 'head', 'supervisor', 'neighbour'] as const)
      people[who] = request.agent(await api.app.getUrl()).set('Authorization', await api.tokenFor(who)) as TestAgent;
    const nominated = async (name: string, selfManaged: boolean) => {
      const draft = { kind: 'model', name, field: 'economy', origin: 'need', selfManaged, locality: 'Ấp 1' };
      let model = (
        await people.officer
          .post('/api/models')
          .send({ ...draft, territoryId: api.world.communes[0] })
          .expect(201)
      ).body as Held;
      model = await step('officer', model, 'propose', {});
      model = await step('supervisor', model, 'recognise', { startedOn: '2026-01-01' }, true);
      model = await step('officer', model, 'openReview', { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
      model = await step('head', model, 'submitSelfAssessment', { selfScore: 95, selfAssessment: 'Đạt' });
      model = await step('supervisor', model, 'appraise', { appraisedScore: 95, verdict: 'exemplary' });
      model = await step('supervisor', model, 'continueOperation', { conclusion: 'Duy trì' });
      model = await step('officer', model, 'nominate', {
        achievement: `Thành tích của ${name}`,
        achievedFrom: '2026-01-01',
        achievedTo: '2026-10-31',
        commendationForm: 'certificateOfMerit',
      });
      const replicationTargets = [{ territoryId: api.world.communes[1] }];
      models[name] = await step('supervisor', model, 'planReplication', { replicationTargets, replicateBy: '2027-06-30' }, true);
    };
    await nominated('Vườn rau Mỹ Thọ', false);
    clock.set('2026-11-06');
    await nominated('Hội quán Mỹ Tho', true);
  });
  afterAll(() => api.close());

  const names = async (path: string) =>
    ((await people.supervisor.get(path).expect(200)).body.items as { model: { name: string } }[]).map(({ model }) => model.name);
  const both = ['Hội quán Mỹ Tho', 'Vườn rau Mỹ Thọ'];

  it('nominations: the self-managed first, but what waits by how long it waits', async () => {
    expect(await names('/api/commendations')).toEqual(both);
    expect(await names('/api/commendations?standing=waiting')).toEqual(both.toReversed());
  });

  it.each(['', 'standing=waiting&', 'search=my%20tho&', `search=${encodeURIComponent('mỹ thọ')}&`])(
    'page by page they come as in one page: %s',
    async (query) => {
      const whole = await names(`/api/commendations?${query}`);
      const first = (await people.supervisor.get(`/api/commendations?${query}limit=1`).expect(200)).body as { next: string };
      const second = await names(`/api/commendations?${query}limit=1&cursor=${encodeURIComponent(first.next)}`);
      expect([whole.length, second]).toEqual([2, [whole[1]]]);
    },
  );

  it.each([
    '/api/commendations?',
    '/api/replication-targets?',
    '/api/obligations?duty=planReplication&',
    '/api/obligations?duty=answerReplication&',
  ])('%s finds without accents, and puts exact accents first', async (path) => {
    const found = await names(`${path}search=my%20tho`);
    if (found.length > 0 || !path.includes('duty')) expect(found.toSorted()).toEqual(both);
    const exact = await names(`${path}search=${encodeURIComponent('mỹ thọ')}`);
    if (exact.length > 0) expect(exact).toEqual(both.toReversed());
    expect(await names(`${path}search=vuon`)).toEqual(['Vườn rau Mỹ Thọ']);
    expect(await names(`${path}search=khong-co`)).toEqual([]);
  });

  it('obligations by what is owed, by the day it is due, by who owes it', async () => {
    const all = (await people.supervisor.get('/api/obligations?kind=modelDuty&standing=owed').expect(200)).body.items as {
      duty: string;
      dueOn: string;
    }[];
    expect(all.length).toBeGreaterThan(2);
    const { duty, dueOn } = all[0]!;
    const of = async (query: string) =>
      (
        (await people.supervisor.get(`/api/obligations?kind=modelDuty&standing=owed&${query}`).expect(200)).body
          .items as typeof all
      ).map((item) => `${item.duty} ${item.dueOn}`);
    const expected = (kept: (item: (typeof all)[number]) => boolean) =>
      all.filter(kept).map((item) => `${item.duty} ${item.dueOn}`);
    expect(await of(`duty=${duty}`)).toEqual(expected((item) => item.duty === duty));
    expect(await of(`dueFrom=${dueOn}&dueTo=${dueOn}`)).toEqual(expected((item) => item.dueOn === dueOn));
    expect(await of('dueTo=2020-01-01')).toEqual([]);
    expect((await of(`search=${encodeURIComponent('mat tran xa mau')}`)).length).toBeGreaterThan(0);
    await people.supervisor.get('/api/obligations?dueFrom=2026-02-30').expect(400);
    await people.supervisor.get(`/api/obligations?duty=${encodeURIComponent("x' OR 1")}`).expect(400);
  });

  it('places by how their copies turned out, each with every deed and why not', async () => {
    expect(await names('/api/replication-targets?outcome=succeeded')).toEqual([]);
    await people.supervisor.get('/api/replication-targets?outcome=perhaps').expect(400);
    const seen = async (who: Who) => ((await people[who].get('/api/replication-targets').expect(200)).body.items as Place[])[0]!;
    const place = await seen('supervisor');
    expect(place.steps.filter(({ allowed }) => allowed).map(({ deed }) => deed)).toEqual(place.next);
    expect(place.next).toContain('withdraw');
    const accept = place.steps.find(({ deed }) => deed === 'accept')!;
    expect(accept).toMatchObject({ allowed: false, words: { vi: 'Nhận tiếp nhận mô hình' } });
    expect(accept.reasons).toEqual([
      {
        words: expect.objectContaining({ en: expect.stringContaining('belongs to the organisation that is to take') }),
        source: 'D1.3',
      },
    ]);
    const byOfficer = (await seen('officer')).steps.find(({ deed }) => deed === 'withdraw')!;
    expect(byOfficer.reasons.map(({ words }) => words.en)).toContainEqual(expect.stringContaining('The step is given by: '));
  });

  it('models by the one they are copies of, and by the ground they ended on', async () => {
    const found = async (query: string) =>
      ((await people.supervisor.get(`/api/models?${query}`).expect(200)).body.items as { name: string }[]).map(
        ({ name }) => name,
      );
    expect(await found(`parentId=${models[both[0]!]!.id}`)).toEqual([]);
    expect(await found('endGround=obsolete')).toEqual([]);
    await step(
      'supervisor',
      models['Vườn rau Mỹ Thọ']!,
      'terminate',
      { ground: 'obsolete', changeInSociety: 'Đất đã chuyển mục đích', handover: [] },
      true,
    );
    expect(await found('endGround=obsolete')).toEqual(['Vườn rau Mỹ Thọ']);
    await people.supervisor.get('/api/models?endGround=tired').expect(400);
    const { file } = (await people.supervisor.get(`/api/models/${models[both[0]!]!.id}`).expect(200)).body as {
      file: { duties: { duty: string; words: { vi: string }; source: string }[] };
    };
    expect(file.duties.find(({ duty }) => duty === 'selfAssess')).toMatchObject({
      words: { vi: 'Tự đánh giá mô hình' },
      source: 'D1.5',
    });
  });
});
