import { isRefusal, notFound, type Refusal } from '#domain';
import { ObligationsReader, Records } from '#records';
import { AnswerReport, Clock, SubmitReport, type Actor } from '#usecases';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { PathId, PathNumber } from '../door/path-id.pipe.js';
import { obligationShown } from './obligation-shown.js';
import { ObligationAnswer } from './obligations.dto.js';
import { AnswerReportBody, SubmissionAnswer, SubmissionPage, SubmitReportBody, SubmittedAnswer } from './submissions.dto.js';

const NumberInPath = () => ApiParam({ name: 'number', schema: { type: 'integer', minimum: 1 }, example: 1 });

@ApiTags('obligations')
@Controller('api/obligations/:id/submissions')
export class SubmissionsController {
  private readonly reader: ObligationsReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
    private readonly submitReport: SubmitReport,
    private readonly answerReport: AnswerReport,
  ) {
    this.reader = new ObligationsReader(records.sql);
  }

  @Get()
  @Operation({
    id: 'listSubmissions',
    summary: 'Lists every version of a report that was ever sent, oldest first',
    answer: SubmissionPage,
    page: true,
  })
  async list(
    @PathId() id: string,
    @Query() _: PageQuery,
    @Paging() page: Page,
    @CurrentActor() actor: Actor,
  ): Promise<SubmissionPage | Refusal> {
    if (!(await this.obligation(id, actor))) return notFound();
    const seen = page.after<{ number: number }>()?.number ?? 0;
    const rows = await this.reader.submissions(id, seen, page.fetch);
    return page.of(rows, ({ number }) => ({ number }));
  }

  @Get(':number')
  @NumberInPath()
  @Operation({ id: 'getSubmission', summary: 'Shows one version of a report', answer: SubmissionAnswer })
  async one(
    @PathId() id: string,
    @PathNumber('number') number: number,
    @CurrentActor() actor: Actor,
  ): Promise<SubmissionAnswer | Refusal> {
    if (!(await this.obligation(id, actor))) return notFound();
    const [found] = await this.reader.submissions(id, number - 1, 1);
    return found?.number === number ? found : notFound();
  }

  @Post()
  @Operation({
    id: 'submitReport',
    summary: 'Sends the report my organisation owes; late is taken and counted as late',
    status: 201,
    location: '/api/obligations/{obligationId}/submissions/{number}',
    answer: SubmittedAnswer,
    revisioned: true,
  })
  async submit(
    @PathId() obligationId: string,
    @IfMatch() revision: number,
    @Body() { figures, words }: SubmitReportBody,
    @CurrentActor() actor: Actor,
  ): Promise<SubmittedAnswer | Refusal> {
    const submitted = await this.submitReport.run({ obligationId, revision, report: { figures, words }, actor });
    return isRefusal(submitted) ? submitted : { obligationId, ...submitted };
  }

  @Post(':number/answer')
  @NumberInPath()
  @Operation({
    id: 'answerReport',
    summary: 'Accepts the report my organisation received, or returns it with what to mend',
    answer: ObligationAnswer,
    revisioned: true,
  })
  async answer(
    @PathId() obligationId: string,
    @PathNumber('number') number: number,
    @IfMatch() revision: number,
    @Body() { outcome, message = null }: AnswerReportBody,
    @CurrentActor() actor: Actor,
  ): Promise<ObligationAnswer | Refusal> {
    const answered = await this.answerReport.run({ obligationId, number, revision, outcome, message, actor });
    if (isRefusal(answered)) return answered;
    const found = await this.obligation(obligationId, actor);
    return found ? obligationShown(found) : notFound();
  }

  private obligation(id: string, { post }: Actor) {
    return this.reader.find(id, post.postId, this.clock.today());
  }
}
