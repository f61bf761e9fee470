import writeXlsxFile, { type Cell, type SheetData } from 'write-excel-file/node';

export type WrittenCell = string | number | boolean | null | { day: string };

export interface WrittenSheet {
  name: string;
  headings: readonly string[];
  rows: readonly (readonly WrittenCell[])[];
  /** In characters; 20 when left out. */
  widths?: readonly number[];
}

const HEADING = { fontWeight: 'bold', backgroundColor: '#E7F0E7', wrap: true, alignVertical: 'top' } as const;

/** A workbook with a heading that stays in sight. Text is always text: Excel runs nothing of it as a formula. */
export async function writeWorkbook(sheets: readonly WrittenSheet[]): Promise<Buffer> {
  return writeXlsxFile(
    sheets.map(({ name, headings, rows, widths }) => ({
      sheet: name,
      data: [
        headings.map((heading): Cell => ({ type: String, value: heading, ...HEADING })),
        ...rows.map((row) => row.map(cellOf)),
      ] as SheetData,
      columns: headings.map((_, place) => ({ width: widths?.[place] ?? 20 })),
      stickyRowsCount: 1,
    })),
  ).toBuffer();
}

// Control characters have no place in XML.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

function cellOf(cell: WrittenCell): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { type: Number, value: cell };
  if (typeof cell === 'boolean') return { type: Boolean, value: cell };
  if (typeof cell === 'object') return { type: Date, value: new Date(`${cell.day}T00:00:00Z`), format: 'dd/mm/yyyy' };
  // What looks like Excel's own spelling of a control character would come back as that character.
  return { type: String, value: cell.replace(CONTROL, '').replace(/_x(?=[0-9a-f]{4}_)/gi, '_x005F_x') };
}
