import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { empty } from '../kind-of-paper.js';
import { PaperFault } from '../paper-fault.js';
import { MOST_ROWS, tableOf, tooManyRows, type Table, type TableRow } from '../table.js';
import { cellsATurn, othersTurn } from '../turns.js';

export interface CsvShape {
  separator: ',' | ';' | '\t';
  /** How its lines end. */
  lineEnd: '\r\n' | '\n';
  /** The line before the headings that tells a spreadsheet the separator ("sep=;") and is not shown by it; empty when there is none. */
  hint: string;
  lines: string[][];
}

const HINT = /^sep=([;,\t])(?:\r\n|\n|\r)/i;

// A few hundred lines: about a millisecond of work.
const SLICE = 16_384;

/** A CSV as typed. @throws PaperFault when it is not UTF-8, its quotes do not close, or it has more lines than are taken. */
export async function parseCsv(bytes: Buffer): Promise<CsvShape> {
  if (bytes.length === 0) throw empty();
  const whole = decoded(bytes);
  const [hint, hinted] = HINT.exec(whole) ?? ['', null];
  const text = whole.slice(hint.length);
  const separator = (hinted as CsvShape['separator'] | null) ?? separatorOf(firstLine(text));
  const lines = await linesOf(text, separator);
  return { separator, lineEnd: text.includes('\r\n') ? '\r\n' : '\n', hint, lines };
}

async function linesOf(text: string, separator: CsvShape['separator']): Promise<string[][]> {
  const lines: string[][] = [];
  const parser = parse({
    delimiter: separator,
    relax_column_count: true,
    max_record_size: 1_000_000,
    on_record: (line: string[]) => {
      if (lines.push(line) > MOST_ROWS + 1) throw tooManyRows();
      // It is kept already, so nothing is left to be read from the parser.
      return null;
    },
  });
  try {
    await pipeline(slicesOf(Buffer.from(text, 'utf8')), parser.resume());
    return lines;
  } catch (error) {
    if (error instanceof CsvError) throw brokenAt(Number((error as unknown as { lines?: number }).lines ?? 1));
    throw error;
  }
}

async function* slicesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += SLICE) {
    yield bytes.subarray(at, at + SLICE);
    await othersTurn();
  }
}

export async function readCsv(bytes: Buffer): Promise<Table> {
  const { lines } = await parseCsv(bytes);
  const isEnough = cellsATurn();
  const rows: TableRow[] = [];
  for (const [index, cells] of lines.entries()) {
    rows.push({ row: index + 1, cells: cells.map((text) => ({ text })) });
    if (isEnough(cells.length)) await othersTurn();
  }
  return tableOf('csv', rows);
}

function decoded(bytes: Buffer): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || bytes.includes(0)) throw notUtf8();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8();
  }
}

/** Up to the first line end outside quotes. */
function firstLine(text: string): string {
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    else if (!quoted && (text[at] === '\n' || text[at] === '\r')) return text.slice(0, at);
  }
  return text;
}

/** The sign that stands most often outside quotes; the comma when none does. */
function separatorOf(line: string): CsvShape['separator'] {
  const unquoted = line.replace(/"[^"]*"/g, '');
  const [most] = ([',', ';', '\t'] as const)
    .map((sign) => ({ sign, times: unquoted.split(sign).length }))
    .sort((one, other) => other.times - one.times);
  return most!.sign;
}

const notUtf8 = () =>
  new PaperFault({
    vi: 'Tệp CSV không dùng bảng mã UTF-8 nên chữ có dấu sẽ sai. Trong Excel chọn “Lưu thành” → “CSV UTF-8 (Comma delimited)”, hoặc lưu dạng .xlsx, rồi gửi lại.',
    en: 'The CSV is not in UTF-8, so its accents would be wrong. In Excel choose “Save as” → “CSV UTF-8 (Comma delimited)”, or save as .xlsx, and send it again.',
  });
const brokenAt = (line: number) =>
  new PaperFault({
    vi: `Dấu ngoặc kép ở gần dòng ${line} không khép. Sửa dòng đó, hoặc lưu lại bằng Excel, rồi gửi lại.`,
    en: `A quotation mark near line ${line} does not close. Mend the line, or save the file again with Excel, and send it.`,
  });
