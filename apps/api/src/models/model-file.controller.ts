import { notFound, refusal, type Refusal } from '#domain';
import { kindOfPaper, PAPER_TYPES, PaperFault } from '#papers';
import { ModelPapersReader, Records } from '#records';
import { AttachFile, RecordDocument, RecordMembers, RecordMoney, type Actor } from '#usecases';
import { Body, Controller, Get, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentActor } from '../door/actor.decorator.js';
import { InForm, type ListForm } from '../door/exports.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { PathId } from '../door/path-id.pipe.js';
import { named } from '../door/downloads.js';
import { Uploaded } from '../door/uploads.js';
import { documentColumns, membersColumns, moneyColumns } from './paper-columns.js';
import {
  DocumentBody,
  DocumentsAnswer,
  FileNameQuery,
  MembersAnswer,
  MembersBody,
  MoneyAnswer,
  MoneyBody,
  RecordedAnswer,
} from './model-file.dto.js';

/** What the file of a model keeps over time: members, money by source, documents. */
@ApiTags('models')
@Controller('api/models/:id')
export class ModelFileController {
  private readonly reader: ModelPapersReader;

  constructor(
    records: Records,
    private readonly recordMembers: RecordMembers,
    private readonly recordMoney: RecordMoney,
    private readonly recordDocument: RecordDocument,
    private readonly attachFile: AttachFile,
  ) {
    this.reader = new ModelPapersReader(records.sql);
  }

  @Get('members')
  @Operation({
    id: 'listModelMembers',
    summary: 'Lists how many took part over time, by kind, with what was corrected',
    answer: MembersAnswer,
    revisioned: true,
    csv: true,
    xlsx: true,
  })
  async members(
    @PathId() id: string,
    @CurrentActor() { post }: Actor,
    @InForm() form: ListForm,
  ): Promise<MembersAnswer | StreamableFile | Refusal> {
    const read = await this.reader.members(id, post.postId);
    if (!read) return notFound();
    return form.whole(read, {
      name: `members-${id}`,
      sheet: { vi: 'Thành viên', en: 'Members' },
      columns: membersColumns,
      rows: read.items,
    });
  }

  @Post('members')
  @Operation({
    id: 'recordModelMembers',
    summary: 'Records a count of members on a day, or corrects an earlier one',
    status: 201,
    location: '/api/models/{modelId}/members',
    answer: RecordedAnswer,
    revisioned: true,
  })
  async count(
    @PathId() modelId: string,
    @IfMatch() revision: number,
    @Body() { note = '', correctsId = null, ...rest }: MembersBody,
    @CurrentActor() actor: Actor,
  ): Promise<RecordedAnswer | Refusal> {
    return this.recordMembers.run({ modelId, revision, counted: { ...rest, note, correctsId }, actor });
  }

  @Get('money')
  @Operation({
    id: 'listModelMoney',
    summary: 'Lists the money that came in, by source, with what was corrected and the totals',
    answer: MoneyAnswer,
    revisioned: true,
    csv: true,
    xlsx: true,
  })
  async money(
    @PathId() id: string,
    @CurrentActor() { post }: Actor,
    @InForm() form: ListForm,
  ): Promise<MoneyAnswer | StreamableFile | Refusal> {
    const read = await this.reader.money(id, post.postId);
    if (!read) return notFound();
    return form.whole(read, {
      name: `money-${id}`,
      sheet: { vi: 'Kinh phí', en: 'Money' },
      columns: moneyColumns,
      rows: read.items,
    });
  }

  @Post('money')
  @Operation({
    id: 'recordModelMoney',
    summary: 'Records money received from one source, or corrects an earlier row',
    status: 201,
    location: '/api/models/{modelId}/money',
    answer: RecordedAnswer,
    revisioned: true,
  })
  async receive(
    @PathId() modelId: string,
    @IfMatch() revision: number,
    @Body() { note = '', correctsId = null, ...rest }: MoneyBody,
    @CurrentActor() actor: Actor,
  ): Promise<RecordedAnswer | Refusal> {
    return this.recordMoney.run({ modelId, revision, received: { ...rest, note, correctsId }, actor });
  }

  @Get('documents')
  @Operation({
    id: 'listModelDocuments',
    summary: 'Lists the documents in the file of a model, with what was corrected',
    answer: DocumentsAnswer,
    revisioned: true,
    csv: true,
    xlsx: true,
  })
  async documents(
    @PathId() id: string,
    @CurrentActor() { post }: Actor,
    @InForm() form: ListForm,
  ): Promise<DocumentsAnswer | StreamableFile | Refusal> {
    const read = await this.reader.documents(id, post.postId);
    if (!read) return notFound();
    return form.whole(read, {
      name: `documents-${id}`,
      sheet: { vi: 'Văn bản', en: 'Documents' },
      columns: documentColumns,
      rows: read.items,
    });
  }

  @Post('documents')
  @Operation({
    id: 'recordModelDocument',
    summary: 'Files a document: kind, number, date, title, issuer; or corrects, or takes back, an earlier one',
    status: 201,
    location: '/api/models/{modelId}/documents',
    answer: RecordedAnswer,
    revisioned: true,
  })
  async document(
    @PathId() modelId: string,
    @IfMatch() revision: number,
    @Body() body: DocumentBody,
    @CurrentActor() actor: Actor,
  ): Promise<RecordedAnswer | Refusal> {
    const { number = null, datedOn = null, issuer = null, note = '', withdrawn = false, correctsId = null, kind, title } = body;
    const document = { kind, title, number, datedOn, issuer, note, withdrawn, correctsId };
    return this.recordDocument.run({ modelId, revision, document, actor });
  }

  @Post('documents/:documentId/file')
  @Operation({
    id: 'attachModelFile',
    summary: 'Attaches the paper itself: PDF, Word, Excel or an image of at most 10 MB, judged by its content; once a document',
    status: 201,
    location: '/api/models/{modelId}/documents/{id}/file',
    answer: RecordedAnswer,
    revisioned: true,
    upload: PAPER_TYPES,
    problems: ['emptyUpload'],
  })
  async attach(
    @PathId() modelId: string,
    @PathId('documentId') documentId: string,
    @IfMatch() revision: number,
    @Query() { name }: FileNameQuery,
    @Uploaded() content: Buffer,
    @CurrentActor() actor: Actor,
  ): Promise<RecordedAnswer | Refusal> {
    try {
      const mediaType = await kindOfPaper(content);
      return await this.attachFile.run({ modelId, revision, documentId, name, mediaType, content, actor });
    } catch (error) {
      if (error instanceof PaperFault) return refusal('invalid', error.words);
      throw error;
    }
  }

  @Get('documents/:documentId/file')
  @Operation({
    id: 'downloadModelFile',
    summary: 'Gives back the paper as it was attached',
    file: PAPER_TYPES,
  })
  async download(
    @PathId() id: string,
    @PathId('documentId') documentId: string,
    @CurrentActor() { post }: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | Refusal> {
    const file = await this.reader.file(id, documentId, post.postId);
    if (!file) return notFound();
    // Never shown inside our own site: it is somebody else's content.
    response
      .setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
      .setHeader('Content-Disposition', named(file.name))
      .setHeader('Repr-Digest', `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`);
    return new StreamableFile(file.content, { type: file.mediaType, length: file.content.length });
  }
}
