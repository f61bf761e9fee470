import { notFound, type Refusal } from '#domain';
import { LedgerReader, Records, type LedgerObligation } from '#records';
import { Clock, type Actor } from '#usecases';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { formAsked } from '../door/form-asked.js';
import { CurrentActor } from '../door/actor.decorator.js';
import { namedDuty } from '../door/named-duty.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import type { DoorRequest } from '../door/request.js';
import { ObligationLedgerAnswer, type LedgerObligationAnswer } from './ledger.dto.js';
import { CALLS, printLedger } from './print-ledger.js';

@ApiTags('deadlines')
@Controller('api/obligations')
export class ObligationLedgerController {
  private readonly reader: LedgerReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
  ) {
    this.reader = new LedgerReader(records.sql);
  }

  @Get(':id/ledger')
  @Operation({
    id: 'getObligationLedger',
    summary: 'Shows the evidence of one duty: each rung and why, each notice with its attempts and answers; also to print',
    answer: ObligationLedgerAnswer,
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
  ): Promise<ObligationLedgerAnswer | string | Refusal> {
    const form = formAsked(request, response, 'application/json', 'text/html');
    const obligation = await this.reader.obligation(id, post.postId, this.clock.today());
    if (!obligation) return notFound();
    const deadlines = await this.reader.deadlinesOf(id);
    const ids = deadlines.map((deadline) => deadline.id);
    const rungs = await this.reader.rungsOf(id, ids);
    const calls = await this.reader.calls(ids, post.postId, CALLS);
    const of = { obligationId: id };
    if (form === 'text/html')
      return printLedger(
        { request, response },
        { reader: this.reader, of, postId: post.postId },
        { obligation, deadlines, rungs, calls, printedAt: this.clock.now() },
      );
    const after = page.after<{ id: number }>();
    const notices = await this.reader.notices(of, post.postId, after?.id ?? null, page.fetch);
    return { obligation: shown(obligation), deadlines, rungs, calls, ...page.of(notices, (notice) => ({ id: notice.id })) };
  }
}

const shown = (obligation: LedgerObligation): LedgerObligationAnswer => ({
  id: obligation.id,
  words: namedDuty(obligation),
  owner: { vi: obligation.ownerVi, en: obligation.ownerEn },
  status: obligation.status,
  deadlineId: obligation.deadlineId,
  dueOn: obligation.dueOn,
  originalDueOn: obligation.originalDueOn,
});
