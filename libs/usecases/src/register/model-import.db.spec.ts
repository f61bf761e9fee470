import { isRefusal, registerColumn, type Cell, type Refusal, type RegisterColumn } from '#domain';
import { ModelImportsReader } from '#records';
import { ApplyModelImport, CheckModelImport, type Actor } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { turnsGiven } from '../../../papers/src/testing/turns-given.js';
import { actorOf, morning, SetClock } from '../testing/acting.js';

type Row = Partial<Record<RegisterColumn, string | Cell>>;

describe('libs/usecases/register - the names in a register, looked up among the real units', () => {
  let database: TestDatabase;
  let province: Actor;
  const clock = new SetClock(morning('2026-11-20'));
  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    const front = await database.records.sql.row<{ id: string }>(
      `SELECT id FROM organisations WHERE seed_key = 'fatherlandFront/82@2025'`,
    );
    province = await actorOf(database.records, front!.id, clock.today(), 'head');
  });
  // Closing asks the history checker.
  afterAll(() => database.close());

  let n = 0;
  async function checked(rows: Row[]): Promise<{ id: string; rows: Awaited<ReturnType<ModelImportsReader['rows']>> }> {
    const full = rows.map((row): Row => ({ name: `Mẫu: Tổ số ${++n}`, field: 'Kinh tế', startedOn: '01/04/2021', ...row }));
    const columns = [...new Set(full.flatMap((row) => Object.keys(row)))] as RegisterColumn[];
    const made = await new CheckModelImport(database.records, clock).run({
      fileName: 'so.xlsx',
      form: 'xlsx',
      content: Buffer.from('sổ'),
      read: {
        table: {
          headings: columns.map((name) => registerColumn(name).heading.vi),
          rows: full.map((row, at) => ({
            row: at + 2,
            cells: columns.map((name) => {
              const cell = row[name] ?? '';
              return typeof cell === 'string' ? { text: cell } : cell;
            }),
          })),
        },
      },
      actor: province,
    });
    if (isRefusal(made)) throw new Error(made.words.en);
    return { id: made.id, rows: await new ModelImportsReader(database.records.sql).rows(made.id, null, null, 100) };
  }
  const placed = async (row: Row) => {
    const { id, rows } = await checked([row]);
    if (rows[0]!.outcome === 'fault') return rows[0]!.faults.map(({ column, words }) => `${column}: ${words.vi}`).join(' | ');
    const found = await database.records.sql.row<{ key: string }>(
      `SELECT t.seed_key AS key FROM model_import_rows r JOIN territories t ON t.id = (r.read ->> 'territoryId')::uuid WHERE r.import_id = $1`,
      [id],
    );
    return found!.key;
  };

  it('a code means the unit of today, whatever unit bore it before', async () => {
    const { key, code } = (await database.records.sql.row<{ key: string; code: string }>(
      `SELECT t.seed_key AS key, v.code FROM territory_versions v JOIN territories t ON t.id = v.territory_id
       WHERE v.valid @> '2026-11-20'::date AND t.level = 'commune' AND EXISTS (SELECT FROM territory_versions o WHERE o.code = v.code AND o.territory_id <> v.territory_id)
       ORDER BY v.code LIMIT 1`,
    ))!;
    expect(await placed({ communeCode: code })).toBe(key);
    expect(await placed({ communeCode: '00000' })).toContain('Không có đơn vị hành chính mang mã này');
  });

  it('a name that several units bore is refused with the choices, until the old district or a code says which', async () => {
    const twice = await database.records.sql.row<{ name: string; unit_type: string; district: string }>(
      `SELECT v.name, v.unit_type, min(p.name) AS district FROM territory_versions v JOIN territories t ON t.id = v.territory_id AND t.level = 'commune'
       JOIN territory_versions p ON p.territory_id = v.parent_id JOIN territories pt ON pt.id = p.territory_id AND pt.level = 'district'
       WHERE NOT EXISTS (SELECT FROM territory_versions now JOIN territories nt ON nt.id = now.territory_id AND nt.level = 'commune'
         WHERE lower(now.name) = lower(v.name) AND now.valid @> '2026-11-20'::date)
       GROUP BY v.name, v.unit_type HAVING count(DISTINCT v.territory_id) > 1 AND count(DISTINCT p.name) > 1 ORDER BY v.name LIMIT 1`,
    );
    expect(twice).not.toBeNull();
    const { name, district } = twice!;
    expect(await placed({ commune: name })).toMatch(/^commune: Tên này chỉ nhiều đơn vị: .*; .*Ghi thêm huyện/);
    expect(await placed({ commune: name, district })).not.toContain('Tên này chỉ nhiều');
    expect(await placed({ commune: name, district: 'Nơi nào đó' })).toContain('Không có đơn vị đó trong huyện');
  });

  it('accents tell places apart; where the tone is written, case and the kind of unit do not', async () => {
    const key = async (name: string) =>
      (await database.records.sql.row<{ key: string }>(
        `SELECT t.seed_key AS key FROM territory_versions v JOIN territories t ON t.id = v.territory_id AND t.level = 'commune'
         WHERE v.name = $1 AND v.valid @> '2026-11-20'::date`,
        [`Xã ${name}`],
      ))!.key;
    expect(await placed({ commune: 'Tân Thành' })).toBe(await key('Tân Thành'));
    expect(await placed({ commune: 'xã  TÂN THẠNH' })).toBe(await key('Tân Thạnh'));
    expect(await placed({ commune: 'Tan Thanh' })).toContain('Tân Thành khác Tân Thạnh');
    expect(await placed({ commune: 'Tân Thạnh'.normalize('NFD') })).toBe(await key('Tân Thạnh'));
  });

  it.each<[string, Row, string]>([
    ['a day of the sheet', { startedOn: { text: '01/04/2021', day: '2021-04-01' } }, '2021-04-01'],
    ['day/month/year', { startedOn: '1/4/2021' }, '2021-04-01'],
    ['year-month-day', { startedOn: '2021-04-01' }, '2021-04-01'],
    ['the number Excel keeps for a day', { startedOn: '44287' }, '2021-04-01'],
    ['month/day/year', { startedOn: '04/25/2021' }, 'kiểu tháng/ngày/năm'],
    ['a year alone', { startedOn: '2021' }, 'Không phải một ngày'],
    ['two digits of the year', { startedOn: '01/04/21' }, 'Không phải một ngày'],
    ['a failed formula', { startedOn: { text: '#REF!', fault: { vi: 'Công thức báo lỗi #REF!', en: 'x' } } }, '#REF!'],
  ])('a day as %s', async (_, row, expected) => {
    const { id, rows } = await checked([{ commune: 'Tân Thành', ...row }]);
    const read = await database.records.sql.row<{ day: string | null }>(
      `SELECT read ->> 'startedOn' AS day FROM model_import_rows WHERE import_id = $1`,
      [id],
    );
    expect(read!.day ?? rows[0]!.faults[0]!.words.vi).toContain(expected);
  });

  it('a column that mixes day/month with month/day leaves in doubt what may be either, and nothing else', async () => {
    const days = ['04/25/2021', '03/04/2021', '30/04/2021', '2021-04-03', '05/05/2021'];
    const { rows } = await checked(days.map((startedOn) => ({ commune: 'Tân Thành', startedOn })));
    expect(rows.map(({ outcome, faults }) => (outcome === 'fault' ? faults[0]!.words.vi.slice(0, 14) : outcome))).toEqual([
      'Ngày đang ghi ',
      'Cột này có ô g',
      'new',
      'new',
      'new',
    ]);
  });

  it('days a sheet turned round leave in doubt what may be either, beside a day it left as text', async () => {
    const turned = { text: '02/01/2020', day: '2020-01-02' };
    const days = [turned, '25/02/2020', { text: '13/01/2020', day: '2020-01-13' }, '01/02/2020'];
    const { rows } = await checked(days.map((startedOn) => ({ commune: 'Tân Thành', startedOn })));
    expect(rows.map(({ outcome, faults }) => (outcome === 'fault' ? faults[0]!.words.en : outcome))).toEqual([
      expect.stringContaining('turned round (2020-02-01)'),
      'new',
      'new',
      'new',
    ]);
    expect((await checked([{ commune: 'Tân Thành', startedOn: turned }])).rows).toMatchObject([{ outcome: 'new' }]);
  });

  it('half a decision, a number in words, a rating nobody knows, control characters', async () => {
    const { rows } = await checked([
      {
        commune: 'Tân Thành',
        decisionNumber: '12/QĐ',
        participants: '1.5',
        stateBudget: '1,5 tỷ',
        lastRating: 'A+',
        note: 'a\u0007',
      },
    ]);
    expect(rows[0]!.faults.map(({ column }) => column).sort()).toEqual([
      'decidedOn',
      'lastRating',
      'note',
      'participants',
      'stateBudget',
    ]);
  });

  it('what the register changed since the dry run keeps the whole file out', async () => {
    const name = 'Mẫu: Hội quán số 7';
    const first = await checked([{ commune: 'Tân Thành', name }, { commune: 'Tân Thành' }]);
    const second = await checked([{ commune: 'Tân Thành', name, field: 'Kinh tế', startedOn: '02/04/2021' }]);
    const apply = (id: string) =>
      new ApplyModelImport(database.records, clock).run({ importId: id, revision: 1, actor: province });
    expect(await apply(second.id)).toEqual({ id: second.id });
    const refused = (await apply(first.id)) as Refusal;
    expect(refused).toMatchObject({ code: 'conflict', errors: [{ pointer: '/rows/2/startedOn' }] });
    expect(await database.records.sql.rows(`SELECT FROM models WHERE import_id = $1`, [first.id])).toEqual([]);
  });

  it('hamlets of one name are twins by their numbers, or else by their spelling; where none is named it may be any', async () => {
    const twins = async (...localities: string[]) =>
      (await checked(localities.map((locality) => ({ commune: 'Tân Thành', name: 'Mẫu: Đường hoa', locality })))).rows.map(
        ({ outcome, faults }) => (outcome === 'new' ? null : /dòng (\d+)/.exec(faults[0]!.words.vi)?.[1]),
      );
    expect(await twins('Ấp 1', 'Ấp 2', 'ấp 01, xã Tân Thành', 'Ấp Hòa', 'ấp  HOÀ', 'Ấp 1, tổ 2', '')).toEqual([
      null,
      null,
      '2',
      null,
      '5',
      null,
      '2',
    ]);
    expect(await twins('', 'Ấp 1', 'Ấp Hoà', '')).toEqual([null, '2', '2', '2']);
  });

  it('a long register holds nobody up, though every row has the same name', async () => {
    const rows = 5_000;
    let found: string[] = [];
    const work = async () => {
      const { id } = await checked(
        Array.from({ length: rows }, (_, at) => ({ commune: 'Tân Thành', name: 'Mẫu: Đường hoa', locality: `Ấp ${at}` })),
      );
      found = (await database.records.sql.row<{ outcomes: string[] }>(
        `SELECT array_agg(DISTINCT outcome) AS outcomes FROM model_import_rows WHERE import_id = $1`,
        [id],
      ))!.outcomes;
    };
    // Each row is looked at four times: its day for two doubts, to be read, and to be held against the others.
    expect(await turnsGiven(work)).toBeGreaterThan((3 * rows) / 100);
    expect(found).toEqual(['new']);
  });
});
