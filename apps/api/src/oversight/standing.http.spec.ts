import { OpenRound } from '#usecases';
import { XLSX } from '#papers';
import { rowsOfCsv } from '../../../../libs/usecases/src/organisations/csv.js';
import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';
import { tableOf } from '../testing/table-of.js';

const report = {
  figures: { openingCount: 4, founded: 1, ended: 0, closingCount: 5, effective: 4, replicated: 1, commended: 0 },
  words: { summary: 'Mẫu: các mô hình duy trì nền nếp.' },
};
const FIGURES = ['expected', 'received', 'onTime', 'late', 'overdue', 'accepted'] as const;
type Row = Record<(typeof FIGURES)[number], number> & {
  unitId: string;
  nameVi: string;
  own: boolean;
  drillDown: string | null;
  obligations: string;
  longestOverdueDays: number;
};
const summed = (rows: Row[]) => FIGURES.map((figure) => rows.reduce((sum, row) => sum + row[figure], 0));
const figuresOf = (row: Row) => FIGURES.map((figure) => row[figure]);

describe('apps/api/oversight - the standing of a round', () => {
  let api: TestApi;
  let supervisor: Official;
  let communes: { id: string; district: string }[];
  const clock = new TestClock();
  clock.set('2024-10-01');

  const standing = async (query: string, by: Official = supervisor) => {
    const { body } = await by.get(`/api/oversight/standing?${query}`).expect(200);
    return body as { round: { id: string; year: number }; asOf: string; rows: Row[] };
  };
  const submit = async (organisationId: string) => {
    const officer = await officialOf(api, organisationId);
    const [mine] = (await officer.get('/api/obligations?mine=owe').expect(200)).body.items;
    await officer.post(`/api/obligations/${mine.id}/submissions`, report, '"r1"').expect(201);
    return mine.id as string;
  };

  beforeAll(async () => {
    api = await openTestApi({ seeded: true, clock });
    await new OpenRound(api.records).run({ kind: 'modelResults', year: 2024, now: clock.now(), actor: null });
    communes = await api.records.sql.rows(
      `SELECT o.organisation_id AS id, o.line_parent_id AS district FROM organisations_on('2024-10-01') o JOIN territories t ON t.id = o.territory_id
       WHERE o.kind = 'fatherlandFront' AND t.level = 'commune' AND o.line_parent_id IS NOT NULL
         -- The small world has bodies of its own under ids of chance; they owe no report.
         AND EXISTS (SELECT FROM obligations b WHERE b.organisation_id = o.organisation_id) ORDER BY o.line_parent_id, o.name_vi`,
    );
    const board = await api.records.sql.row<{ id: string }>(
      `SELECT organisation_id AS id FROM organisations_on('2024-10-01') WHERE kind = 'massMobilisationBoard' AND line_parent_id IS NULL AND organisation_id <> $1`,
      [api.world.board],
    );
    clock.set('2024-11-20');
    supervisor = await officialOf(api, board!.id, 'supervisor');
    const accepted = await submit(communes[0]!.id);
    await submit(communes[1]!.id);
    clock.set('2024-11-25');
    await submit(communes[2]!.id);
    const district = await officialOf(api, communes[0]!.district);
    await district.post(`/api/obligations/${accepted}/submissions/1/answer`, { outcome: 'accepted' }, '"r2"').expect(200);
    clock.set('2024-12-01');
  });
  afterAll(() => api.close());

  it.each(['territory', 'line'])('by %s: every level sums to the one above, down to single bodies', async (by) => {
    const top = await standing(`by=${by}`);
    expect(top.round.year).toBe(2024);
    // 858 communes, 72 in the districts and 6 in the province are past their days; the lead has until 10/12.
    expect(summed(top.rows)).toEqual([937, 3, 2, 1, 858 + 72 + 6 - 3, 1]);
    let levels = 0;
    let questions = top.rows.filter(({ drillDown }) => drillDown);
    while (questions.length > 0) {
      levels++;
      const below: Row[] = [];
      // One branch in three, the busiest first: enough to see each kind of unit.
      for (const row of questions.filter((_, at) => at % 3 === 0)) {
        const { rows } = (await supervisor.get(row.drillDown!).expect(200)).body as { rows: Row[] };
        expect([row.nameVi, ...summed(rows)]).toEqual([row.nameVi, ...figuresOf(row)]);
        below.push(...rows);
      }
      questions = below.filter(({ drillDown }) => drillDown);
    }
    expect(levels).toBe(2);
  });

  it('each figure leads to the duties behind it', async () => {
    const [province] = (await standing('by=territory')).rows;
    const { rows } = (await supervisor.get(province!.drillDown!).expect(200)).body as { rows: Row[] };
    const own = rows.find((row) => row.own)!;
    const district = rows.find((row) => !row.own)!;
    for (const row of [own, district]) {
      const first = (await supervisor.get(`${row.obligations}&limit=100`).expect(200)).body;
      const rest = first.next
        ? (await supervisor.get(`${row.obligations}&limit=100&cursor=${first.next}`).expect(200)).body.items
        : [];
      expect([row.nameVi, first.items.length + rest.length]).toEqual([row.nameVi, row.expected]);
    }
  });

  it('tells what was true on a day gone by', async () => {
    const on = async (asOf: string) => summed((await standing(`by=territory&asOf=${asOf}`)).rows);
    expect(await on('2024-11-19')).toEqual([937, 0, 0, 0, 0, 0]);
    expect(await on('2024-11-22')).toEqual([937, 2, 2, 0, 0, 0]);
    expect(await on('2024-11-23')).toEqual([937, 2, 2, 0, 856, 0]);
    expect(await on('2024-11-25')).toEqual([937, 3, 2, 1, 855, 1]);
  });

  it('the day after tomorrow is not known; before the opening there is no round; an unknown unit is not found', async () => {
    const future = await supervisor.get('/api/oversight/standing?asOf=2024-12-02').expect(422);
    expect(future.body.errors[0].pointer).toBe('/asOf');
    expect(await standing('asOf=2024-09-30')).toMatchObject({ round: null, rows: [] });
    expect(await standing('year=2023')).toMatchObject({ round: null, rows: [] });
    await supervisor.get('/api/oversight/standing?unit=0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b').expect(404);
    await supervisor.get('/api/oversight/standing?asOf=2024-11-31').expect(400);
    await supervisor.get('/api/oversight/standing?by=weather').expect(400);
  });

  it('everybody sees their own part: a district its line, another province nothing', async () => {
    const district = await officialOf(api, communes[0]!.district);
    const { rows } = await standing('by=line', district);
    const below = communes.filter((commune) => commune.district === communes[0]!.district).length;
    expect(summed(rows)[0]).toBe(below + 1);
    const stranger = await api.tokenFor('supervisor');
    const asked = (query: string) => api.http.get(`/api/oversight/standing?${query}`).set('Authorization', stranger);
    expect((await asked('by=territory').expect(200)).body.rows).toEqual([]);
    await asked(`by=line&unit=${communes[0]!.district}`).expect(404);
  });

  it('is the same as CSV that Excel reads, in the language of the reader', async () => {
    const { rows } = await standing('by=line');
    const csv = await supervisor
      .get('/api/oversight/standing?by=line')
      .set('Accept', 'text/csv')
      .set('Accept-Language', 'vi')
      .expect(200)
      .expect('Content-Type', 'text/csv; charset=utf-8')
      .expect('Content-Disposition', /^attachment; filename="standing-modelResults-2024-2024-12-01\.csv"/);
    expect(csv.text.startsWith('\uFEFFĐơn vị,')).toBe(true);
    expect(csv.text.split('\r\n')).toHaveLength(rows.length + 2);
    const read = rowsOfCsv(csv.text).map(({ cells }) => [
      cells['Đơn vị'],
      ...['Phải nộp', 'Đã nộp', 'Đúng hạn', 'Trễ hạn', 'Quá hạn chưa nộp', 'Đã tiếp nhận'].map((name) => Number(cells[name])),
    ]);
    expect(read).toEqual(rows.map((row) => [row.nameVi, ...figuresOf(row)]));
    const english = await supervisor.get('/api/oversight/standing?by=line').set('Accept', 'text/csv').expect(200);
    expect(english.text.startsWith('\uFEFFUnit,')).toBe(true);
    expect(english.headers['vary']).toMatch(/Accept, Accept-Language/);
    const workbook = await tableOf(
      supervisor.get('/api/oversight/standing?by=line').set('Accept', XLSX).set('Accept-Language', 'vi'),
    );
    expect(workbook.headers['content-disposition']).toMatch(
      /^attachment; filename="standing-modelResults-2024-2024-12-01\.xlsx"/,
    );
    expect(workbook.lines.map((line) => [line['Đơn vị'], Number(line['Phải nộp'])])).toEqual(
      rows.map((row) => [row.nameVi, row.expected]),
    );
    await supervisor.get('/api/oversight/standing').set('Accept', 'image/png').expect(406);
  });

  it('lists duties nobody answers for, until somebody does', async () => {
    const vacant = async () => (await supervisor.get('/api/oversight/no-responsible-person?limit=100').expect(200)).body.items;
    expect(await vacant()).toEqual([]);
    await api.records.sql.affected(
      `UPDATE post_holders h SET valid_to = '2024-11-30' FROM posts p WHERE p.id = h.post_id AND p.receives_reminders AND p.organisation_id = ANY ($1)`,
      [[communes[3]!.id, communes[4]!.id]],
    );
    expect(await vacant()).toMatchObject([
      { why: 'nobodyInPost', dueOn: '2024-11-22' },
      { why: 'nobodyInPost', organisation: { nameVi: expect.any(String) } },
    ]);
    const first = await supervisor.get('/api/oversight/no-responsible-person?limit=1').expect(200);
    const second = await supervisor.get(`/api/oversight/no-responsible-person?limit=1&cursor=${first.body.next}`).expect(200);
    expect(second.body.next).toBeNull();
    const words = { vi: 'Báo cáo kết quả thực hiện mô hình năm 2024', en: 'Report on the results of the models, 2024' };
    expect([first.body.items[0].words, second.body.items[0].words]).toEqual([words, words]);
    for (const accept of ['text/csv', XLSX]) {
      const file = (language: string) =>
        tableOf(
          supervisor.get('/api/oversight/no-responsible-person?limit=1').set('Accept', accept).set('Accept-Language', language),
        );
      const { headers, lines } = await file('vi');
      expect(headers['content-disposition']).toContain('filename="no-responsible-person-2024-12-01.');
      expect(lines.map((line) => [line['Nhiệm vụ'], line['Cơ quan thực hiện'], line['Vì sao']])).toEqual(
        (await vacant()).map(({ organisation }: { organisation: { nameVi: string } }) => [
          words.vi,
          organisation.nameVi,
          'Chưa có người giữ chức danh được nhắc việc',
        ]),
      );
      expect((await file('en')).lines[0]).toMatchObject({ Duty: words.en, Why: 'Nobody holds a post that is reminded' });
    }
    // The district level ended without heirs: what it still owes stays visible.
    clock.set('2025-07-01');
    const items = (await (await officialOf(api, await lead())).get('/api/oversight/no-responsible-person?limit=100').expect(200))
      .body.items;
    expect(items.some(({ why }: { why: string }) => why === 'noHeir')).toBe(true);
  });

  const lead = async () =>
    (await api.records.sql.row<{ id: string }>(
      `SELECT organisation_id AS id FROM organisations_on('2025-07-01') WHERE kind = 'propagandaMassMobilisationBoard' LIMIT 1`,
    ))!.id;
});
