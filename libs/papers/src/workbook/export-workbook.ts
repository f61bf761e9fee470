import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';
import { ZipArchive, type PackedPart } from '../zip/zip-archive.js';
import { encoded, lettersOf } from './sheet-xml.js';
import { writeWorkbook, type WrittenCell } from './write-workbook.js';

const SHEET = 'xl/worksheets/sheet1.xml';

interface Exported {
  name: string;
  headings: readonly string[];
  widths?: readonly number[];
  /** Rows as they come, page by page. */
  pages: AsyncIterable<readonly (readonly WrittenCell[])[]>;
}

/** A workbook of a long list: rows are packed as they come, so only what is packed is held. Text is always text, never a formula. */
export async function exportWorkbook({ name, headings, widths, pages }: Exported): Promise<Buffer> {
  // The form is that of any other workbook of ours, with one row to learn how it shows a day.
  const form = ZipArchive.open(await writeWorkbook([{ name, headings, widths, rows: [[{ day: '2026-01-01' }]] }]));
  const sheet = (await form.text(SHEET, 1_048_576))!;
  const sample = /<row r="2"[^]*?<\/row>/.exec(sheet)!;
  const dayStyle = /\bs="(\d+)"/.exec(sample[0])?.[1] ?? '0';
  const packing = new Packing();
  await packing.add(sheet.slice(0, sample.index));
  let row = 2;
  for await (const page of pages) await packing.add(page.map((cells) => rowOf(row++, cells, dayStyle)).join(''));
  await packing.add(sheet.slice(sample.index + sample[0].length));
  return form.with(new Map([[SHEET, await packing.end()]]));
}

const rowOf = (row: number, cells: readonly WrittenCell[], dayStyle: string): string =>
  `<row r="${row}">${cells.map((cell, place) => cellOf(`${lettersOf(place)}${row}`, cell, dayStyle)).join('')}</row>`;

function cellOf(reference: string, cell: WrittenCell, dayStyle: string): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'object')
    return `<c r="${reference}" s="${dayStyle}"><v>${Date.parse(`${cell.day}T00:00:00Z`) / 86_400_000 + 25_569}</v></c>`;
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${encoded(cell)}</t></is></c>`;
}

class Packing {
  private readonly deflate = createDeflateRaw();
  private readonly packed: Buffer[] = [];
  private crc = 0;
  private size = 0;

  constructor() {
    this.deflate.on('data', (part: Buffer) => this.packed.push(part));
  }

  async add(text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8');
    this.crc = crc32(bytes, this.crc);
    this.size += bytes.length;
    if (!this.deflate.write(bytes)) await once(this.deflate, 'drain');
  }

  async end(): Promise<PackedPart> {
    const ended = once(this.deflate, 'end');
    this.deflate.end();
    await ended;
    return { packed: Buffer.concat(this.packed), crc: this.crc, size: this.size };
  }
}
