import fc from 'fast-check';
import readXlsxFile from 'read-excel-file/node';
import { csvLines } from './csv/write-csv.js';
import { kindOfPaper, XLSX } from './kind-of-paper.js';
import { PaperFault } from './paper-fault.js';
import { markTable, readTable } from './read-table.js';
import { MOST_ROWS } from './table.js';
import { text, withParts, workbookOf } from './testing/workbooks.js';
import { writeWorkbook } from './workbook/write-workbook.js';

const heading = `<row r="1">${text('A1', 'Tên')}${text('B1', 'Ngày')}</row>`;
const cellsOf = async (bytes: Buffer) => (await readTable(bytes)).rows.map(({ cells }) => cells);
const textsOf = async (bytes: Buffer) => (await cellsOf(bytes)).map((cells) => cells.map((cell) => cell.text));
const refused = async (bytes: Buffer): Promise<string> => {
  try {
    await readTable(bytes);
  } catch (error) {
    if (error instanceof PaperFault) return error.words.vi;
    throw error;
  }
  return 'đã đọc được';
};

describe('libs/papers - a workbook as typed', () => {
  const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd&quot;/&quot;mm&quot;/&quot;yyyy"/><numFmt numFmtId="165" formatCode="#,##0 &quot;day&quot;"/></numFmts>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;

  it('keeps texts, numbers and days apart; a day is known by its format', async () => {
    const workbook = await workbookOf(
      `${heading}<row r="2">${text('A2', 'Tổ &amp; đội')}<c r="B2" s="1"><v>44270</v></c></row>
       <row r="4"><c r="A4"><v>0.30000000000000004</v></c><c r="B4" s="2"><v>43951.75</v></c></row>
       <row r="5"><c r="A5" t="b"><v>1</v></c><c r="B5" s="3"><v>43951</v></c></row>`,
      { styles },
    );
    expect((await readTable(workbook)).rows.map(({ row }) => row)).toEqual([2, 4, 5]);
    expect(await cellsOf(workbook)).toEqual([
      [{ text: 'Tổ & đội' }, { text: '15/03/2021', day: '2021-03-15' }],
      [
        { text: '0.3', number: 0.3 },
        { text: '30/04/2020', day: '2020-04-30' },
      ],
      [{ text: 'Có' }, { text: '43951', number: 43951 }],
    ]);
  });

  it('counts days from 1904 where the workbook says so', async () => {
    const workbook = await withParts(
      await workbookOf(`${heading}<row r="2">${text('A2', 'x')}<c r="B2" s="1"><v>42808</v></c></row>`, { styles }),
      {
        'xl/workbook.xml': (xml) => xml.replace(/<workbookPr[^>]*\/>|(?=<sheets>)/, '<workbookPr date1904="1"/>'),
      },
    );
    expect((await cellsOf(workbook))[0]![1]).toMatchObject({ day: '2021-03-15' });
  });

  it('takes the value of a formula, and refuses one that failed or has none', async () => {
    const workbook = await workbookOf(
      `${heading}<row r="2"><c r="A2" t="str"><f>UPPER("x")</f><v>X</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>
       <row r="3"><c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B3"><f>NOW()</f></c></row>`,
    );
    expect(await cellsOf(workbook)).toEqual([
      [{ text: 'X' }, { text: '2', number: 2 }],
      [
        { text: '#DIV/0!', fault: expect.objectContaining({ vi: expect.stringContaining('Công thức báo lỗi #DIV/0!') }) },
        { text: '', fault: expect.objectContaining({ vi: expect.stringContaining('chưa có kết quả') }) },
      ],
    ]);
  });

  it.each<[string, () => Promise<Buffer> | Buffer, string]>([
    [
      'merged cells, named',
      () =>
        workbookOf(`${heading}<row r="2">${text('A2', 'x')}</row>`, {
          after: '<mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>',
        }),
      'ô gộp: A2:B3',
    ],
    [
      'more rows than are taken',
      () => workbookOf(heading + `<row>${text('A2', 'x')}</row>`.replace('r="A2"', '').repeat(MOST_ROWS + 2)),
      'quá 20.000 dòng',
    ],
    ['rows without end that hold nothing', () => workbookOf(heading + '<row/>'.repeat(MOST_ROWS * 10 + 1)), 'quá 20.000 dòng'],
    [
      'more columns than are taken',
      () => workbookOf(`<row r="1">${text('A1', 'Tên')}${text('XFD1', 'xa')}</row>`),
      'quá 100 cột',
    ],
    // 100 MB of nothing in 100 kB.
    ['a sheet that swells', () => workbookOf(heading + ' '.repeat(100_000_000)), 'lớn hơn 64 MB'],
    [
      'a macro',
      async () =>
        withParts(await workbookOf(heading), {
          '[Content_Types].xml': (xml) => xml.replace('spreadsheetml.sheet.main', 'sheet.macroEnabled.main'),
        }),
      'macro',
    ],
    [
      'an archive that is no workbook',
      async () => withParts(await workbookOf(heading), { '[Content_Types].xml': () => '<Types/>' }),
      'Không phải tệp Excel',
    ],
    ['no heading', () => workbookOf(`<row r="3">${text('A3', 'x')}</row>`), 'Dòng đầu'],
    ['headings only', () => workbookOf(heading), 'không có dòng nào'],
    ['a password', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'mật khẩu'],
    // Each would have been looked for to the end of the sheet.
    ['a million rows that do not close', () => workbookOf(heading + '<row>'.repeat(1_000_000)), 'hỏng'],
    ['a million tags that do not end', () => workbookOf(heading + '<row '.repeat(1_000_000)), 'hỏng'],
    ['cells that do not close', () => workbookOf(`${heading}<row r="2">${'<c>'.repeat(1_000_000)}</row>`), 'hỏng'],
    ['tags of merged cells that do not end', () => workbookOf(heading, { after: '<mergeCell '.repeat(1_000_000) }), 'hỏng'],
    [
      'texts read aloud without end',
      () => workbookOf(`${heading}<row r="2"><c t="inlineStr"><is>${'<rPh>'.repeat(1_000_000)}</is></c></row>`),
      'hỏng',
    ],
    [
      'values that do not end',
      () => workbookOf(`${heading}<row r="2"><c>${'<v '.repeat(1_000_000)}</c></row>`),
      'không có dòng nào',
    ],
    [
      'a format of brackets without end',
      () =>
        workbookOf(heading, {
          styles: `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${'['.repeat(1_000_000)}"/></numFmts></styleSheet>`,
        }),
      'không có dòng nào',
    ],
    ['an archive whose list lies', async () => Buffer.from(await workbookOf(heading)).fill(0xff, 30, 60), 'hỏng'],
  ])('refuses %s', async (_, workbook, words) => {
    expect(await refused(await workbook())).toContain(words);
  });

  it('never fails otherwise than with words, whatever the bytes', async () => {
    const good = await workbookOf(`${heading}<row r="2">${text('A2', 'x')}</row>`);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.uint8Array({ minLength: 1, maxLength: 40 }), async (at, noise) => {
        const bytes = Buffer.from(good);
        bytes.set(noise.subarray(0, bytes.length - at), at);
        await refused(bytes);
      }),
    );
  });

  it('marks one column and leaves the rest as it came: formulas, formats, other cells', async () => {
    const workbook = await workbookOf(
      `${heading}<row r="2" spans="1:2"><c r="A2"><f>1+1</f><v>2</v></c></row><row r="3">${text('A3', 'y')}${text('C3', 'cũ')}${text('D3', 'z')}</row>`,
    );
    const marked = await markTable(workbook, 'Lỗi', 2, new Map([[2, 'Sai <ngày> & "giờ"']]));
    expect((await readTable(marked)).headings).toEqual(['Tên', 'Ngày', 'Lỗi']);
    expect(await textsOf(marked)).toEqual([
      ['2', '', 'Sai <ngày> & "giờ"'],
      ['y', '', ''],
    ]);
    // Another reader finds the same.
    expect((await readXlsxFile(marked))[0]!.data[1]).toEqual([2, null, 'Sai <ngày> & "giờ"', null]);
    expect(await kindOfPaper(marked)).toBe(XLSX);
  });
});

