import { FireRung, NextOpening, NextRung, OpenConference, OpenDue, OpenReviewRound, OpenRound } from '#usecases';
import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

const document = 'Mẫu: Thông báo nghỉ lễ năm 2027';

describe('apps/api/work-calendar - an administrator publishes a year, and what depends on it moves', () => {
  let api: TestApi;
  let administrator: Official;
  const clock = new TestClock();
  clock.set('2026-11-23');
  const ruleKey = 'annualReport.modelResults';

  const year = async (of: number) =>
    (await administrator.get(`/api/work-calendar/${of}`).expect(200)) as { body: any; headers: any };
  const revise = async (of: number, change: (days: any[]) => any[]) => {
    const { body, headers } = await year(of);
    return administrator.patch(`/api/work-calendar/${of}`, { days: change(body.days) }, headers.etag);
  };
  const publish = async (of: number, by = document) => {
    const { headers } = await year(of);
    return administrator.post(`/api/work-calendar/${of}/publications`, { document: by }, headers.etag);
  };
  const holiday = (day: string, kind = 'holiday') => ({ day, kind, reason: 'Mẫu', document });
  const openDue = () =>
    new OpenDue(api.records, new OpenRound(api.records), new OpenConference(api.records), new OpenReviewRound(api.records)).run({
      now: clock.now(),
    });
  const waiting = async () =>
    (await administrator.get('/api/work-calendar/waiting-openings').expect(200)).body.items as { key: string; isLate: boolean }[];
  const deadlines = () =>
    api.records.sql.rows<{ id: string; duty: string; due: string; revision: number }>(
      `SELECT d.id, d.duty, d.due_on AS due, d.revision FROM deadlines d JOIN rounds r ON r.id = d.round_id WHERE r.kind = 'modelResults' AND r.year = 2027 ORDER BY due_on, duty`,
    );

  beforeAll(async () => {
    api = await openTestApi({ seeded: true, clock });
    // Nothing of the past is to be opened beside what is looked at.
    await api.records.sql.affected(`UPDATE settings SET value = '"2027-09-01"' WHERE key = 'cycleSince'`);
    const board = await api.records.sql.row<{ id: string }>(
      `SELECT organisation_id AS id FROM posts WHERE role = 'administrator' AND valid @> '2026-11-23'::date AND organisation_id <> $1`,
      [api.world.board],
    );
    administrator = await officialOf(api, board!.id, 'administrator');
  });
  afterAll(() => api.close());

  it('shows every year: three announced ones in force with their document, the others as drafts from the law', async () => {
    const { items } = (await administrator.get('/api/work-calendar').expect(200)).body;
    expect(items.map((item: any) => [item.year, item.inForce?.number ?? null])).toEqual([
      [2024, 1],
      [2025, 1],
      [2026, 1],
      ...Array.from({ length: 10 }, (_, at) => [2027 + at, null]),
    ]);
    expect(items[3]).toMatchObject({ isDraftAhead: true, isProposal: true });
    const [thisYear] = (await administrator.get('/api/work-calendar?year=2026').expect(200)).body.items;
    expect(thisYear.inForce.document).toContain('9441/TB-BNV');
    expect(thisYear.inForce.days).toContainEqual(expect.objectContaining({ day: '2026-08-22', kind: 'workingSaturday' }));
  });

  it('compares a draft with what the law gives; 24/11 is named with its source, and left out', async () => {
    const { body } = await administrator.get('/api/work-calendar/2027/proposal').expect(200);
    expect(body.differences).toEqual([]);
    expect(body.notIncluded).toEqual([
      expect.objectContaining({ day: '2027-11-24', document: expect.stringContaining('80-NQ/TW') }),
    ]);
    // What was announced knows the swaps, the law does not.
    const announced = (await administrator.get('/api/work-calendar/2026/proposal').expect(200)).body.differences;
    expect(announced.map(({ day }: { day: string }) => day)).toEqual(['2026-01-02', '2026-01-10', '2026-08-22', '2026-08-31']);
  });

  it('24/11 becomes a day off of the proposal once an administrator sets it, with its document', async () => {
    const { headers, body } = await administrator.get('/api/work-calendar/culture-day').expect(200);
    expect(body.offFromYear).toBeNull();
    const source = 'Mẫu: Luật sửa đổi Điều 112';
    await administrator.patch('/api/work-calendar/culture-day', { offFromYear: 2028, source }, headers.etag!).expect(200);
    await administrator.patch('/api/work-calendar/culture-day', { offFromYear: 2027, source }, headers.etag!).expect(412);
    const { days, notIncluded } = (await administrator.get('/api/work-calendar/2028/proposal').expect(200)).body;
    expect(days).toContainEqual({ day: '2028-11-24', kind: 'holiday', reason: 'Ngày Văn hoá Việt Nam', document: source });
    expect(notIncluded).toEqual([]);
  });

  it('begins the draft of a further year from the law, once', async () => {
    const made = await administrator.post('/api/work-calendar', { year: 2037 }).expect(201);
    expect(made.headers.location).toBe('/api/work-calendar/2037');
    expect(made.body).toMatchObject({ isProposal: true, inForce: null });
    expect(made.body.days.filter(({ kind }: { kind: string }) => kind === 'holiday')).toHaveLength(12);
    await administrator.post('/api/work-calendar', { year: 2037 }).expect(409);
    await administrator.post('/api/work-calendar', { year: 2150 }).expect(422);
  });

  it('a rule that rolls may be appended; its round waits, visibly, while the year is unpublished', async () => {
    const planted = (await administrator.get(`/api/rules?ruleKey=${ruleKey}`).expect(200)).body.items[0];
    const body = {
      ...planted.body,
      roll: 'next',
      ladder: { ...planted.body.ladder, sending: { from: '07:30', to: '17:00', workingDaysOnly: true } },
    };
    await administrator.post('/api/rules', { ruleKey, validFrom: '2027-01-01', source: 'Mẫu: công văn 15', body }).expect(201);

    clock.set('2027-10-02');
    administrator = await officialOf(api, administrator.organisationId, 'administrator');
    await openDue();
    expect(await deadlines()).toEqual([]);
    expect(await waiting()).toEqual([
      { key: 'round/modelResults/2027', opensOn: '2027-10-01', missingYear: 2027, isLate: true },
      // Known a year before it matters.
      { key: 'round/modelResults/2028', opensOn: '2028-10-01', missingYear: 2028, isLate: false },
    ]);
    expect((await api.http.get('/metrics').expect(200)).text).toContain('lantoa_openings_waiting 1');
    // The calendar sleeps until the next one that can be opened, instead of knocking in vain.
    expect((await new NextOpening(api.records).run({ now: clock.now() }))!.at > clock.now()).toBe(true);
    const refused = await administrator.post('/api/rounds', { kind: 'modelResults', year: 2027 }).expect(409);
    expect(refused.body.detail).toContain('work calendar of 2027 is not published');
  });

  it('published, the year releases the round; 22/11 is a Monday, 26/11 a Friday, and reminders leave out weekends', async () => {
    expect((await administrator.get('/api/work-calendar/2027/preview').expect(200)).body).toMatchObject({
      total: 0,
      released: ['round/modelResults/2027'],
    });
    const published = await publish(2027);
    expect(published.status).toBe(201);
    expect(published.body).toMatchObject({
      replanned: 0,
      isDraftAhead: false,
      isProposal: false,
      inForce: { number: 1, document },
    });
    expect(
      await api.records.sql.row(
        `SELECT count(*)::int AS n FROM outbox WHERE workflow = 'calendarCycle' AND cause = 'workCalendarPublished'`,
      ),
    ).toEqual({ n: 1 });
    await openDue();
    expect((await waiting()).filter(({ isLate }) => isLate)).toEqual([]);
    expect((await deadlines()).map(({ duty, due }) => [duty, due])).toEqual([
      ['commune', '2027-11-22'],
      ['province', '2027-11-30'],
      ['lead', '2027-12-10'],
    ]);
    // T−30 is Saturday 23/10: the letter goes out on the Friday before.
    expect(
      await api.records.sql.row(
        `SELECT r.planned_at FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id WHERE d.duty = 'commune' AND r.rung = 'T-30'`,
      ),
    ).toEqual({ planned_at: new Date('2027-10-22T01:00:00Z') });
  });

  it('twice the same is refused, and so is a stale draft', async () => {
    expect((await publish(2027)).status).toBe(409);
    await administrator.post('/api/work-calendar/2027/publications', { document }, '"1"').expect(412);
  });

  it('says beforehand what a change would move', async () => {
    await revise(2027, (days) => [...days, holiday('2027-11-22'), holiday('2027-11-25')]).then(({ status }) =>
      expect(status).toBe(200),
    );
    const { total, moves } = (await administrator.get('/api/work-calendar/2027/preview').expect(200)).body;
    expect(total).toBe(2);
    expect(moves.map(({ duty, from, to }: any) => [duty, from, to])).toEqual([
      ['commune', '2027-11-22', '2027-11-23'],
      // Its day stays; the reminder that fell on 25/11 goes out the day before.
      ['lead', '2027-12-10', '2027-12-10'],
    ]);
    expect((await deadlines()).map(({ revision }) => revision)).toEqual([1, 1, 1]);
  });

  const roundId = async () =>
    (await api.records.sql.row<{ id: string }>(`SELECT id FROM rounds WHERE kind = 'modelResults' AND year = 2027`))!.id;
  /** Everything due by now, as the worker fires it. */
  const fireDue = async () => {
    const fired: string[] = [];
    for (;;) {
      const rung = await new NextRung(api.records).run({ kind: 'round', id: await roundId() });
      if (!rung || rung.at > clock.now()) return fired;
      await new FireRung(api.records).run({ rung, now: clock.now() });
      fired.push(rung.rung);
    }
  };
  const today = async (day: string, time?: string) => {
    clock.set(day, time);
    administrator = await officialOf(api, administrator.organisationId, 'administrator');
  };

  it('published while the round sleeps: the old rungs are cancelled, both dates journaled, and whoever owes is told of the new day', async () => {
    await today('2027-10-22');
    expect(await fireDue()).toEqual(['T-30']);
    await today('2027-11-10');
    await fireDue();
    const published = await publish(2027, 'Mẫu: Thông báo bổ sung');
    expect(published.body).toMatchObject({ replanned: 2, inForce: { number: 2, document: 'Mẫu: Thông báo bổ sung' } });

    const [commune] = await deadlines();
    expect(commune).toMatchObject({ due: '2027-11-23', revision: 2 });
    const rungs = await api.records.sql.rows<{ revision: number; outcome: string | null; n: number }>(
      `SELECT revision, outcome, count(*)::int AS n FROM deadline_rungs WHERE deadline_id = $1 GROUP BY 1, 2 ORDER BY 1, 2`,
      [commune!.id],
    );
    expect(rungs).toEqual([
      { revision: 1, outcome: 'cancelled', n: 8 },
      { revision: 1, outcome: 'fired', n: 2 },
      { revision: 2, outcome: 'collapsed', n: 2 },
      { revision: 2, outcome: null, n: 9 },
    ]);
    expect(
      await api.records.sql.row(
        `SELECT kind, body FROM journal WHERE stream = 'deadline' AND stream_id = $1 ORDER BY seq DESC LIMIT 1`,
        [commune!.id],
      ),
    ).toEqual({
      kind: 'deadlineReplanned',
      body: {
        from: '2027-11-22',
        to: '2027-11-23',
        revision: 2,
        cause: 'workCalendarPublished',
        year: 2027,
        number: 2,
        document: 'Mẫu: Thông báo bổ sung',
      },
    });
    expect(
      await api.records.sql.rows(
        `SELECT DISTINCT workflow_id FROM outbox WHERE cause = 'workCalendarPublished' AND workflow <> 'calendarCycle'`,
      ),
    ).toEqual([{ workflow_id: 'annual-report-round/2027/modelResults' }]);

    expect(await fireDue()).toEqual(['moved']);
    const told = await api.records.sql.row<{ told: number; owed: number }>(
      `SELECT (SELECT count(DISTINCT obligation_id)::int FROM notices WHERE act = 'moved') AS told,
              (SELECT count(*)::int FROM obligations WHERE deadline_id = $1) AS owed`,
      [commune!.id],
    );
    expect(told!.told).toBe(told!.owed);
  });

  it('from then on the reminders speak of the new day only', async () => {
    await today('2027-11-16');
    // The province's day is another one.
    expect(await fireDue()).toEqual(['T-15', 'T-7']);
    const revisions = await api.records.sql.rows(
      `SELECT DISTINCT n.revision FROM notices n JOIN deadlines d ON d.id = n.deadline_id WHERE d.duty = 'commune' AND n.rung = 'T-7'`,
    );
    expect(revisions).toEqual([{ revision: 2 }]);
  });

  it('a report in time by the day of its submission stays in time when the day moves back; what is owed is late', async () => {
    await today('2027-11-23');
    const owed = await api.records.sql.rows<{ id: string; organisationId: string }>(
      `SELECT o.id, o.organisation_id AS "organisationId" FROM obligations o WHERE o.duty = 'commune' ORDER BY o.id LIMIT 2`,
    );
    const officer = await officialOf(api, owed[0]!.organisationId);
    const seen = await officer.get(`/api/obligations/${owed[0]!.id}`).expect(200);
    const figures = { openingCount: 4, founded: 1, ended: 0, closingCount: 5, effective: 4, replicated: 1, commended: 0 };
    await officer
      .post(`/api/obligations/${owed[0]!.id}/submissions`, { figures, words: { summary: 'Mẫu' } }, seen.headers['etag'])
      .expect(201);

    await today('2027-11-23', '16:00');
    await revise(2027, (days) => days.filter(({ day }) => day !== '2027-11-22'));
    expect((await publish(2027, 'Mẫu: Đính chính')).status).toBe(201);
    expect((await officer.get(`/api/obligations/${owed[0]!.id}`).expect(200)).body).toMatchObject({
      dueOn: '2027-11-22',
      late: false,
    });
    const round = (await administrator.get(`/api/rounds/${await roundId()}`).expect(200)).body;
    expect([round.received, round.onTime]).toEqual([1, 1]);
    const standing = async (asOf: string) => {
      const { rows: items } = (
        await administrator.get(`/api/oversight/standing?by=territory&kind=modelResults&year=2027&asOf=${asOf}`).expect(200)
      ).body;
      return items.reduce(
        (sum: any, row: any) => ({
          onTime: sum.onTime + row.onTime,
          late: sum.late + row.late,
          overdue: sum.overdue + row.overdue,
        }),
        { onTime: 0, late: 0, overdue: 0 },
      );
    };
    expect(await standing('2027-11-23')).toMatchObject({ onTime: 1, late: 0 });
    expect((await standing('2027-11-23')).overdue).toBeGreaterThan(0);
  });

  it.each<[string, any[], string]>([
    ['a day both off and worked', [holiday('2028-05-01'), holiday('2028-05-01', 'workingSaturday')], '/days/1/day'],
    ['a working Saturday that is a Monday', [holiday('2028-05-08', 'workingSaturday')], '/days/0/day'],
    ['a day of another year', [holiday('2027-01-01')], '/days/0/day'],
  ])('refuses %s, and keeps the draft as it was', async (_, days, pointer) => {
    const refused = await revise(2028, () => days);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, pointer]);
    expect((await year(2028)).body.revision).toBe(1);
  });

  it.each<[string, any[], string]>([
    ['a day that does not exist', [holiday('2027-02-30')], '/days/0/day'],
    ['a holiday without a document', [{ ...holiday('2027-05-01'), document: '' }], '/days/0/document'],
    ['an unknown kind', [holiday('2027-05-01', 'birthday')], '/days/0/kind'],
  ])('does not even read %s', async (_, days, pointer) => {
    const refused = await revise(2028, () => days);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, pointer]);
  });

  it('an empty year is not published, nobody else may, and a year nobody drafted is not there', async () => {
    await revise(2029, () => []);
    expect((await publish(2029)).status).toBe(409);
    await administrator.get('/api/work-calendar/2099').expect(404);
    const officer = await api.tokenFor('officer');
    await api.http.post('/api/work-calendar').set('Authorization', officer).send({ year: 2038 }).expect(403);
    await api.http.get('/api/work-calendar/2026').set('Authorization', officer).expect(200);
  });

  it('two publish at the same instant: one is published', async () => {
    const { headers } = await year(2030);
    const answers = await Promise.all(
      [1, 2].map(() => administrator.post('/api/work-calendar/2030/publications', { document }, headers.etag)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
  });
});
