import { isRefusal, notFound, type Refusal } from '#domain';
import { LedgerReader, Records } from '#records';
import { CloseDeadline, MoveDeadline, type Actor } from '#usecases';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { PathId } from '../door/path-id.pipe.js';
import { ReasonBody } from '../obligations/clock.dto.js';
import { DeadlineAnswer, MoveDeadlineBody } from './ledger.dto.js';

@ApiTags('deadlines')
@Controller('api/deadlines')
export class DeadlineActsController {
  private readonly reader: LedgerReader;

  constructor(
    records: Records,
    private readonly moveDeadline: MoveDeadline,
    private readonly closeDeadline: CloseDeadline,
  ) {
    this.reader = new LedgerReader(records.sql);
  }

  @Post(':id/moves')
  @HttpCode(200)
  @Operation({
    id: 'moveDeadline',
    summary: 'Puts off a due day for everybody who shares it, within what its rule allows; all who still owe are told',
    answer: DeadlineAnswer,
    revisioned: true,
  })
  async move(
    @PathId() deadlineId: string,
    @IfMatch() revision: number,
    @Body() { dueOn, reason }: MoveDeadlineBody,
    @CurrentActor() actor: Actor,
  ): Promise<DeadlineAnswer | Refusal> {
    const moved = await this.moveDeadline.run({ deadlineId, revision, dueOn, reason, actor });
    return this.shown(deadlineId, actor, moved);
  }

  @Post(':id/closing')
  @HttpCode(200)
  @Operation({
    id: 'closeDeadline',
    summary:
      'Closes a due day before its ladder does, where its rule lets it close at all; those who still owe after it are told, and recorded as not received',
    answer: DeadlineAnswer,
    revisioned: true,
  })
  async close(
    @PathId() deadlineId: string,
    @IfMatch() revision: number,
    @Body() { reason }: ReasonBody,
    @CurrentActor() actor: Actor,
  ): Promise<DeadlineAnswer | Refusal> {
    const ordered = await this.closeDeadline.run({ deadlineId, revision, reason, actor });
    return this.shown(deadlineId, actor, ordered);
  }

  private async shown(id: string, { post }: Actor, done: object | Refusal): Promise<DeadlineAnswer | Refusal> {
    return isRefusal(done) ? done : ((await this.reader.deadline(id, post.postId)) ?? notFound());
  }
}