describe('libs/papers - a mark beside what the headings do not name', () => {
  it('stands to the right of it, in Excel too', async () => {
    const workbook = await workbookOf(
      `<row r="1">${text('A1', 'Tên')}</row><row r="2">${text('A2', 'x')}${text('C2', 'bên lề')}<c r="E2" s="1"/></row>`,
    );
    const marked = await markTable(workbook, 'Lỗi', null, new Map([[2, 'sai']]));
    expect(await readTable(marked)).toMatchObject({
      headings: ['Tên', '', '', 'Lỗi'],
      rows: [{ cells: [{ text: 'x' }, { text: '' }, { text: 'bên lề' }, { text: 'sai' }] }],
    });
  });
});

const typed = fc.string({
  unit: fc.constantFrom('a', 'ệ', 'Đ', ' ', '"', ';', ',', '<', '&', "'", '=', '-', '1', '_x0041_', '𝄞', '\n'),
  maxLength: 12,
});
const aTable = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom('Tên mô hình', 'Lĩnh vực', 'Ngày', 'Xã "cũ"', 'a;b', 'a,b'), { minLength: 1, maxLength: 4 }),
    fc.array(fc.array(typed, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
  )
  .map(([headings, rows]) => ({ headings, rows: rows.map((row) => row.slice(0, headings.length)) }))
  .filter(({ rows }) => rows.every((row) => row.some((cell) => cell.trim() !== '')));

describe('libs/papers - what is typed comes back as typed', () => {
  it('in CSV, whatever the separator and the signs in it', async () => {
    await fc.assert(
      fc.asyncProperty(aTable, fc.constantFrom(',', ';', '\t'), fc.boolean(), async ({ headings, rows }, separator, withMark) => {
        const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
        const lines = [headings, ...rows].map((cells) => cells.map(quoted).join(separator)).join('\r\n');
        const bytes = Buffer.from((withMark ? '\uFEFF' : '') + lines);
        expect(await textsOf(bytes)).toEqual(rows);
        const marked = await markTable(bytes, 'Lỗi', headings.length, new Map([[2, 'sai; "rồi"']]));
        const [first, ...others] = await textsOf(marked);
        expect([first!.slice(0, -1), ...others.map((cells) => cells.slice(0, -1))]).toEqual(rows);
        expect(first!.at(-1)).toBe('sai; "rồi"');
      }),
    );
  });

  it('in Excel, and another reader finds the same', async () => {
    await fc.assert(
      fc.asyncProperty(aTable, async ({ headings, rows }) => {
        const workbook = await writeWorkbook([{ name: 'Sổ', headings, rows }]);
        expect(await textsOf(workbook)).toEqual(rows);
        const marked = await markTable(workbook, 'Lỗi', headings.length, new Map([[2, 'sai']]));
        expect((await textsOf(marked)).map((cells) => cells.slice(0, -1))).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });

  it('but a list for Excel runs nothing as a formula', () => {
    expect(csvLines([['=1+1', '-2', 3, null, 'a"b']], { isFirst: true })).toBe('\uFEFF\'=1+1,\'-2,3,,"a""b"\r\n');
  });
});
