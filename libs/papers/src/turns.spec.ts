import { markTable, readTable } from './read-table.js';
import { text, withParts, workbookOf } from './testing/workbooks.js';
import { turnsGiven } from './testing/turns-given.js';

const ROWS = 10_000;
const rows = Array.from({ length: ROWS }, (_, n) => [`Tổ tự quản số ${n + 1}`, 'Kinh tế', String(n)]);
const headings = ['Tên', 'Lĩnh vực', 'Số hộ'];
const cellsOf = (cells: string[], row: number) => cells.map((said, place) => text(`${'ABC'[place]}${row}`, said)).join('');

const inline = () =>
  workbookOf([headings, ...rows].map((cells, at) => `<row r="${at + 1}">${cellsOf(cells, at + 1)}</row>`).join(''));
const csv = () => Buffer.from([headings, ...rows].map((cells) => cells.join(';')).join('\r\n'));
const marks = new Map(rows.map((_, at) => [at + 2, at % 2 ? '' : 'sai']));

describe('libs/papers - while a long file is at work others have their turn', () => {
  it.each<[string, () => Promise<Buffer> | Buffer]>([
    ['a workbook', inline],
    ['a CSV', csv],
  ])('%s is read, and marked', async (_, make) => {
    const bytes = await make();
    expect(await turnsGiven(async () => expect((await readTable(bytes)).rows).toHaveLength(ROWS))).toBeGreaterThan(ROWS / 1_000);
    let marked = bytes;
    expect(await turnsGiven(async () => (marked = await markTable(bytes, 'Lỗi', null, marks)))).toBeGreaterThan(ROWS / 1_000);
    const table = await readTable(marked);
    expect(table.headings).toEqual([...headings, 'Lỗi']);
    expect(table.rows.map(({ cells }) => cells.map((cell) => cell.text))).toEqual(
      rows.map((cells, at) => [...cells, at % 2 ? '' : 'sai']),
    );
  });

  it('one row with cells without end, and texts that are shared', async () => {
    const empty = await workbookOf(
      `<row r="1">${text('A1', 'Tên')}</row><row r="2">${text('A2', 'x')}${'<c/>'.repeat(50_000)}</row>`,
    );
    expect(await turnsGiven(() => readTable(empty))).toBeGreaterThan(20);
    const shared = await withParts(
      await workbookOf(`<row r="1">${text('A1', 'Tên')}</row><row><c t="s"><v>49999</v></c></row>`),
      {
        'xl/sharedStrings.xml': () =>
          `<sst>${Array.from({ length: 50_000 }, (_, n) => `<si><t>số ${n}</t></si>`).join('')}</sst>`,
      },
    );
    expect(
      await turnsGiven(async () => expect((await readTable(shared)).rows[0]!.cells[0]!.text).toBe('số 49999')),
    ).toBeGreaterThan(20);
  });

  it('files are taken one after another, also after one that is refused', async () => {
    const ended: string[] = [];
    const asked = (name: string, bytes: Buffer) => readTable(bytes).finally(() => ended.push(name));
    const small = Buffer.from('Tên\r\nx\r\n');
    const all = [asked('long', csv()), asked('empty', Buffer.alloc(0)), asked('small', small)];
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(ended).toEqual(['long', 'empty', 'small']);
  });
});
