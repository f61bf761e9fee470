import { notFound, type Refusal } from '#domain';
import { LedgerReader, Records } from '#records';
import { type Actor } from '#usecases';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import { LedgerAnswer } from './ledger.dto.js';

@ApiTags('deadlines')
@Controller('api/deadlines')
export class DeadlinesController {
  private readonly reader: LedgerReader;

  constructor(records: Records) {
    this.reader = new LedgerReader(records.sql);
  }

  @Get(':id/ledger')
  @Operation({
    id: 'getLedger',
    summary: 'Shows the evidence of a due day: its rungs, and page by page who was told, how, and what the mail server answered',
    answer: LedgerAnswer,
    page: true,
  })
  async ledger(
    @PathId() id: string,
    @Query() _: PageQuery,
    @Paging() page: Page,
    @CurrentActor() { post }: Actor,
  ): Promise<LedgerAnswer | Refusal> {
    const deadline = await this.reader.deadline(id, post.postId);
    if (!deadline) return notFound();
    const after = page.after<{ id: number }>();
    const notices = await this.reader.notices(id, post.postId, after?.id ?? null, page.fetch);
    return { deadline, rungs: await this.reader.rungs(id), ...page.of(notices, (notice) => ({ id: notice.id })) };
  }
}
