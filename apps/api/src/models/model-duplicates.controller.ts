import { notFound, type Refusal } from '#domain';
import { DuplicatesReader, Records } from '#records';
import { AnswerDuplicate, Clock, type Actor } from '#usecases';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { PathId } from '../door/path-id.pipe.js';
import { DuplicateAnswerBody, DuplicateAnsweredAnswer, LikelyDuplicatesAnswer } from './model-duplicates.dto.js';

@ApiTags('models')
@Controller('api/models/:id')
export class ModelDuplicatesController {
  private readonly reader: DuplicatesReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
    private readonly answerDuplicate: AnswerDuplicate,
  ) {
    this.reader = new DuplicatesReader(records.sql);
  }

  @Get('likely-duplicates')
  @Operation({
    id: 'listLikelyDuplicates',
    summary: 'Lists models with a like name in the same place, or in a place it came from or became, with the answers given',
    answer: LikelyDuplicatesAnswer,
  })
  async likely(@PathId() id: string, @CurrentActor() { post }: Actor): Promise<LikelyDuplicatesAnswer | Refusal> {
    const items = await this.reader.of(id, post.postId, this.clock.today());
    return items ? { items } : notFound();
  }

  @Post('duplicate-answers')
  @Operation({
    id: 'answerLikelyDuplicate',
    summary: 'Answers one likely duplicate: another model, and why; or the same, so that this one is not proposed',
    status: 201,
    location: '/api/models/{id}/likely-duplicates',
    answer: DuplicateAnsweredAnswer,
    revisioned: true,
  })
  answer(
    @PathId() modelId: string,
    @IfMatch() revision: number,
    @Body() { candidateId, answer, reason }: DuplicateAnswerBody,
    @CurrentActor() actor: Actor,
  ): Promise<DuplicateAnsweredAnswer | Refusal> {
    return this.answerDuplicate.run({ modelId, revision, candidateId, answer, reason, actor });
  }
}
