import { readCsv } from './csv/read-csv.js';
import { markCsv } from './csv/write-csv.js';
import { isOldOffice, isZip } from './kind-of-paper.js';
import { oneAfterAnother } from './one-after-another.js';
import type { Table } from './table.js';
import { markWorkbook } from './workbook/mark-workbook.js';
import { readWorkbook } from './workbook/read-workbook.js';

/** What it is, by its content: a workbook is an archive, everything else is taken for CSV. */
export const formOf = (bytes: Buffer): Table['form'] => (isZip(bytes) || isOldOffice(bytes) ? 'xlsx' : 'csv');

/** While it is read, others have their turn. @throws PaperFault when the file as a whole cannot be read. */
export const readTable = (bytes: Buffer): Promise<Table> =>
  oneAfterAnother(() => (formOf(bytes) === 'xlsx' ? readWorkbook : readCsv)(bytes));

/** The file as it came, with what is wrong in one column: `place` counts from 0; null: the first to the right of all that stands there. */
export const markTable = (
  bytes: Buffer,
  heading: string,
  place: number | null,
  marks: ReadonlyMap<number, string>,
): Promise<Buffer> => oneAfterAnother(() => (formOf(bytes) === 'xlsx' ? markWorkbook : markCsv)(bytes, heading, place, marks));
