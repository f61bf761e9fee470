import { Readable } from 'node:stream';
import type { Words } from '#domain';
import { csvLines, exportWorkbook, XLSX, type WrittenCell } from '#papers';
import type { Language } from '#platform';
import { createParamDecorator, StreamableFile, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import { formAsked } from './form-asked.js';
import { named } from './downloads.js';
import type { Page } from './pages.js';
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
}

interface PagedList<Row, Mark extends object, Item> extends Export<Row> {
  /** What is filtered, from a mark on. */
  read: (after: Mark | null, limit: number) => Promise<Row[]>;
  markOf: (row: Row) => Mark;
  /** How a row is shown in JSON; as it is, when left out. */
  show?: (row: Row) => Item;
}

const EXPORT_PAGE = 5_000;

/** A list in the form `Accept` asks for: JSON page by page, or as CSV or Excel everything that is filtered. @throws Problem notAcceptable */
export class ListForm {
  constructor(
    private readonly request: DoorRequest,
    private readonly response: Response,
  ) {}

  /** A list that comes in pages. As a file it is read some thousands at a time, so that a long one is never held as a whole. */
  async of<Row, Mark extends object, Item = Row>(
    page: Page,
    { read, markOf, show, ...list }: PagedList<Row, Mark, Item>,
  ): Promise<{ items: Item[]; next: string | null } | StreamableFile> {
    const pages = async function* () {
      for (let after: Mark | null = null; ;) {
        const rows: Row[] = await read(after, EXPORT_PAGE);
        if (rows.length > 0) yield rows;
        if (rows.length < EXPORT_PAGE) return;
        after = markOf(rows.at(-1)!);
      }
    };
    return (await this.file(list, pages)) ?? page.of(await read(page.after<Mark>(), page.fetch), markOf, show);
  }

  /** A list that comes whole. `answer`: what is shown in JSON. */
  async whole<Row, Answer>(
    answer: Answer,
    { rows, ...list }: Export<Row> & { rows: readonly Row[] },
  ): Promise<Answer | StreamableFile> {
    const pages = async function* () {
      yield await Promise.resolve(rows);
    };
    return (await this.file(list, pages)) ?? answer;
  }

  private async file<Row>(
    { name, sheet, columns }: Export<Row>,
    pages: () => AsyncIterable<readonly Row[]>,
  ): Promise<StreamableFile | null> {
    const form = formAsked(this.request, this.response, 'application/json', CSV, XLSX);
    if (form === 'application/json') return null;
    const language = languageFor(this.request);
    const headings = columns.map(({ heading }) => heading[language]);
    const cellsOf = (row: Row) => columns.map(({ cell }) => cell(row, language));
    this.response.vary('Accept-Language').setHeader('Content-Language', language);
    this.response.setHeader('Content-Disposition', named(`${name}.${form === CSV ? 'csv' : 'xlsx'}`));
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
}

/** The `ListForm` of a list route. */
export const InForm = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const http = context.switchToHttp();
  return new ListForm(http.getRequest<DoorRequest>(), http.getResponse<Response>());
});

const asText = (cell: WrittenCell) => (typeof cell === 'object' && cell !== null ? cell.day : cell);
