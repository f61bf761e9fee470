import { notFound, type Refusal } from '#domain';
import { LedgerReader, Records } from '#records';
import { Clock, type Actor } from '#usecases';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { formAsked } from '../door/form-asked.js';
import { CurrentActor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import type { DoorRequest } from '../door/request.js';
import { LedgerAnswer } from './ledger.dto.js';
import { CALLS, printLedger } from './print-ledger.js';

@ApiTags('deadlines')
@Controller('api/deadlines')
export class DeadlinesController {
  private readonly reader: LedgerReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
  ) {
    this.reader = new LedgerReader(records.sql);
  }

  @Get(':id/ledger')
  @Operation({
    id: 'getLedger',
    summary:
      'Shows the evidence of a due day: its rungs, and page by page who was told, how, and what was answered; also to print',
    answer: LedgerAnswer,
    page: true,
    html: true,
  })
  async ledger(
    @PathId() id: string,
    @Query() _: PageQuery,
    @Paging() page: Page,
    @CurrentActor() { post }: Actor,
    @Req() request: DoorRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LedgerAnswer | string | Refusal> {
    const form = formAsked(request, response, 'application/json', 'text/html');
    const deadline = await this.reader.deadline(id, post.postId);
    if (!deadline) return notFound();
    const rungs = await this.reader.rungs([id]);
    const calls = await this.reader.calls([id], post.postId, CALLS);
    const of = { deadlineId: id };
    if (form === 'text/html')
      return printLedger(
        { request, response },
        { reader: this.reader, of, postId: post.postId },
        { obligation: null, deadlines: [deadline], rungs, calls, printedAt: this.clock.now() },
      );
    const after = page.after<{ id: number }>();
    const notices = await this.reader.notices(of, post.postId, after?.id ?? null, page.fetch);
    return { deadline, rungs, calls, ...page.of(notices, (notice) => ({ id: notice.id })) };
  }
}
