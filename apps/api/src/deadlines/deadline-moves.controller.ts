import { isRefusal, notFound, type Refusal } from '#domain';
import { LedgerReader, Records } from '#records';
import { MoveDeadline, type Actor } from '#usecases';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { PathId } from '../door/path-id.pipe.js';
import { DeadlineAnswer, MoveDeadlineBody } from './ledger.dto.js';

@ApiTags('deadlines')
@Controller('api/deadlines')
export class DeadlineMovesController {
  private readonly reader: LedgerReader;

  constructor(
    records: Records,
    private readonly moveDeadline: MoveDeadline,
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
    return isRefusal(moved) ? moved : ((await this.reader.deadline(deadlineId, actor.post.postId)) ?? notFound());
  }
}
