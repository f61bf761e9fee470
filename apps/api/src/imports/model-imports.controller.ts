import { isRefusal, notFound, type Refusal } from '#domain';
import { formOf, PaperFault, readTable, XLSX } from '#papers';
import { ModelImportsReader, Records, type ImportItem } from '#records';
import { ApplyModelImport, CheckModelImport, type Actor, type CheckModelImportInput } from '#usecases';
import { Controller, Get, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentActor } from '../door/actor.decorator.js';
import { named } from '../door/downloads.js';
import { InForm, type ListForm } from '../door/exports.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import { languageFor, type DoorRequest } from '../door/request.js';
import { Uploaded } from '../door/uploads.js';
import { markedFile } from './marks.js';
import {
  ImportAnswer,
  ImportFileNameQuery,
  ImportFileQuery,
  ImportPage,
  ImportRowPage,
  ImportRowsQuery,
} from './model-imports.dto.js';
import { rowColumns } from './row-columns.js';
import { registerTemplate } from './register-template.js';

const CSV = 'text/csv';

/** An existing register of models, handed in as Excel or CSV: looked through first, then taken over as a whole. */
@ApiTags('model-imports')
@Controller('api/model-imports')
export class ModelImportsController {
  private readonly reader: ModelImportsReader;

  constructor(
    records: Records,
    private readonly checkImport: CheckModelImport,
    private readonly applyImport: ApplyModelImport,
  ) {
    this.reader = new ModelImportsReader(records.sql);
  }

  @Get()
  @Operation({ id: 'listModelImports', summary: 'Lists the registers handed in, newest first', answer: ImportPage, page: true })
  async list(@Query() _: PageQuery, @Paging() page: Page, @CurrentActor() { post }: Actor): Promise<ImportPage> {
    const rows = await this.reader.list(post.postId, page.after<{ ordinal: number }>()?.ordinal ?? null, page.fetch);
    return page.of(rows, ({ ordinal }) => ({ ordinal }), shown);
  }

  @Post()
  @Operation({
    id: 'checkModelImport',
    summary: 'Looks a register through, row by row, without writing any of it: new, same, conflict, or faults cell by cell',
    status: 201,
    location: '/api/model-imports/{id}',
    answer: ImportAnswer,
    revisioned: true,
    upload: [XLSX, CSV],
    problems: ['emptyUpload'],
  })
  async check(
    @Query() { name: fileName }: ImportFileNameQuery,
    @Uploaded() content: Buffer,
    @CurrentActor() actor: Actor,
  ): Promise<ImportAnswer | Refusal> {
    const read = await tableIn(content);
    const checked = await this.checkImport.run({ fileName, form: formOf(content), content, read, actor });
    return isRefusal(checked) ? checked : this.one(checked.id, actor);
  }

  @Get('template')
  @Operation({
    id: 'downloadImportTemplate',
    summary:
      'Gives the register to fill in: headings, allowed values, one sample row, in Vietnamese or English by Accept-Language',
    file: [XLSX],
  })
  async template(@Req() request: DoorRequest, @Res({ passthrough: true }) response: Response): Promise<StreamableFile> {
    const language = languageFor(request);
    const content = await registerTemplate(language);
    response
      .vary('Accept-Language')
      .setHeader('Content-Language', language)
      .setHeader('Content-Disposition', named(language === 'vi' ? 'mau-so-theo-doi-mo-hinh.xlsx' : 'register-of-models.xlsx'));
    return new StreamableFile(content, { type: XLSX, length: content.length });
  }

  @Get(':id')
  @Operation({ id: 'getModelImport', summary: 'Shows what a register holds', answer: ImportAnswer, revisioned: true })
  async one(@PathId() id: string, @CurrentActor() { post }: Actor): Promise<ImportAnswer | Refusal> {
    const found = await this.reader.find(id, post.postId);
    return found ? shown(found) : notFound();
  }

  @Get(':id/rows')
  @Operation({
    id: 'listModelImportRows',
    summary:
      'Lists the rows of a register with their outcome, and what is wrong cell by cell; as CSV or Excel everything that is filtered',
    answer: ImportRowPage,
    page: true,
    csv: true,
    xlsx: true,
  })
  async rows(
    @PathId() id: string,
    @Query() { outcome }: ImportRowsQuery,
    @Paging() page: Page,
    @CurrentActor() { post }: Actor,
    @InForm() form: ListForm,
  ): Promise<ImportRowPage | StreamableFile | Refusal> {
    const headings = await this.reader.headings(id, post.postId);
    if (!headings) return notFound();
    return form.of(page, {
      name: `import-rows-${id}`,
      sheet: { vi: 'Dòng nhập', en: 'Rows' },
      columns: rowColumns(headings),
      read: (after: { row: number } | null, limit) => this.reader.rows(id, outcome ?? null, after?.row ?? null, limit),
      markOf: ({ row }) => ({ row }),
    });
  }

  @Get(':id/file')
  @Operation({
    id: 'downloadModelImport',
    summary: 'Gives the file back as it came, with a column that says what is wrong in each row',
    file: [XLSX, CSV, 'application/octet-stream'],
  })
  async file(
    @PathId() id: string,
    @Query() { which = 'marked' }: ImportFileQuery,
    @CurrentActor() { post }: Actor,
    @Req() request: DoorRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | Refusal> {
    const file = await this.reader.file(id, post.postId);
    if (!file) return notFound();
    const language = languageFor(request);
    // What could not be read cannot be marked either.
    const readable = file.status !== 'refused';
    const content =
      readable && which === 'marked' ? await markedFile(file, await this.reader.marks(id), language) : Buffer.from(file.content);
    response
      .vary('Accept-Language')
      .setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
      .setHeader('Content-Disposition', named(file.fileName));
    const type = !readable ? 'application/octet-stream' : file.form === 'csv' ? CSV : XLSX;
    return new StreamableFile(content, { type, length: content.length });
  }

  @Post(':id/apply')
  @Operation({
    id: 'applyModelImport',
    summary: 'Takes a register over as a whole or not at all; repeated, it changes nothing',
    answer: ImportAnswer,
    revisioned: true,
  })
  async apply(
    @PathId() importId: string,
    @IfMatch() revision: number,
    @CurrentActor() actor: Actor,
  ): Promise<ImportAnswer | Refusal> {
    const applied = await this.applyImport.run({ importId, revision, actor });
    return isRefusal(applied) ? applied : this.one(importId, actor);
  }
}

const shown = ({ ordinal: _, ...item }: ImportItem): ImportAnswer => item;

async function tableIn(content: Buffer): Promise<CheckModelImportInput['read']> {
  try {
    return { table: await readTable(content) };
  } catch (error) {
    if (error instanceof PaperFault) return { problem: error.words };
    throw error;
  }
}
