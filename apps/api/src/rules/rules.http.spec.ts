import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/rules - an administrator appends an edition without a release', () => {
  let api: TestApi;
  let administrator: Official;
  const clock = new TestClock();
  clock.set('2024-10-01');
  const ruleKey = 'annualReport.modelResults';
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  let planted: any;

  beforeAll(async () => {
    api = await openTestApi({ seeded: true, clock });
    const board = await api.records.sql.row<{ id: string }>(
      `SELECT organisation_id AS id FROM posts WHERE role = 'administrator' AND valid @> '2024-10-01'::date AND organisation_id <> $1`,
      [api.world.board],
    );
    administrator = await officialOf(api, board!.id, 'administrator');
    planted = (await administrator.get(`/api/rules?ruleKey=${ruleKey}`).expect(200)).body.items[0];
  });
  afterAll(() => api.close());

  const edition = (spoil: (body: typeof planted) => void = () => undefined, over: object = {}) => {
    const body = structuredClone(planted.body);
    spoil(body);
    return { ruleKey, validFrom: '2025-01-01', source: 'Mẫu: công văn 15', body, ...over };
  };

  const woken = async () =>
    (await api.records.sql.row<{ n: number }>(`SELECT count(*)::int AS n FROM outbox WHERE cause = 'ruleEditionAppended'`))!.n;

  it('an edition of 2025 moves the due day of the rounds opened from then on, and wakes the calendar', async () => {
    const asked = edition((body) => (body.levels[0].due = { month: 11, day: 15 }));
    const before = await woken();
    const appended = await administrator.post('/api/rules', asked).expect(201);
    expect(appended.headers['location']).toBe(`/api/rules/${appended.body.id}`);
    expect((await administrator.get(appended.headers['location']!).expect(200)).body).toEqual({ id: appended.body.id, ...asked });
    expect((await administrator.get('/api/rules?ruleKey=annualReport.modelResults').expect(200)).body.items).toHaveLength(2);
    expect(await woken()).toBe(before + 1);

    const bound = await administrator.post('/api/rounds', { kind: 'modelResults', year: 2024 }).expect(201);
    expect(bound.body.deadlines[0].dueOn).toBe('2024-11-22');
    clock.set('2025-01-02');
    const after = await administrator.post('/api/rounds', { kind: 'modelResults', year: 2025 }).expect(201);
    expect([after.body.deadlines[0].dueOn, after.body.rule.validFrom]).toEqual(['2025-11-15', '2025-01-01']);
    clock.set('2024-10-01');
  });

  it('editions are only appended, after the last', async () => {
    const refused = await administrator.post('/api/rules', edition()).expect(422);
    expect(refused.body.errors).toEqual([{ pointer: '/validFrom', detail: expect.stringContaining('after 2025-01-01') }]);
  });

  it('every fault is told at its pointer, in both languages', async () => {
    const spoilt = edition(
      (body) => {
        body.opensOn = { month: 2, day: 29 };
        body.levels[0].reporters = ['chessClub'];
        body.ladder.rungs[1].code = 'T-30';
        body.surprise = true;
      },
      { validFrom: '2026-01-01' },
    );
    const refused = await administrator.post('/api/rules', spoilt).expect(422);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/body/ladder/rungs/1/code',
      '/body/levels/0/reporters',
      '/body/opensOn',
      '/body/surprise',
    ]);
    const vietnamese = await administrator.post('/api/rules', spoilt).set('Accept-Language', 'vi').expect(422);
    expect(vietnamese.body.errors[0].detail).not.toBe(refused.body.errors[0].detail);
  });

  it('a scope names only who exists: nobody is left out because of a slip', async () => {
    const nobody = '0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b';
    // The farmers' union of a district ended with it on 30/06/2025.
    const ended = (await api.records.sql.row<{ id: string; placeId: string }>(
      `SELECT v.organisation_id AS id, v.territory_id AS "placeId" FROM organisation_versions v JOIN organisations o ON o.id = v.organisation_id
       JOIN territories t ON t.id = v.territory_id WHERE o.kind = 'farmersUnion' AND t.level = 'district' AND v.valid_to = '2025-06-30' LIMIT 1`,
    ))!;
    const { board } = api.world;
    const scope = { organisations: [board, nobody, ended.id], territories: [nobody, ended.placeId] };
    const asked = (over: object = {}) =>
      edition((body) => (body.scope = { ...scope, ...over }), { validFrom: '2026-01-01', source: 'Mẫu: phạm vi' });
    const told = (await administrator.post('/api/rules', asked()).expect(422)).body.errors as {
      pointer: string;
      detail: string;
    }[];
    expect(
      told.map(({ pointer, detail }) => [
        pointer,
        /ended on 2025-06-30|no (territory|organisation) with this id/.exec(detail)?.[0],
      ]),
    ).toEqual([
      ['/body/scope/territories/0', 'no territory with this id'],
      ['/body/scope/territories/1', 'ended on 2025-06-30'],
      ['/body/scope/organisations/1', 'no organisation with this id'],
      ['/body/scope/organisations/2', 'ended on 2025-06-30'],
    ]);
    const upper = await administrator.post('/api/rules', asked({ organisations: [board.toUpperCase()] })).expect(422);
    expect(upper.body.errors[0].pointer).toBe('/body/scope/organisations');
    expect((await administrator.get(`/api/rules?ruleKey=${ruleKey}`).expect(200)).body.items).toHaveLength(2);
    const { validFrom: _, source: __, ...preview } = asked();
    const previewed = await administrator.post('/api/rules/previews', { ...preview, year: 2026 }).expect(422);
    // Without a first day it is asked as of today, when the district still stood.
    expect(previewed.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/body/scope/territories/0',
      '/body/scope/organisations/1',
    ]);
  });

  it('the way up of a conference and of duties of models is shown before it is appended, and refused where it leads nowhere', async () => {
    for (const key of ['conference.summary', 'modelDuties']) {
      const [{ body }] = (await administrator.get(`/api/rules?ruleKey=${key}`).expect(200)).body.items;
      const asked = (escalation: string[]) => ({ ruleKey: key, year: 2029, body: { ...body, escalation } });
      const path = ['massMobilisationLead', 'propagandaLead', 'standingCommittee'];
      const shown = (await administrator.post('/api/rules/previews', asked(path)).expect(200)).body.deadlines[0].escalation;
      expect(shown.map(({ functionCode }: { functionCode: string }) => functionCode)).toEqual(path);
      for (const { organisationId } of shown)
        await administrator.get(`/api/organisations/${organisationId}?asOf=2024-10-01`).expect(200);
      const refused = await administrator.post('/api/rules/previews', asked([...path, path[0]!])).expect(422);
      expect(refused.body.errors).toEqual([{ pointer: '/body/escalation/3', detail: expect.stringContaining('circle') }]);
      expect((await administrator.post('/api/rules/previews', asked([])).expect(422)).body.errors[0].pointer).toBe(
        '/body/escalation',
      );
    }
  });

  it('a conference is shown in the first cycle there is, and after a cycle it does not fit into', async () => {
    const key = 'conference.summary';
    const [{ body }] = (await administrator.get(`/api/rules?ruleKey=${key}`).expect(200)).body.items;
    const asked = (over: object) => ({ ruleKey: key, year: 2027, body: { ...body, ...over } });
    const heldOn = async (over: object) =>
      (await administrator.post('/api/rules/previews', asked(over)).expect(200)).body.deadlines.find(
        ({ duty }: { duty: string }) => duty === 'held',
      ).dueOn;
    expect(await heldOn({ anchorOn: '2150-08-01', afterYears: 5 })).toBe('2155-08-01');
    expect(await heldOn({ anchorOn: '2024-08-01', afterYears: 20, cycleYears: 1 })).toBe('2044-08-01');
    // An anchor whose cycles leave the calendar would stop every opening there is.
    for (const path of ['/api/rules/previews', '/api/rules']) {
      const extra = path === '/api/rules' ? { validFrom: '2027-01-01', source: 'Mẫu', year: undefined } : {};
      const refused = await administrator.post(path, { ...asked({ anchorOn: '9999-01-01' }), ...extra }).expect(422);
      expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual(['/body/anchorOn']);
    }
  });

  it.each<[string, () => object, number, string]>([
    ['an unknown rule', () => edition(undefined, { ruleKey: 'weather' }), 400, '/ruleKey'],
    ['a day that does not exist', () => edition(undefined, { validFrom: '2026-02-29' }), 400, '/validFrom'],
    ['no source', () => edition(undefined, { source: '' }), 400, '/source'],
    ['a body that is a list', () => edition(undefined, { body: [] }), 400, '/body'],
    [
      'a number in place of the ladder',
      () => edition((body) => (body.ladder = 5), { validFrom: '2026-01-01' }),
      422,
      '/body/ladder/fireAt',
    ],
    [
      'a rung that is nothing',
      () => edition((body) => (body.ladder.rungs[0] = null), { validFrom: '2026-01-01' }),
      422,
      '/body/ladder/rungs/0/code',
    ],
  ])('refuses %s', async (_, asked, status, pointer) => {
    const refused = await administrator.post('/api/rules', asked()).expect(status);
    expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('two at the same instant: one is appended', async () => {
    const answers = await Promise.all(
      [1, 2].map(() => administrator.post('/api/rules', edition(undefined, { validFrom: '2028-01-01' }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('nobody else may', async () => {
    const officer = await api.tokenFor('officer');
    await api.http.post('/api/rules').set('Authorization', officer).send(edition()).expect(403);
    const reading = await api.tokenFor('administrator', ['read', 'write']);
    await api.http.post('/api/rules').set('Authorization', reading).send(edition()).expect(403);
  });
});
