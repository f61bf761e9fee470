import { csvLines, markCsv } from './write-csv.js';

describe('libs/papers/csv - CSV for Excel', () => {
  it.each([
    ['a plain text', 'Xã Mẫu', 'Xã Mẫu'],
    ['a comma', 'a,b', '"a,b"'],
    ['a quote', 'a "b"', '"a ""b"""'],
    ['a line break', 'a\nb', '"a\nb"'],
    ['a formula', '=1+1', "'=1+1"],
    ['a formula with a comma', '=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
    ['a plus', '+84', "'+84"],
    ['a minus', '-x', "'-x"],
    ['an at', '@SUM(A1)', "'@SUM(A1)"],
    ['a tab before a formula', '\t=1', "'\t=1"],
    ['a number below zero stays a number', -5, '-5'],
    ['nothing', null, ''],
  ])('%s', (_, cell, shown) => expect(csvLines([[cell]], { isFirst: true })).toBe(`\uFEFF${shown}\r\n`));

  it('a file marked with its errors keeps a line break within a cell', async () =>
    expect((await markCsv(Buffer.from('a;b\r\n"x\ny";1\r\n'), 'Lỗi', 2, new Map([[2, 'sai']]))).toString()).toBe(
      '\uFEFFa;b;Lỗi\r\n"x\ny";1;sai\r\n',
    ));

  it('a mark stands to the right of all that was typed, and a line that names the separator stays', async () =>
    expect(
      (await markCsv(Buffer.from('sep=;\r\na;b\r\n1,5;2;thừa\r\n3;4\r\n'), 'Lỗi', null, new Map([[2, 'sai']]))).toString(),
    ).toBe('\uFEFFsep=;\r\na;b;;Lỗi\r\n1,5;2;thừa;sai\r\n3;4;;\r\n'));
});
