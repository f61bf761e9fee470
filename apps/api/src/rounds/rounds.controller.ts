import { isRefusal, notFound, type Refusal } from '#domain';
import { Records, ReviewRoundsReader, RoundsReader, type LeftOutMark, type LeftOutModel } from '#records';
import { CloseRound, Clock, OpenReviewRound, OpenRound, RebindRound, ReopenRound, REVIEW_ROUND, type Actor } from '#usecases';
import { Body, Controller, Get, HttpCode, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { IfMatch } from '../door/if-match.js';
import { InForm, type ListForm } from '../door/exports.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import {
  LeftOutPage,
  LeftOutQuery,
  OpenRoundBody,
  RebindBody,
  REVIEW_ROUND_KINDS,
  RoundPage,
  RoundViewAnswer,
} from './rounds.dto.js';
import { leftOutColumns } from './left-out-columns.js';
import { ReasonBody, ReopenBody } from '../obligations/clock.dto.js';

@ApiTags('rounds')
@Controller('api/rounds')
export class RoundsController {
  private readonly reader: RoundsReader;
  private readonly reviews: ReviewRoundsReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
    private readonly openRound: OpenRound,
    private readonly openReviewRound: OpenReviewRound,
    private readonly closeRound: CloseRound,
    private readonly reopenRound: ReopenRound,
    private readonly rebindRound: RebindRound,
  ) {
    this.reader = new RoundsReader(records.sql);
    this.reviews = new ReviewRoundsReader(records.sql);
  }

  @Get()
  @Operation({
    id: 'listRounds',
    summary: 'Lists the rounds of reports and of reviews with their figures, latest year first',
    answer: RoundPage,
    page: true,
  })
  async list(@Query() _: PageQuery, @Paging() page: Page, @CurrentActor() { post }: Actor): Promise<RoundPage> {
    const rows = await this.reader.list(post.postId, page.after(), page.fetch);
    return page.of(rows, ({ year, kind, id }) => ({ year, kind, id }));
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
    if (!round) return notFound();
    const isReview = REVIEW_ROUND_KINDS.includes(round.kind);
    const review = isReview ? await this.reviews.figures(id, post.postId, this.clock.today()) : null;
    return { ...round, review, deadlines: await this.reader.deadlines(id, post.postId) };
  }

  @Get(':id/left-out')
  @Operation({
    id: 'listModelsLeftOut',
    summary:
      'Lists the models in the scope of a round of reviews that it did not open, each with the reason, the self-managed first; as CSV or Excel everything that is filtered',
    answer: LeftOutPage,
    page: true,
    csv: true,
    xlsx: true,
  })
  async leftOut(
    @PathId() id: string,
    @Query() { reason }: LeftOutQuery,
    @Paging() page: Page,
    @CurrentActor() { post }: Actor,
    @InForm() form: ListForm,
  ): Promise<LeftOutPage | StreamableFile | Refusal> {
    if (!(await this.reader.find(id, post.postId))) return notFound();
    const day = this.clock.today();
    return form.of(page, {
      name: `left-out-${day}`,
      sheet: { vi: 'Chưa rà soát', en: 'Left out' },
      columns: leftOutColumns,
      read: (after: LeftOutMark | null, limit) => this.reviews.leftOut(id, post.postId, day, { reason, after, limit }),
      markOf: ({ selfManaged, model: { code } }: LeftOutModel & { selfManaged: boolean }) => ({ selfManaged, code }),
      show: ({ selfManaged: _, ...item }) => item,
    });
  }

  @Post()
  @Operation({
    id: 'openRound',
    summary:
      'Opens the round of a kind and year: freezes the expected list, or opens the reviews of the models, and sets its due days',
    status: 201,
    location: '/api/rounds/{id}',
    answer: RoundViewAnswer,
    revisioned: true,
  })
  async open(@Body() { kind, year }: OpenRoundBody, @CurrentActor() actor: Actor): Promise<RoundViewAnswer | Refusal> {
    const now = this.clock.now();
    const opened =
      kind === REVIEW_ROUND
        ? await this.openReviewRound.run({ year, now, actor })
        : await this.openRound.run({ kind, year, now, actor });
    return isRefusal(opened) ? opened : this.one(opened.roundId, actor);
  }

  @Post(':id/closing')
  @HttpCode(200)
  @Operation({
    id: 'closeRound',
    summary: 'Closes a round before its ladders do; what is still owed after its day is recorded as not received, page by page',
    answer: RoundViewAnswer,
    revisioned: true,
  })
  async close(
    @PathId() roundId: string,
    @IfMatch() revision: number,
    @Body() { reason }: ReasonBody,
    @CurrentActor() actor: Actor,
  ): Promise<RoundViewAnswer | Refusal> {
    const ordered = await this.closeRound.run({ roundId, revision, reason, actor });
    return isRefusal(ordered) ? ordered : this.one(roundId, actor);
  }

  @Post(':id/reopening')
  @HttpCode(200)
  @Operation({
    id: 'reopenRound',
    summary: 'Opens again, until a day, everything a round recorded as not received',
    answer: RoundViewAnswer,
    revisioned: true,
  })
  async reopen(
    @PathId() roundId: string,
    @IfMatch() revision: number,
    @Body() { until, reason }: ReopenBody,
    @CurrentActor() actor: Actor,
  ): Promise<RoundViewAnswer | Refusal> {
    const reopened = await this.reopenRound.run({ roundId, revision, until, reason, actor });
    return isRefusal(reopened) ? reopened : this.one(roundId, actor);
  }

  @Post(':id/rebinding')
  @Operation({
    id: 'rebindRound',
    summary: 'Binds a running round to another edition of its rule: what is still owed moves, what was met stays',
    answer: RoundViewAnswer,
    revisioned: true,
    problems: ['conflict'],
  })
  async rebind(
    @PathId() roundId: string,
    @IfMatch() revision: number,
    @Body() { ruleEditionId, reason }: RebindBody,
    @CurrentActor() actor: Actor,
  ): Promise<RoundViewAnswer | Refusal> {
    const rebound = await this.rebindRound.run({ roundId, revision, ruleEditionId, reason, actor });
    return isRefusal(rebound) ? rebound : this.one(roundId, actor);
  }
}
