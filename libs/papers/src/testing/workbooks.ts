import { writeWorkbook } from '../workbook/write-workbook.js';
import { ZipArchive } from '../zip/zip-archive.js';

const SHEET = 'xl/worksheets/sheet1.xml';

/** A workbook whose first sheet holds these rows of XML cells, as another programme might have written them. */
export async function workbookOf(rows: string, { after = '', styles = '' } = {}): Promise<Buffer> {
  const archive = ZipArchive.open(await writeWorkbook([{ name: 'Sổ', headings: ['a'], rows: [] }]));
  const changed = new Map([
    [
      SHEET,
      `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData>${after}</worksheet>`,
    ],
  ]);
  if (styles) changed.set('xl/styles.xml', styles);
  return archive.with(changed);
}

/** The same with parts of the archive replaced. */
export const withParts = async (workbook: Buffer, parts: Record<string, (before: string) => string>): Promise<Buffer> => {
  const archive = ZipArchive.open(workbook);
  const changed = new Map<string, string>();
  for (const [name, change] of Object.entries(parts)) changed.set(name, change((await archive.text(name, 1_000_000))!));
  return archive.with(changed);
};

export const text = (reference: string, said: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${said}</t></is></c>`;
