import { FireRung, NextRung } from '#usecases';
import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

const ruleKey = 'annualReport.modelResults';
const reason = 'Mẫu: công văn dời hạn báo cáo';

describe('apps/api/rounds - a running round is bound to another edition by a recorded act', () => {
  let api: TestApi;
  let administrator: Official;
  let roundId: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  let planted: any;
  const clock = new TestClock();
  clock.set('2024-10-01');

  const append = async (validFrom: string, spoil: (body: typeof planted) => void) => {
    const body = structuredClone(planted.body);
    spoil(body);
    const appended = await administrator.post('/api/rules', { ruleKey, validFrom, source: 'Mẫu: công văn 15', body }).expect(201);
    return appended.body.id as string;
  };
  const round = () => administrator.get(`/api/rounds/${roundId}`).expect(200);
  const rebind = async (ruleEditionId: string) =>
    administrator.post(`/api/rounds/${roundId}/rebinding`, { ruleEditionId, reason }, (await round()).headers['etag']);
  const dueDays = async () =>
    (await round()).body.deadlines.map(({ duty, dueOn }: { duty: string; dueOn: string }) => [duty, dueOn]);
  const fireDue = async () => {
    const fired: string[] = [];
    for (;;) {
      const rung = await new NextRung(api.records).run({ kind: 'round', id: roundId });
      if (!rung || rung.at > clock.now()) return fired;
      await new FireRung(api.records).run({ rung, now: clock.now() });
      fired.push(rung.rung);
    }
  };
  const today = async (day: string) => {
    clock.set(day);
    administrator = await officialOf(api, administrator.organisationId, 'administrator');
  };

  beforeAll(async () => {
    api = await openTestApi({ seeded: true, clock });
    const board = await api.records.sql.row<{ id: string }>(
      `SELECT organisation_id AS id FROM posts WHERE role = 'administrator' AND valid @> '2024-10-01'::date AND organisation_id <> $1`,
      [api.world.board],
    );
    administrator = await officialOf(api, board!.id, 'administrator');
    planted = (await administrator.get(`/api/rules?ruleKey=${ruleKey}`).expect(200)).body.items[0];
    roundId = (await administrator.post('/api/rounds', { kind: 'modelResults', year: 2024 }).expect(201)).body.id;
  });
  afterAll(() => api.close());

  it('previews an edition: days, rungs, how many reports, and what differs from the one in force', async () => {
    const body = structuredClone(planted.body);
    body.levels[0].due = { month: 11, day: 24 };
    body.roll = 'next';
    const preview = (await administrator.post('/api/rules/previews', { ruleKey, body, year: 2024 }).expect(200)).body;
    expect(preview.deadlines.map(({ duty, dueOn, expected }: any) => [duty, dueOn, expected])).toEqual([
      // 24/11/2024 is a Sunday, 30/11 a Saturday.
      ['commune', '2024-11-25', 858],
      ['district', '2024-11-26', 72],
      ['province', '2024-12-02', 6],
      ['lead', '2024-12-10', 1],
    ]);
    expect(preview.deadlines[0].explanation.map(({ en }: { en: string }) => en)).toEqual([
      'The day named by the rule: 24/11/2024',
      '24/11/2024 (Sunday) is a weekly rest day [Bộ luật Lao động 2019, Điều 111; Quyết định 188/1999/QĐ-TTg]',
      'The last day is a day off, so it ends with the next working day: 25/11/2024 (Civil Code 2015, article 148)',
    ]);
    expect(preview.deadlines[0].rungs[0]).toEqual({
      rung: 'T-30',
      act: 'remind',
      stepsUp: 0,
      plannedAt: '2024-10-26T01:00:00.000Z',
    });
    expect(preview.inForce.validFrom).toBe('2024-08-01');
    expect(preview.differences.map(({ duty, from, to }: any) => [duty, from, to])).toEqual([
      ['commune', '2024-11-22', '2024-11-25'],
      ['province', '2024-11-30', '2024-12-02'],
    ]);
    expect((await administrator.get(`/api/rules?ruleKey=${ruleKey}`).expect(200)).body.items).toHaveLength(1);
  });

  it('previews a scope: only the farmers’ unions would report', async () => {
    const body = { ...planted.body, scope: { kinds: ['farmersUnion'] } };
    const preview = (await administrator.post('/api/rules/previews', { ruleKey, body, year: 2024 }).expect(200)).body;
    expect(preview.differences.map(({ duty, expectedFrom, expectedTo }: any) => [duty, expectedFrom, expectedTo])).toEqual([
      ['commune', 858, 143],
      ['district', 72, 12],
      ['province', 6, 1],
      ['lead', 1, null],
    ]);
  });

  it('previews an edition with its first day: whether it would bind the year at all', async () => {
    const body = { ...planted.body, dataClosesOn: { month: 11, day: 1 }, roll: 'previous' };
    const preview = async (validFrom: string | undefined, year: number) =>
      (await administrator.post('/api/rules/previews', { ruleKey, body, year, validFrom }).expect(200)).body;
    const inTime = await preview('2025-10-01', 2025);
    expect([inTime.opensOn, inTime.binds, inTime.differences.map(({ duty }: any) => duty)]).toEqual([
      '2025-10-01',
      true,
      ['commune', 'province'],
    ]);
    const late = await preview('2025-10-02', 2025);
    expect([late.opensOn, late.binds, late.differences]).toEqual(['2025-10-01', false, []]);
    expect(late.inForce.deadlines[0].dueOn).toBe('2025-11-22');
    // The round of 2024 runs: only an act would bind it anew.
    expect((await preview(undefined, 2024)).binds).toBe(false);
    const before = await administrator
      .post('/api/rules/previews', { ruleKey, body, year: 2025, validFrom: '2024-08-01' })
      .expect(422);
    expect(before.body.errors[0].pointer).toBe('/validFrom');
    await administrator.post('/api/rules/previews', { ruleKey, body, year: 2025, validFrom: '2025-02-29' }).expect(400);
  });

  it('previews the duties of models, counted from the day each would arise', async () => {
    const rule = (await administrator.get('/api/rules?ruleKey=modelDuties').expect(200)).body.items[0];
    const body = structuredClone(rule.body);
    body.duties.considerProposal.term = { amount: 10, unit: 'workingDay' };
    const asked = { ruleKey: 'modelDuties', body, year: 2026 };
    const { body: preview } = await administrator.post('/api/rules/previews', { ...asked, validFrom: '2026-02-10' }).expect(200);
    expect([preview.opensOn, preview.binds]).toEqual(['2026-02-10', true]);
    // Lunar New Year 2026 lies between.
    expect(preview.deadlines.find(({ duty }: any) => duty === 'considerProposal')).toMatchObject({
      dueOn: '2026-03-03',
      expected: null,
    });
    expect(preview.differences.map(({ duty }: any) => duty)).toEqual(['considerProposal']);
    const fromNewYear = (await administrator.post('/api/rules/previews', asked).expect(200)).body;
    expect(fromNewYear.opensOn).toBe('2026-01-01');
    const forms = (await administrator.get('/api/rules?ruleKey=commendationForms').expect(200)).body.items[0];
    const refused = await administrator
      .post('/api/rules/previews', { ruleKey: forms.ruleKey, body: forms.body, year: 2026 })
      .expect(422);
    expect(refused.body.errors[0].pointer).toBe('/ruleKey');
  });

  it('previews the conference of a cycle, and tells the faults of a body at their pointers', async () => {
    const rule = (await administrator.get('/api/rules?ruleKey=conference.preliminary').expect(200)).body.items[0];
    const preview = await administrator
      .post('/api/rules/previews', { ruleKey: rule.ruleKey, body: rule.body, year: 2026 })
      .expect(200);
    expect(preview.body.deadlines.find(({ duty }: any) => duty === 'held').dueOn).toBe('2027-08-01');
    expect(preview.body.differences).toEqual([]);
    const refused = await administrator
      .post('/api/rules/previews', { ruleKey, body: { ...planted.body, escalation: [] }, year: 2024 })
      .expect(422);
    expect(refused.body.errors[0].pointer).toBe('/body/escalation');
  });

  it('a year nobody has published is no basis for a preview that rolls', async () => {
    const refused = await administrator
      .post('/api/rules/previews', { ruleKey, body: { ...planted.body, roll: 'previous' }, year: 2027 })
      .expect(409);
    expect(refused.body.detail).toContain('2027');
  });

  let later: string;
  it('an edition appended while the round sleeps changes nothing of it until the round is bound to it', async () => {
    await today('2024-10-24');
    expect(await fireDue()).toEqual(['T-30']);
    later = await append('2024-10-25', (body) => {
      body.levels[0].due = { month: 11, day: 29 };
      body.levels[1].due = { month: 11, day: 29 };
      body.dataClosesOn = { month: 11, day: 20 };
    });
    expect(await dueDays()).toEqual([
      ['commune', '2024-11-22'],
      ['district', '2024-11-26'],
      ['province', '2024-11-30'],
      ['lead', '2024-12-10'],
    ]);
  });

  it('bound to it, what is owed moves and is told so; both dates stand in the journal of the round', async () => {
    const rebound = await rebind(later);
    expect([rebound.status, rebound.body.rule.validFrom, rebound.body.dataClosesOn]).toEqual([200, '2024-10-25', '2024-11-20']);
    expect(await dueDays()).toEqual([
      ['commune', '2024-11-29'],
      ['district', '2024-11-29'],
      ['province', '2024-11-30'],
      ['lead', '2024-12-10'],
    ]);
    const entry = await api.records.sql.row<{ kind: string; body: any; by: boolean }>(
      `SELECT kind, body, actor_person_id IS NOT NULL AS by FROM journal WHERE stream = 'round' AND stream_id = $1 ORDER BY seq DESC LIMIT 1`,
      [roundId],
    );
    expect(entry).toMatchObject({
      kind: 'roundRebound',
      by: true,
      body: {
        reason,
        to: later,
        dataClosesOn: { from: '2024-11-15', to: '2024-11-20' },
        deadlines: [
          { duty: 'commune', from: '2024-11-22', to: '2024-11-29' },
          { duty: 'district', from: '2024-11-26', to: '2024-11-29' },
          { duty: 'province', from: '2024-11-30', to: '2024-11-30' },
          { duty: 'lead', from: '2024-12-10', to: '2024-12-10' },
        ],
      },
    });
    expect((await new NextRung(api.records).run({ kind: 'round', id: roundId }))!.rung).toBe('moved');
    expect(await fireDue()).toEqual(['moved', 'moved']);
  });

  it('the extension limits are those of the new edition', async () => {
    const [owed] = await api.records.sql.rows<{ id: string; organisationId: string }>(
      `SELECT id, organisation_id AS "organisationId" FROM obligations WHERE duty = 'commune' ORDER BY id LIMIT 1`,
    );
    const strict = await append('2024-10-26', (body) => {
      body.levels[0].due = { month: 11, day: 29 };
      body.levels[1].due = { month: 11, day: 29 };
      body.extension = { maxDays: 3, maxTimes: 1 };
    });
    expect((await rebind(strict)).status).toBe(200);
    const officer = await officialOf(api, owed!.organisationId);
    const seen = await officer.get(`/api/obligations/${owed!.id}`).expect(200);
    const refused = await officer
      .post(`/api/obligations/${owed!.id}/extensions`, { toDueOn: '2024-12-10', reason: 'Mẫu: lũ về' }, seen.headers['etag'])
      .expect(422);
    expect(refused.body.errors[0].pointer).toBe('/toDueOn');
  });

  it('refuses a stale round, another rule, the edition that binds it already, no reason, and anybody but an administrator', async () => {
    const seen = (await round()).headers['etag']!;
    const bound = (await administrator.get(`/api/rules?ruleKey=${ruleKey}`).expect(200)).body.items.at(-1).id as string;
    const of = `/api/rounds/${roundId}/rebinding`;
    await administrator.post(of, { ruleEditionId: later, reason }, '"1"').expect(412);
    await administrator.post(of, { ruleEditionId: later, reason }).expect(428);
    await administrator.post(of, { ruleEditionId: bound, reason }, seen).expect(409);
    await administrator.post(of, { ruleEditionId: later, reason: '' }, seen).expect(400);
    const other = (await administrator.get('/api/rules?ruleKey=conference.summary').expect(200)).body.items[0].id as string;
    const refused = await administrator.post(of, { ruleEditionId: other, reason }, seen).expect(422);
    expect(refused.body.errors[0].pointer).toBe('/ruleEditionId');
    const officer = await api.tokenFor('officer');
    await api.http
      .post(of)
      .set('Authorization', officer)
      .set('If-Match', seen)
      .send({ ruleEditionId: later, reason })
      .expect(403);
  });

  it('whoever was given more time has never less than everybody: gathered under a later day, on its own again before it', async () => {
    await today('2024-10-02');
    roundId = (await administrator.post('/api/rounds', { kind: 'dispatchImplementation', year: 2024 }).expect(201)).body.id;
    const other = (await administrator.get('/api/rules?ruleKey=annualReport.dispatchImplementation').expect(200)).body.items[0];
    const due = (await api.records.sql.row<{ id: string; body: string; to: string }>(
      `SELECT id, organisation_id AS body, reports_to[1] AS to FROM obligations WHERE round_id = $1`,
      [roundId],
    ))!;
    const owner = await officialOf(api, due.body, 'head');
    const receiver = await officialOf(api, due.to, 'head');
    const seen = async () => (await owner.get(`/api/obligations/${due.id}`).expect(200)).body;
    const asked = await owner
      .post(`/api/obligations/${due.id}/extensions`, { toDueOn: '2024-12-24', reason }, `"r${(await seen()).revision}"`)
      .expect(201);
    await receiver
      .post(`/api/obligations/${due.id}/extensions/${asked.body.id}/answer`, { granted: true }, `"r${(await seen()).revision}"`)
      .expect(200);
    const body = structuredClone(other.body);
    body.levels[0].due = { month: 12, day: 28 };
    const later = await administrator
      .post('/api/rules', { ruleKey: other.ruleKey, validFrom: '2024-10-02', source: 'Mẫu: công văn 16', body })
      .expect(201);
    const days: string[] = [];
    for (const [edition, day] of [
      [later.body.id, '2024-10-03'],
      [other.id, '2024-10-04'],
      [later.body.id, '2024-10-05'],
    ] as const) {
      expect((await rebind(edition)).status).toBe(200);
      days.push((await seen()).dueOn);
      // Told each time, under the day that holds.
      await today(day);
      await fireDue();
      const [told] = await api.records.sql.rows<{ dueOn: string; act: string }>(
        `SELECT d.due_on AS "dueOn", n.act FROM notices n JOIN deadlines d ON d.id = n.deadline_id WHERE n.obligation_id = $1 ORDER BY n.id DESC LIMIT 1`,
        [due.id],
      );
      expect(told).toEqual({ dueOn: days.at(-1), act: 'moved' });
    }
    expect(days).toEqual(['2024-12-28', '2024-12-24', '2024-12-28']);
    const moves = await api.records.sql.rows<{ body: object }>(
      `SELECT body FROM journal WHERE stream_id = $1 AND kind = 'obligationMoved' ORDER BY id`,
      [due.id],
    );
    expect(moves.map(({ body: told }) => told)).toMatchObject([
      { fromDueOn: '2024-12-24', toDueOn: '2024-12-28', cause: 'roundRebound' },
      { fromDueOn: '2024-12-20', toDueOn: '2024-12-24' },
      { fromDueOn: '2024-12-24', toDueOn: '2024-12-28' },
    ]);
  });
});
