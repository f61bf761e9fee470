import { OpenConference, OpenDue, OpenReviewRound, OpenRound } from '#usecases';
import { officialOf } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/conferences - the preliminary conference of the third year (D3.7)', () => {
  let api: TestApi;
  let url: string;
  const clock = new TestClock();
  clock.set('2026-08-01');

  beforeAll(async () => {
    api = await openTestApi({ seeded: true, clock });
    await new OpenDue(
      api.records,
      new OpenRound(api.records),
      new OpenConference(api.records),
      new OpenReviewRound(api.records),
    ).run({ now: clock.now() });
    url = `/api/conferences/${(await api.records.sql.row<{ id: string }>(`SELECT id FROM conferences`))!.id}`;
    clock.set('2027-01-20');
  });
  afterAll(() => api.close());

  interface Step {
    code: string;
    owner: { id: string };
    dueOn: string;
    originalDueOn: string;
  }
  const stepOf = async (code: string) => {
    const { body } = await api.http.get(url).set('Authorization', await api.tokenFor('officer'));
    return (body.steps as Step[]).find((step) => step.code === code)!;
  };
  const ownerOf = async (code: string, role: 'officer' | 'head' = 'officer') =>
    officialOf(api, (await stepOf(code)).owner.id, role);
  const done = (over: object = {}) => ({
    doneOn: '2027-01-20',
    document: { number: '12-KH/TU', on: '2027-01-19', title: 'Mẫu: kế hoạch hội nghị' },
    ...over,
  });
  const move = (over: object = {}) => ({
    plannedOn: '2027-09-15',
    reason: 'Mẫu: trùng kỳ họp',
    document: { number: '15-TB/TU', on: '2027-01-20' },
    ...over,
  });

  it('is listed and shown to everybody with its six back-planned steps', async () => {
    const lead = await ownerOf('held');
    const { body } = await lead.get('/api/conferences').expect(200);
    expect(body).toMatchObject({ items: [{ kind: 'preliminary', plannedOn: '2027-08-01' }], next: null });
    const shown = await lead.get(url).expect(200);
    expect(shown.headers['etag']).toBe('"r1"');
    expect(shown.body.steps.map(({ code, dueOn }: Step) => [code, dueOn]).slice(0, 2)).toEqual([
      ['plan', '2027-02-02'],
      ['reportsAsked', '2027-03-04'],
    ]);
    await lead.get('/api/conferences/0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b').expect(404);
  });

  it('a step is recorded by its owner with its document, once', async () => {
    const stranger = await ownerOf('commendationList');
    await stranger.post(`${url}/steps/plan`, done(), '"r1"').expect(403);
    const lead = await ownerOf('plan');
    await lead.post(`${url}/steps/plan`, done()).expect(428);
    await lead.post(`${url}/steps/plan`, done(), '"r7"').expect(412);
    await lead.post(`${url}/steps/nothing`, done(), '"r1"').expect(404);
    await lead.post(`${url}/steps/%00`, done(), '"r1"').expect(404);
    const recorded = await lead.post(`${url}/steps/plan`, done(), '"r1"').expect(200);
    expect(recorded.headers['etag']).toBe('"r2"');
    expect(recorded.body.steps[0]).toMatchObject({
      code: 'plan',
      doneOn: '2027-01-20',
      document: done().document,
      daysOverdue: 0,
    });
    const again = await lead.post(`${url}/steps/plan`, done(), '"r2"').expect(409);
    expect(again.body.detail).toContain('2027-01-20');
    await lead.post(`${url}/steps/conclusionNotice`, done(), '"r2"').expect(403);
  });

  it.each<[string, object, number, string]>([
    ['done tomorrow', done({ doneOn: '2027-01-21' }), 422, '/doneOn'],
    ['done on a day that does not exist', done({ doneOn: '2027-02-30' }), 400, '/doneOn'],
    ['a document dated after the deed', done({ document: { ...done().document, on: '2027-01-21' } }), 422, '/document/on'],
    ['a document without a number', done({ document: { on: '2027-01-19', title: 'x' } }), 400, '/document/number'],
    ['a document that is a text', done({ document: '12-KH/TU' }), 400, '/document'],
    ['an unknown field in the document', done({ document: { ...done().document, pages: 3 } }), 400, '/document/pages'],
  ])('a step: %s', async (_, body, status, pointer) => {
    const lead = await ownerOf('reportsAsked');
    const answer = await lead.post(`${url}/steps/reportsAsked`, body, '"r2"').expect(status);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  it.each<[string, object, number, string]>([
    ['into the past', move({ plannedOn: '2027-01-20' }), 422, '/plannedOn'],
    ['to the day it has', move({ plannedOn: '2027-08-01' }), 422, '/plannedOn'],
    ['by a document of tomorrow', move({ document: { number: '1', on: '2027-01-21' } }), 422, '/document/on'],
    ['without a reason', { plannedOn: '2027-09-15', document: move().document }, 400, '/reason'],
    ['to 31 September', move({ plannedOn: '2027-09-31' }), 400, '/plannedOn'],
  ])('is not moved %s', async (_, body, status, pointer) => {
    const lead = await ownerOf('held', 'head');
    const answer = await lead.post(`${url}/moves`, body, '"r2"').expect(status);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  it('is moved by the body that holds it: open steps are planned anew, old days kept, done ones untouched', async () => {
    const front = await ownerOf('commendationList', 'head');
    await front.post(`${url}/moves`, move(), '"r2"').expect(403);
    const lead = await ownerOf('held', 'head');
    await lead.post(`${url}/moves`, move(), '"r1"').expect(412);
    const moved = await lead.post(`${url}/moves`, move(), '"r2"').expect(200);
    expect(moved.headers['etag']).toBe('"r3"');
    expect(moved.body).toMatchObject({ plannedOn: '2027-09-15', originalPlannedOn: '2027-08-01' });
    expect(moved.body.steps.map(({ dueOn, originalDueOn }: Step) => dueOn === originalDueOn)).toEqual([
      true,
      ...Array<boolean>(5).fill(false),
    ]);
    const ledger = await lead.get(`/api/deadlines/${moved.body.steps[4].deadlineId}/ledger`).expect(200);
    expect(ledger.body.deadline).toMatchObject({ revision: 2, dueOn: '2027-09-15', originalDueOn: '2027-08-01' });
  });

  it('its steps are duties among the others of their owner, and take no report', async () => {
    const lead = await ownerOf('held');
    const { body } = await lead.get(`/api/obligations?conferenceId=${url.split('/').at(-1)}&mine=owe&standing=owed`).expect(200);
    expect(body.items.map(({ duty }: { duty: string }) => duty)).toEqual(['reportsAsked', 'programme', 'held']);
    const duty = `/api/obligations/${body.items[0].id}`;
    await lead.post(`${duty}/submissions`, { figures: {}, words: {} }, '"r1"').expect(404);
    await lead.post(`${duty}/extensions`, { toDueOn: '2027-12-01', reason: 'x' }, '"r1"').expect(422);
  });

  describe('bound to another edition by a recorded act', () => {
    const reason = 'Mẫu: công văn đổi thời hạn các bước';
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    let administrator: any;
    const editions: string[] = [];
    const append = async (validFrom: string, ruleKey: string, spoil: (body: any) => void) => {
      const { body: rules } = await administrator.get(`/api/rules?ruleKey=${ruleKey}`).expect(200);
      const body = structuredClone(rules.items[0].body);
      spoil(body);
      const asked = { ruleKey, validFrom, source: 'Mẫu: công văn', body };
      return (await administrator.post('/api/rules', asked).expect(201)).body.id as string;
    };
    const rebind = async (ruleEditionId: string) =>
      administrator.post(`${url}/rebinding`, { ruleEditionId, reason }, (await administrator.get(url)).headers['etag']);
    const days = (steps: Step[]) => Object.fromEntries(steps.map(({ code, dueOn }) => [code, dueOn]));

    beforeAll(async () => {
      const board = await api.records.sql.row<{ id: string }>(
        `SELECT organisation_id AS id FROM posts WHERE role = 'administrator' AND valid @> '2027-01-20'::date AND organisation_id <> $1`,
        [api.world.board],
      );
      administrator = await officialOf(api, board!.id, 'administrator');
      const key = 'conference.preliminary';
      editions.push(
        await append('2027-01-21', key, (body) => {
          body.afterYears = 4;
          body.steps.find(({ code }: Step) => code === 'programme').offsetDays = -20;
          body.steps = body.steps.filter(({ code }: Step) => code !== 'commendationList');
        }),
        await append('2027-01-21', 'conference.summary', () => undefined),
        await append('2027-01-22', key, (body) => (body.scope = 'district')),
      );
    });

    it('moves the steps still open; the day a document gave, what is done, and a step it does not know stay', async () => {
      const before = days((await administrator.get(url).expect(200)).body.steps);
      const rebound = await rebind(editions[0]!);
      expect([rebound.status, rebound.body.rule.validFrom, rebound.body.plannedOn]).toEqual([200, '2027-01-21', '2027-09-15']);
      expect(days(rebound.body.steps)).toEqual({ ...before, programme: '2027-08-26' });
      const programme = rebound.body.steps.find(({ code }: Step) => code === 'programme');
      const { body: ledger } = await administrator.get(`/api/deadlines/${programme.deadlineId}/ledger`).expect(200);
      const ahead = ledger.rungs.filter((rung: any) => rung.revision === 3 && rung.outcome === null);
      expect(ahead.map(({ rung }: any) => rung)).toContain('moved');
      const entry = await api.records.sql.row<{ body: any }>(
        `SELECT body FROM journal WHERE stream = 'conference' AND kind = 'conferenceRebound' AND actor_person_id IS NOT NULL`,
      );
      expect(entry!.body).toMatchObject({ reason, to: editions[0], plannedOn: { from: '2027-09-15', to: '2027-09-15' } });
      expect(entry!.body.steps.map(({ code }: Step) => code)).not.toContain('plan');
    });

    it('moved afterwards, each step counts by the edition it is bound to', async () => {
      const lead = await ownerOf('held', 'head');
      const { headers } = await lead.get(url).expect(200);
      const moved = await lead.post(`${url}/moves`, move({ plannedOn: '2027-10-15' }), headers['etag']).expect(200);
      expect(days(moved.body.steps)).toMatchObject({ programme: '2027-09-25', commendationList: '2027-08-31' });
    });

    it('refuses the edition that binds it, another rule, another scope, a stale conference, and anybody but an administrator', async () => {
      expect((await rebind(editions[0]!)).status).toBe(409);
      for (const other of editions.slice(1)) {
        const refused = await rebind(other);
        expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/ruleEditionId']);
      }
      const asked = { ruleEditionId: editions[0], reason };
      await administrator.post(`${url}/rebinding`, asked, '"r1"').expect(412);
      await administrator.post(`${url}/rebinding`, asked).expect(428);
      await (await ownerOf('held', 'head')).post(`${url}/rebinding`, asked, '"r5"').expect(403);
    });

    it('one that stands where its rule put it is held on the day of the edition', async () => {
      clock.set('2028-08-02');
      administrator = await officialOf(api, administrator.organisationId, 'administrator');
      await new OpenDue(
        api.records,
        new OpenRound(api.records),
        new OpenConference(api.records),
        new OpenReviewRound(api.records),
      ).run({ now: clock.now() });
      const summary = await api.records.sql.row<{ id: string }>(`SELECT id FROM conferences WHERE kind = 'summary'`);
      url = `/api/conferences/${summary!.id}`;
      const before = (await administrator.get(url).expect(200)).body;
      const later = await append('2028-08-03', 'conference.summary', (body) => (body.afterYears = 6));
      const rebound = await rebind(later);
      expect([before.plannedOn, rebound.body.plannedOn]).toEqual(['2029-08-01', '2030-08-01']);
      expect(rebound.body.steps.map(({ dueOn }: Step) => Number(dueOn.slice(0, 4)))).toEqual(
        before.steps.map(({ dueOn }: Step) => Number(dueOn.slice(0, 4)) + 1),
      );
      const past = await append('2028-08-04', 'conference.summary', (body) => (body.afterYears = 4));
      const refused = await rebind(past);
      expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('2028-08-01')]);
    });
  });
});
