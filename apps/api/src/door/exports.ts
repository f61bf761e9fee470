import { Readable } from 'node:stream';
import type { Words } from '#domain';
import { csvLines, exportWorkbook, XLSX, type WrittenCell } from '#papers';
import type { Language } from '#platform';
import { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { formAsked } from './form-asked.js';
import { named } from './downloads.js';
import { languageFor, type DoorRequest } from './request.js';

const CSV = 'text/csv';

export interface ExportColumn<Row> {
  heading: Words;
  cell: (row: Row, language: Language) => WrittenCell;
  /** In characters; 20 when left out. */
  width?: number;
}

interface Export<Row> {
  /** Of the file, without its ending. */
  name: string;
  sheet: Words;
  columns: readonly ExportColumn<Row>[];
  /** Everything that is filtered, page by page. */
  pages: () => AsyncIterable<readonly Row[]>;
}

/** The list as a file, when `Accept` asks for CSV or Excel rather than JSON; null: it asks for JSON. */
export async function exported<Row>(
  request: DoorRequest,
  response: Response,
  { name, sheet, columns, pages }: Export<Row>,
): Promise<StreamableFile | null> {
  const form = formAsked(request, response, 'application/json', CSV, XLSX);
  if (form === 'application/json') return null;
  const language = languageFor(request);
  const headings = columns.map(({ heading }) => heading[language]);
  const cellsOf = (row: Row) => columns.map(({ cell }) => cell(row, language));
  response.vary('Accept-Language').setHeader('Content-Language', language);
  response.setHeader('Content-Disposition', named(`${name}.${form === CSV ? 'csv' : 'xlsx'}`));
  if (form === CSV) {
    const lines = async function* () {
      yield csvLines([headings], { isFirst: true });
      for await (const page of pages())
        yield csvLines(
          page.map((row) => cellsOf(row).map(asText)),
          { isFirst: false },
        );
    };
    return new StreamableFile(Readable.from(lines(), { objectMode: false }), { type: `${CSV}; charset=utf-8` });
  }
  const rows = async function* () {
    for await (const page of pages()) yield page.map(cellsOf);
  };
  const widths = columns.map(({ width = 20 }) => width);
  const content = await exportWorkbook({ name: sheet[language], headings, widths, pages: rows() });
  return new StreamableFile(content, { type: XLSX, length: content.length });
}

const asText = (cell: WrittenCell) => (typeof cell === 'object' && cell !== null ? cell.day : cell);
