import { isRefusal, notFound, type Refusal } from '#domain';
import { ConferencesReader, Records } from '#records';
import { Clock, CompleteConferenceStep, MoveConference, RebindConference, type Actor } from '#usecases';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import { RebindBody } from '../rounds/rounds.dto.js';
import { CompleteStepBody, ConferencePage, ConferenceViewAnswer, MoveConferenceBody } from './conferences.dto.js';

@ApiTags('conferences')
@Controller('api/conferences')
export class ConferencesController {
  private readonly reader: ConferencesReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
    private readonly completeStep: CompleteConferenceStep,
    private readonly moveConference: MoveConference,
    private readonly rebindConference: RebindConference,
  ) {
    this.reader = new ConferencesReader(records.sql);
  }

  @Get()
  @Operation({ id: 'listConferences', summary: 'Lists the conferences by planned day', answer: ConferencePage, page: true })
  async list(@Query() _: PageQuery, @Paging() page: Page): Promise<ConferencePage> {
    const rows = await this.reader.list(page.after(), page.fetch);
    return page.of(rows, ({ plannedOn, id }) => ({ plannedOn, id }));
  }

  @Get(':id')
  @Operation({
    id: 'getConference',
    summary: 'Shows a conference with its back-planned steps',
    answer: ConferenceViewAnswer,
    revisioned: true,
  })
  async one(@PathId() id: string): Promise<ConferenceViewAnswer | Refusal> {
    const conference = await this.reader.find(id);
    return conference ? { ...conference, steps: await this.reader.steps(id, this.clock.today()) } : notFound();
  }

  @Post(':id/steps/:code')
  @ApiParam({ name: 'code', schema: { type: 'string', maxLength: 40 }, example: 'plan' })
  @Operation({
    id: 'completeConferenceStep',
    summary: 'Records a step my organisation owes as done, with its document',
    answer: ConferenceViewAnswer,
    revisioned: true,
  })
  async complete(
    @PathId() conferenceId: string,
    @Param('code') code: string,
    @IfMatch() revision: number,
    @Body() { doneOn, document }: CompleteStepBody,
    @CurrentActor() actor: Actor,
  ): Promise<ConferenceViewAnswer | Refusal> {
    const done = await this.completeStep.run({ conferenceId, code, revision, doneOn, document, actor });
    return isRefusal(done) ? done : this.one(conferenceId);
  }

  @Post(':id/moves')
  @Operation({
    id: 'moveConference',
    summary: 'Moves a conference my organisation holds to another day; its open steps are planned anew',
    answer: ConferenceViewAnswer,
    revisioned: true,
  })
  async move(
    @PathId() conferenceId: string,
    @IfMatch() revision: number,
    @Body() { plannedOn, reason, document }: MoveConferenceBody,
    @CurrentActor() actor: Actor,
  ): Promise<ConferenceViewAnswer | Refusal> {
    const moved = await this.moveConference.run({ conferenceId, revision, plannedOn, reason, document, actor });
    return isRefusal(moved) ? moved : this.one(conferenceId);
  }

  @Post(':id/rebinding')
  @Operation({
    id: 'rebindConference',
    summary: 'Binds a running conference to another edition of its rule: what is still open moves, what is done stays',
    answer: ConferenceViewAnswer,
    revisioned: true,
    problems: ['conflict'],
  })
  async rebind(
    @PathId() conferenceId: string,
    @IfMatch() revision: number,
    @Body() { ruleEditionId, reason }: RebindBody,
    @CurrentActor() actor: Actor,
  ): Promise<ConferenceViewAnswer | Refusal> {
    const rebound = await this.rebindConference.run({ conferenceId, revision, ruleEditionId, reason, actor });
    return isRefusal(rebound) ? rebound : this.one(conferenceId);
  }
}
