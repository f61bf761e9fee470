import { FireRung, NextRung, OpenConference, OpenDue, OpenReviewRound, OpenRound } from '#usecases';
import { XLSX } from '#papers';
import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';
import { tableOf } from '../testing/table-of.js';

describe('apps/api/oversight - a ladder ends, and what it did not reach stands on the list of the supervisor', () => {
  let api: TestApi;
  let conferenceId: string;
  let top: string;
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
    conferenceId = (await api.records.sql.row<{ id: string }>(`SELECT id FROM conferences`))!.id;
    top = (await api.records.sql.row<{ id: string }>(
      `SELECT reports_to[1] AS id FROM obligations WHERE conference_id = $1 AND duty = 'plan'`,
      [conferenceId],
    ))!.id;
  });
  afterAll(() => api.close());

  /** Lets the ladder of the conference climb until a day. */
  const until = async (day: string) => {
    clock.set(day);
    for (;;) {
      const rung = await new NextRung(api.records).run({ kind: 'conference', id: conferenceId });
      if (!rung || rung.at > clock.now()) return;
      await new FireRung(api.records).run({ rung, now: rung.at });
    }
  };
  const listed = async (query = '', by?: Official) =>
    (await (by ?? (await officialOf(api, top, 'head'))).get(`/api/oversight/exhausted-ladders${query}`).expect(200)).body as {
      items: {
        duty: string;
        words: { vi: string; en: string };
        daysOverdue: number;
        lastRung: string;
        stepsUp: number;
        organisation: { id: string; nameVi: string };
      }[];
      next: string | null;
    };

  it('empty while somebody is still told', async () => {
    await until('2027-02-02');
    expect((await listed()).items).toEqual([]);
  });

  it('every ladder is finite: after its last rung the step stands here, with who was told last', async () => {
    await until('2027-12-01');
    const { items, next } = await listed();
    expect(next).toBeNull();
    expect(items.map(({ duty }) => duty)).toEqual([
      'plan',
      'reportsAsked',
      'commendationList',
      'programme',
      'held',
      'conclusionNotice',
    ]);
    expect(items[0]).toMatchObject({
      daysOverdue: 302,
      stepsUp: expect.any(Number),
      organisation: { nameVi: expect.any(String) },
    });
    expect(items[0]!.lastRung).toMatch(/^T\+/);
    expect(items[0]!.words.vi).toMatch(/^Hội nghị sơ kết 03 năm: /);
    expect(items.every(({ duty, words }) => !words.vi.endsWith(duty))).toBe(true);
    const page = await listed('?limit=2');
    expect((await listed(`?limit=100&cursor=${encodeURIComponent(page.next!)}`)).items).toHaveLength(4);
    expect(await new NextRung(api.records).run({ kind: 'conference', id: conferenceId })).toBeNull();
  });

  it.each(['text/csv', XLSX])('is the same as %s, all of it, in the language of the reader', async (accept) => {
    const { items } = await listed();
    const head = await officialOf(api, top, 'head');
    const asked = (language: string) =>
      tableOf(head.get('/api/oversight/exhausted-ladders?limit=1').set('Accept', accept).set('Accept-Language', language));
    const { headers, lines } = await asked('vi');
    expect(headers['content-disposition']).toContain('filename="exhausted-ladders-2027-12-01.');
    expect(
      lines.map((line) => [line['Nhiệm vụ'], line['Cơ quan thực hiện'], line['Số ngày quá hạn'], line['Mốc nhắc cuối']]),
    ).toEqual(
      items.map(({ words, organisation, daysOverdue, lastRung }) => [
        words.vi,
        organisation.nameVi,
        String(daysOverdue),
        lastRung,
      ]),
    );
    expect((await asked('en')).lines.map((line) => line['Duty'])).toEqual(items.map(({ words }) => words.en));
  });

  it('not to who may not see it, and not any more once it is done', async () => {
    const stranger = await officialOf(api, api.world.fronts[0]);
    expect((await listed('', stranger)).items).toEqual([]);
    const document = { number: '12-KH/TU', on: '2027-11-30', title: 'Mẫu: kế hoạch hội nghị' };
    for (const [index, { duty, organisation }] of (await listed()).items.entries()) {
      const owner = await officialOf(api, organisation.id);
      await owner
        .post(`/api/conferences/${conferenceId}/steps/${duty}`, { doneOn: '2027-12-01', document }, `"r${index + 1}"`)
        .expect(200);
      expect((await listed()).items).toHaveLength(5 - index);
    }
  });
});
