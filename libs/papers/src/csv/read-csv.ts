import { parse, CsvError } from 'csv-parse/sync';
import { empty } from '../kind-of-paper.js';
import { PaperFault } from '../paper-fault.js';
import { MOST_ROWS, tableOf, tooManyRows, type Table } from '../table.js';

export interface CsvShape {
  separator: ',' | ';' | '\t';
  /** How its lines end. */
  lineEnd: '\r\n' | '\n';
  /** The line before the headings that tells a spreadsheet the separator ("sep=;") and is not shown by it; empty when there is none. */
  hint: string;
  lines: string[][];
}

const HINT = /^sep=([;,\t])(?:\r\n|\n|\r)/i;

/** A CSV as typed. @throws PaperFault when it is not UTF-8, or its quotes do not close. */
export function parseCsv(bytes: Buffer): CsvShape {
  if (bytes.length === 0) throw empty();
  const whole = decoded(bytes);
  const [hint, hinted] = HINT.exec(whole) ?? ['', null];
  const text = whole.slice(hint.length);
  const head = firstLine(text);
  const separator =
    (hinted as CsvShape['separator'] | null) ??
    ([';', ',', '\t'] as const).reduce(
      (best, one) => (times(one, head) > times(best, head) ? one : best),
      ',' as CsvShape['separator'],
    );
  try {
    const lines = parse(text, {
      delimiter: separator,
      relax_column_count: true,
      // One more than is taken tells that there are too many.
      to: MOST_ROWS + 2,
      max_record_size: 1_000_000,
    }) as unknown as string[][];
    return { separator, lineEnd: text.includes('\r\n') ? '\r\n' : '\n', hint, lines };
  } catch (error) {
    if (error instanceof CsvError) throw brokenAt(Number((error as unknown as { lines?: number }).lines ?? 1));
    throw error;
  }
}

export function readCsv(bytes: Buffer): Table {
  const { lines } = parseCsv(bytes);
  if (lines.length > MOST_ROWS + 1) throw tooManyRows();
  return tableOf(
    'csv',
    lines.map((cells, index) => ({ row: index + 1, cells: cells.map((text) => ({ text })) })),
  );
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
const times = (sign: string, line: string) => line.replace(/"[^"]*"/g, '').split(sign).length;

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
