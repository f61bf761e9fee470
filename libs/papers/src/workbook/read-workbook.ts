import { dayOfSerial, type Cell, type PlainDay, type Words } from '#domain';
import { PaperFault } from '../paper-fault.js';
import {
  MOST_BYTES,
  MOST_COLUMNS,
  MOST_ROWS,
  tableOf,
  tooManyColumns,
  tooManyRows,
  type Table,
  type TableRow,
} from '../table.js';
import type { ZipArchive } from '../zip/zip-archive.js';
import { cellsATurn, othersTurn } from '../turns.js';
import { openWorkbook } from './open-workbook.js';
import { attribute, decoded, elementsOf, placeOf, tagsOf, textOf } from './sheet-xml.js';

/**
 * The first sheet of a workbook, cell by cell as typed. Read from its XML by hand, because what a library hides matters here: a formula
 * that failed, merged cells, a part that swells. @throws PaperFault
 */
export async function readWorkbook(bytes: Buffer): Promise<Table> {
  const { archive, sheet, from1904 } = await openWorkbook(bytes);
  refuseMerged(sheet);
  const strings = await sharedStrings(archive);
  const isDay = await dayStyles(archive);
  const lines: TableRow[] = [];
  const isEnough = cellsATurn();
  let count = 0;
  for (const { attributes, content } of elementsOf(sheet, 'row')) {
    count++;
    if (isEnough()) await othersTurn();
    const row = Number(attribute(attributes, 'r') ?? (lines.at(-1)?.row ?? 0) + 1);
    const cells: Cell[] = [];
    for (const { attributes: about, content: inner } of elementsOf(content, 'c')) {
      if (isEnough()) await othersTurn();
      const reference = attribute(about, 'r');
      const place = reference ? placeOf(reference) : cells.length;
      const cell = cellOf(about, inner, strings, isDay, from1904);
      if (cell.text === '' && !cell.fault) continue;
      if (place >= MOST_COLUMNS) throw tooManyColumns();
      while (cells.length < place) cells.push({ text: '' });
      cells[place] = cell;
    }
    if (cells.length > 0) lines.push({ row, cells });
    // Rows without anything in them do not count, yet a sheet of nothing but those must end too.
    if (lines.length > MOST_ROWS + 1 || count > MOST_ROWS * 10) throw tooManyRows();
  }
  return tableOf('xlsx', lines);
}

function cellOf(about: string, inner: string, strings: string[], isDay: boolean[], from1904: boolean): Cell {
  const type = attribute(about, 't') ?? 'n';
  if (type === 'inlineStr') return { text: textOf(inner) };
  const value = /<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<\/(?:\w+:)?v>/.exec(inner)?.[1];
  const hasFormula = /<(?:\w+:)?f\b/.test(inner);
  if (value === undefined) return hasFormula ? { text: '', fault: notComputed } : { text: '' };
  const said = decoded(value);
  if (type === 's') return { text: strings[Number(said)] ?? '' };
  if (type === 'str') return { text: said };
  if (type === 'b') return { text: said === '1' ? 'Có' : 'Không' };
  if (type === 'e') return { text: said, fault: failed(said, hasFormula) };
  if (type === 'd') return dayCell(said.slice(0, 10));
  const number = Number(said);
  if (!Number.isFinite(number)) return { text: said };
  if (isDay[Number(attribute(about, 's') ?? 0)] && number >= 0 && number < 2_958_466)
    return dayCell(dayOfSerial(number + (from1904 ? 1462 : 0)));
  // Excel keeps fifteen digits; what its arithmetic left behind them was never typed.
  const rounded = Number(number.toPrecision(15));
  return { text: String(rounded), number: rounded };
}

const dayCell = (day: PlainDay): Cell => ({ text: day.split('-').reverse().join('/'), day });

// As much as Excel lets a cell hold. A million cells may share one text, so a longer one would be read a million times.
const LONGEST_SHARED = 32_767;

async function sharedStrings(archive: ZipArchive): Promise<string[]> {
  const xml = await archive.text('xl/sharedStrings.xml', MOST_BYTES);
  const strings: string[] = [];
  const isEnough = cellsATurn();
  for (const { content } of elementsOf(xml ?? '', 'si')) {
    strings.push(textOf(content).slice(0, LONGEST_SHARED));
    if (isEnough()) await othersTurn();
  }
  return strings;
}

// The formats of days that every Excel knows by number.
const isBuiltInDay = (id: number) => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Of a format of one's own only what stands outside quotes, brackets and escapes counts. */
const showsDay = (format: string): boolean => {
  const code = format.replace(/"[^"]*"|\[[^[\]]*\]|\\./g, '');
  return /[dy]/i.test(code) && !/general/i.test(code);
};

/** For each style of the workbook: does it show a day? */
async function dayStyles(archive: ZipArchive): Promise<boolean[]> {
  const xml = await archive.text('xl/styles.xml', 8_388_608);
  if (!xml) return [];
  const own = new Map<number, boolean>();
  const isEnough = cellsATurn();
  for (const { attributes } of tagsOf(xml, 'numFmt')) {
    own.set(Number(attribute(attributes, 'numFmtId')), showsDay(attribute(attributes, 'formatCode') ?? ''));
    if (isEnough()) await othersTurn();
  }
  const [styles] = elementsOf(xml, 'cellXfs');
  const isDay: boolean[] = [];
  for (const { attributes } of tagsOf(styles?.content ?? '', 'xf')) {
    const id = Number(attribute(attributes, 'numFmtId') ?? 0);
    isDay.push(own.get(id) ?? isBuiltInDay(id));
    if (isEnough()) await othersTurn();
  }
  return isDay;
}

function refuseMerged(sheet: string): void {
  const ranges: string[] = [];
  for (const { attributes } of tagsOf(sheet, 'mergeCell')) {
    ranges.push(attribute(attributes, 'ref') ?? '?');
    if (ranges.length > 5) break;
  }
  if (ranges.length === 0) return;
  const some = ranges.slice(0, 5).join(', ') + (ranges.length > 5 ? ', …' : '');
  throw new PaperFault({
    vi: `Trang có ô gộp: ${some}. Chọn cả trang, bỏ gộp ô (Unmerge Cells), ghi đủ từng ô rồi gửi lại.`,
    en: `The sheet has merged cells: ${some}. Select the whole sheet, unmerge the cells, fill in each and send it again.`,
  });
}

const notComputed: Words = {
  vi: 'Công thức chưa có kết quả. Mở bằng Excel, lưu lại, hoặc dán giá trị thay công thức.',
  en: 'The formula has no result yet. Open the file in Excel and save it, or paste the value instead.',
};
const failed = (said: string, hasFormula: boolean): Words => ({
  vi: `${hasFormula ? 'Công thức báo lỗi' : 'Ô báo lỗi'} ${said}. Sửa công thức, hoặc dán giá trị thay công thức.`,
  en: `${hasFormula ? 'The formula failed with' : 'The cell shows'} ${said}. Mend the formula, or paste the value instead.`,
});
