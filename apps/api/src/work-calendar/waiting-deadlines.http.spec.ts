import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/work-calendar - what tells people on working days of a year nobody has published', () => {
  let api: TestApi;
  let administrator: Official;
  let supervisor: Official;
  let officer: Official;
  const clock = new TestClock();
  clock.set('2026-12-01');

  beforeAll(async () => {
    api = await openTestApi({ seeded: true, clock });
    const of = async (role: string, where = '') =>
      (await api.records.sql.row<{ id: string }>(
        `SELECT p.organisation_id AS id FROM posts p JOIN organisations o ON o.id = p.organisation_id
         WHERE p.role = $1 AND p.valid @> '2026-12-01'::date AND p.organisation_id <> $2 ${where} LIMIT 1`,
        [role, api.world.board],
      ))!.id;
    administrator = await officialOf(api, await of('administrator'), 'administrator');
    supervisor = await officialOf(api, await of('supervisor', `AND o.kind = 'standingCommittee'`), 'supervisor');
    officer = await officialOf(api, await of('officer', `AND o.kind = 'farmersUnion'`), 'officer');
  });
  afterAll(() => api.close());

  const waiting = async (by = administrator, asked = '') =>
    (await by.get(`/api/work-calendar/waiting-deadlines${asked}`).expect(200)).body as {
      items: {
        duty: string;
        dueOn: string;
        owed: number;
        missingYears: number[];
        rungs: { rung: string; plannedAt: string }[];
        deadlineId: string;
        roundId: string;
      }[];
      next: string | null;
    };
  const figure = async () =>
    /^lantoa_deadlines_waiting_for_calendar (\d+)$/m.exec((await api.http.get('/metrics').expect(200)).text)?.[1];
  /** The planned rule, sent in office hours from that day on. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const officeHours = async (ruleKey: string, change: (body: any) => void = () => undefined) => {
    const { body } = (await administrator.get(`/api/rules?ruleKey=${ruleKey}`).expect(200)).body.items.at(-1);
    body.ladder.sending = { from: '07:00', to: '17:00', workingDaysOnly: true };
    change(body);
    await administrator.post('/api/rules', { ruleKey, validFrom: '2026-12-01', source: 'Mẫu: giờ hành chính', body }).expect(201);
  };

  it('without such a rule nothing waits', async () => {
    await administrator.post('/api/rounds', { kind: 'modelResults', year: 2025 }).expect(201);
    expect(await waiting()).toEqual({ items: [], next: null });
    expect(await figure()).toBe('0');
  });

  it('a deadline whose ladder reaches into the next year stands there with the year, its slots and how many owe', async () => {
    await officeHours('annualReport.dispatchImplementation');
    const round = (await administrator.post('/api/rounds', { kind: 'dispatchImplementation', year: 2026 }).expect(201)).body;
    const { items } = await waiting();
    expect(items).toMatchObject([
      { duty: 'lead', dueOn: '2026-12-20', purpose: 'duty', roundId: round.id, missingYears: [2027], owed: 1 },
    ]);
    // T+14 falls on Sunday 03/01/2027; nobody knows yet that this is a day off (decision 0035). The closing tells nobody.
    expect(items[0]!.rungs.map(({ rung, plannedAt }) => [rung, plannedAt])).toEqual([
      ['T+14', '2027-01-03T01:00:00.000Z'],
      ['T+21', '2027-01-10T01:00:00.000Z'],
    ]);
    expect(await figure()).toBe('1');
    expect((await waiting(administrator, '?year=2027')).items).toHaveLength(1);
    expect((await waiting(administrator, '?year=2028')).items).toEqual([]);
  });

  it('a supervisor sees what the post may see; nobody else asks', async () => {
    expect((await waiting(supervisor)).items.map(({ duty }) => duty)).toEqual(['lead']);
    await officer.get('/api/work-calendar/waiting-deadlines').expect(403);
    await administrator.get('/api/work-calendar/waiting-deadlines?year=soon').expect(400);
  });

  it('many come page by page, by due day', async () => {
    await officeHours('annualReport.modelResults', ({ levels }) => {
      for (const [index, level] of levels.entries()) level.due = { month: 12, day: 21 + index };
    });
    await administrator.post('/api/rounds', { kind: 'modelResults', year: 2026 }).expect(201);
    const all = (await waiting()).items;
    expect(all.map(({ duty }) => duty)).toEqual(['lead', 'commune', 'province', 'lead']);
    const paged: typeof all = [];
    for (let cursor = ''; ;) {
      const { items, next } = await waiting(administrator, `?limit=1${cursor}`);
      paged.push(...items);
      if (!next) break;
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
    expect(paged).toEqual(all);
    expect(all.map(({ dueOn }) => dueOn)).toEqual(all.map(({ dueOn }) => dueOn).toSorted());
    expect(await figure()).toBe(String(all.length));
  });

  it('published, the year takes everything off the list, and the slots move to working days', async () => {
    const { deadlineId } = (await waiting()).items.find(({ duty, dueOn }) => duty === 'lead' && dueOn === '2026-12-20')!;
    const { headers } = await administrator.get('/api/work-calendar/2027').expect(200);
    await administrator
      .post('/api/work-calendar/2027/publications', { document: 'Mẫu: Thông báo nghỉ lễ năm 2027' }, headers['etag'])
      .expect(201);
    expect(await waiting()).toEqual({ items: [], next: null });
    expect(await figure()).toBe('0');
    const moved = await api.records.sql.rows<{ rung: string; on: string }>(
      `SELECT rung, planned_on AS on FROM deadline_rungs WHERE deadline_id = $1 AND outcome IS NULL AND rung IN ('T+14', 'T+21') ORDER BY planned_on`,
      [deadlineId],
    );
    expect(moved).toEqual([
      { rung: 'T+14', on: '2027-01-04' },
      { rung: 'T+21', on: '2027-01-11' },
    ]);
  });
});
