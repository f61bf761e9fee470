import { notFound, type Refusal } from '#domain';
import { ObligationsReader, Records } from '#records';
import { Clock, type Actor } from '#usecases';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import { Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
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
    summary: 'Lists who owes what, within what the post may see, by due day',
    answer: ObligationPage,
    page: true,
  })
  async list(
    @Query() { cursor: _, limit: __, ...filter }: ObligationsQuery,
    @Paging() page: Page,
    @CurrentActor() { post }: Actor,
  ): Promise<ObligationPage> {
    const rows = await this.reader.list({
      ...filter,
      postId: post.postId,
      day: this.clock.today(),
      after: page.after() ?? undefined,
      limit: page.fetch,
    });
    return page.of(rows, ({ dueOn, id }) => ({ dueOn, id }));
  }

  @Get(':id')
  @Operation({
    id: 'getObligation',
    summary: 'Shows one duty: who owes it to whom, by when',
    answer: ObligationAnswer,
    revisioned: true,
  })
  async one(@PathId() id: string, @CurrentActor() { post }: Actor): Promise<ObligationAnswer | Refusal> {
    return (await this.reader.find(id, post.postId, this.clock.today())) ?? notFound();
  }
}
