import { notFound, type Refusal } from '#domain';
import { ObligationsReader, Records, type ObligationItem, type ObligationsMark } from '#records';
import { Clock, type Actor } from '#usecases';
import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { InForm, type ListForm } from '../door/exports.js';
import { Operation } from '../door/operation.js';
import { Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import { obligationColumns } from './obligation-columns.js';
import { obligationShown } from './obligation-shown.js';
import { ObligationAnswer, ObligationPage, ObligationsQuery } from './obligations.dto.js';

@ApiTags('obligations')
@Controller('api/obligations')
export class ObligationsController {
  private readonly reader: ObligationsReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
  ) {
    this.reader = new ObligationsReader(records.sql);
  }

  @Get()
  @Operation({
    id: 'listObligations',
    summary:
      'Lists who owes what, within what the post may see, the best match first, then by due day; as CSV or Excel everything that is filtered',
    answer: ObligationPage,
    page: true,
    csv: true,
    xlsx: true,
  })
  async list(
    @Query() { cursor: _, limit: __, ...filter }: ObligationsQuery,
    @Paging() page: Page,
    @CurrentActor() { post }: Actor,
    @InForm() form: ListForm,
  ): Promise<ObligationPage | StreamableFile> {
    const question = { ...filter, postId: post.postId, day: this.clock.today() };
    return form.of(page, {
      name: `obligations-${question.day}`,
      sheet: { vi: 'Nhiệm vụ', en: 'Obligations' },
      columns: obligationColumns,
      read: (after: ObligationsMark | null, limit) => this.reader.list({ ...question, after: after ?? undefined, limit }),
      markOf: ({ rank, dueOn, id }: ObligationItem & ObligationsMark) => ({ rank, dueOn, id }),
      show: obligationShown,
    });
  }

  @Get(':id')
  @Operation({
    id: 'getObligation',
    summary: 'Shows one duty: who owes it to whom, by when',
    answer: ObligationAnswer,
    revisioned: true,
  })
  async one(@PathId() id: string, @CurrentActor() { post }: Actor): Promise<ObligationAnswer | Refusal> {
    const found = await this.reader.find(id, post.postId, this.clock.today());
    return found ? obligationShown(found) : notFound();
  }
}
