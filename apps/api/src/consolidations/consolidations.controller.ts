import { notFound, type Refusal } from '#domain';
import { ConsolidationsReader, Records } from '#records';
import { ConsolidateModels, type Actor } from '#usecases';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import { PathId } from '../door/path-id.pipe.js';
import { ConsolidateBody, ConsolidatedAnswer, ConsolidationAnswer } from './consolidations.dto.js';

@ApiTags('models')
@Controller('api/consolidations')
export class ConsolidationsController {
  private readonly reader: ConsolidationsReader;

  constructor(
    records: Records,
    private readonly consolidateModels: ConsolidateModels,
  ) {
    this.reader = new ConsolidationsReader(records.sql);
  }

  @Post()
  @Operation({
    id: 'consolidateModels',
    summary: 'Ends several models in one under one paper: all of them or none, with every reason of each',
    status: 201,
    location: '/api/consolidations/{id}',
    answer: ConsolidatedAnswer,
    problems: ['conflict', 'invalid', 'notAllowed'],
  })
  consolidate(
    @Body() { heirModelId, modelIds, decision, fields }: ConsolidateBody,
    @CurrentActor() actor: Actor,
  ): Promise<ConsolidatedAnswer | Refusal> {
    const handover = fields.handover?.map((line): Record<string, unknown> => Object.fromEntries(Object.entries(line)));
    return this.consolidateModels.run({ heirModelId, modelIds, decision, fields: { reason: fields.reason, handover }, actor });
  }

  @Get(':id')
  @Operation({
    id: 'getConsolidation',
    summary: 'Shows a paper that ended several models in one, with what each brought along',
    answer: ConsolidationAnswer,
  })
  async one(@PathId() id: string, @CurrentActor() { post }: Actor): Promise<ConsolidationAnswer | Refusal> {
    return (await this.reader.find(id, post.postId)) ?? notFound();
  }
}
