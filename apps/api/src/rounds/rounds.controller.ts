import { isRefusal, notFound, type Refusal } from '#domain';
import { Records, RoundsReader } from '#records';
import { Clock, OpenRound, type Actor } from '#usecases';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import { OpenRoundBody, RoundPage, RoundViewAnswer } from './rounds.dto.js';

@ApiTags('rounds')
@Controller('api/rounds')
export class RoundsController {
  private readonly reader: RoundsReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
    private readonly openRound: OpenRound,
  ) {
    this.reader = new RoundsReader(records.sql);
  }

  @Get()
  @Operation({
    id: 'listRounds',
    summary: 'Lists the yearly-report rounds with their figures, latest year first',
    answer: RoundPage,
    page: true,
  })
  async list(@Query() _: PageQuery, @Paging() page: Page, @CurrentActor() { post }: Actor): Promise<RoundPage> {
    const rows = await this.reader.list(post.postId, page.after(), page.fetch);
    return page.of(rows, ({ year, kind }) => ({ year, kind }));
  }

  @Get(':id')
  @Operation({
    id: 'getRound',
    summary: 'Shows a round with its figures and due days',
    answer: RoundViewAnswer,
    revisioned: true,
  })
  async one(@PathId() id: string, @CurrentActor() { post }: Actor): Promise<RoundViewAnswer | Refusal> {
    const round = await this.reader.find(id, post.postId);
    return round ? { ...round, deadlines: await this.reader.deadlines(id, post.postId) } : notFound();
  }

  @Post()
  @Operation({
    id: 'openRound',
    summary: 'Opens the round of a kind and year: freezes the expected list and sets its due days',
    status: 201,
    location: '/api/rounds/{id}',
    answer: RoundViewAnswer,
    revisioned: true,
  })
  async open(@Body() { kind, year }: OpenRoundBody, @CurrentActor() actor: Actor): Promise<RoundViewAnswer | Refusal> {
    const opened = await this.openRound.run({ kind, year, now: this.clock.now(), actor });
    return isRefusal(opened) ? opened : this.one(opened.roundId, actor);
  }
}
