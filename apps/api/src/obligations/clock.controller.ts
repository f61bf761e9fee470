import { isRefusal, notFound, type Refusal } from '#domain';
import { ClockActsRepository, ObligationsReader, Records } from '#records';
import { Clock, ReopenObligation, ResumeClock, SuspendClock, WaiveObligation, type Actor } from '#usecases';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import { ClockActPage, ReasonBody, ReopenBody, SuspendClockBody } from './clock.dto.js';
import { obligationShown } from './obligation-shown.js';
import { ObligationAnswer } from './obligations.dto.js';

@ApiTags('obligations')
@Controller('api/obligations/:id')
export class ClockController {
  private readonly reader: ObligationsReader;
  private readonly acts: ClockActsRepository;

  constructor(
    records: Records,
    private readonly clock: Clock,
    private readonly suspendClock: SuspendClock,
    private readonly resumeClock: ResumeClock,
    private readonly waiveObligation: WaiveObligation,
    private readonly reopenObligation: ReopenObligation,
  ) {
    this.reader = new ObligationsReader(records.sql);
    this.acts = new ClockActsRepository(records.sql);
  }

  @Get('clock-acts')
  @Operation({
    id: 'listClockActs',
    summary:
      'Lists how the clock of a duty was stopped, set going, ended or set again, with reason, post and both days, oldest first',
    answer: ClockActPage,
    page: true,
  })
  async list(
    @PathId() id: string,
    @Query() _: PageQuery,
    @Paging() page: Page,
    @CurrentActor() actor: Actor,
  ): Promise<ClockActPage | Refusal> {
    if (!(await this.obligation(id, actor))) return notFound();
    const rows = await this.acts.list(id, page.after(), page.fetch);
    return page.of(
      rows,
      ({ ordinal }) => ({ ordinal }),
      ({ ordinal: _ordinal, ...act }) => act,
    );
  }

  @Post('suspension')
  @HttpCode(200)
  @Operation({
    id: 'suspendClock',
    summary: 'Stops the clock of a duty until a day; what was left is given back, nobody is reminded meanwhile',
    answer: ObligationAnswer,
    revisioned: true,
  })
  async suspend(
    @PathId() obligationId: string,
    @IfMatch() revision: number,
    @Body() { until, reason }: SuspendClockBody,
    @CurrentActor() actor: Actor,
  ): Promise<ObligationAnswer | Refusal> {
    return this.shown(obligationId, actor, await this.suspendClock.run({ obligationId, revision, until, reason, actor }));
  }

  @Post('resumption')
  @HttpCode(200)
  @Operation({
    id: 'resumeClock',
    summary: 'Lets the clock of a duty run again sooner than was said',
    answer: ObligationAnswer,
    revisioned: true,
  })
  async resume(
    @PathId() obligationId: string,
    @IfMatch() revision: number,
    @Body() { reason }: ReasonBody,
    @CurrentActor() actor: Actor,
  ): Promise<ObligationAnswer | Refusal> {
    return this.shown(obligationId, actor, await this.resumeClock.run({ obligationId, revision, reason, actor }));
  }

  @Post('waiver')
  @HttpCode(200)
  @Operation({
    id: 'waiveObligation',
    summary: 'Waives a duty: it need not be done, and counts neither as received nor as late',
    answer: ObligationAnswer,
    revisioned: true,
  })
  async waive(
    @PathId() obligationId: string,
    @IfMatch() revision: number,
    @Body() { reason }: ReasonBody,
    @CurrentActor() actor: Actor,
  ): Promise<ObligationAnswer | Refusal> {
    return this.shown(obligationId, actor, await this.waiveObligation.run({ obligationId, revision, reason, actor }));
  }

  @Post('reopening')
  @HttpCode(200)
  @Operation({
    id: 'reopenObligation',
    summary: 'Opens again, until a day, what was closed as not received or waived',
    answer: ObligationAnswer,
    revisioned: true,
  })
  async reopen(
    @PathId() obligationId: string,
    @IfMatch() revision: number,
    @Body() { until, reason }: ReopenBody,
    @CurrentActor() actor: Actor,
  ): Promise<ObligationAnswer | Refusal> {
    return this.shown(obligationId, actor, await this.reopenObligation.run({ obligationId, revision, until, reason, actor }));
  }

  private async shown(id: string, actor: Actor, done: object | Refusal): Promise<ObligationAnswer | Refusal> {
    if (isRefusal(done)) return done;
    const found = await this.obligation(id, actor);
    return found ? obligationShown(found) : notFound();
  }

  private obligation(id: string, { post }: Actor) {
    return this.reader.find(id, post.postId, this.clock.today());
  }
}
