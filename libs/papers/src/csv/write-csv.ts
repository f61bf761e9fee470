import { stringify } from 'csv-stringify/sync';
import { cellsATurn, othersTurn } from '../turns.js';
import { parseCsv } from './read-csv.js';

const BOM = '\uFEFF';

// A spreadsheet runs a text that begins like this as a formula; an apostrophe keeps it text.
const defused = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

// The library quotes the line end of the file only; a reader takes any other for one too.
const BREAKS = /[\r\n]/;

type CsvCell = string | number | boolean | null;

/** RFC 4180; `isFirst` puts the mark before it by which Excel knows UTF-8. Text that a spreadsheet would run is defused. */
export const csvLines = (lines: readonly (readonly CsvCell[])[], { isFirst }: { isFirst: boolean }): string =>
  (isFirst ? BOM : '') +
  stringify(
    lines.map((cells) => cells.map((cell) => (typeof cell === 'string' ? defused(cell) : cell === null ? '' : String(cell)))),
    { record_delimiter: '\r\n', quoted_match: BREAKS },
  );

/** The same CSV with one column more, or that column filled anew; `place`: see `markTable`. What was typed stays as typed. */
export async function markCsv(
  bytes: Buffer,
  heading: string,
  given: number | null,
  marks: ReadonlyMap<number, string>,
): Promise<Buffer> {
  const { separator, lineEnd, hint, lines } = await parseCsv(bytes);
  const place = given ?? lines.reduce((most, cells) => Math.max(most, cells.findLastIndex((cell) => cell !== '') + 1), 0);
  const isEnough = cellsATurn();
  const pages: string[] = [];
  let page: string[][] = [];
  const written = () => stringify(page, { delimiter: separator, record_delimiter: lineEnd, quoted_match: BREAKS });
  for (const [index, cells] of lines.entries()) {
    const row = [...cells];
    while (row.length < place) row.push('');
    row[place] = index === 0 ? heading : defused(marks.get(index + 1) ?? '');
    page.push(row);
    if (!isEnough(row.length)) continue;
    pages.push(written());
    page = [];
    await othersTurn();
  }
  return Buffer.from(`${BOM}${hint}${pages.join('')}${written()}`, 'utf8');
}
