import { editionInForce, mayGrant, type CommendationForms, type CommendationFormsRule, type RuleEdition } from '#domain';
import { CommendationsReader, Records, type CommendationItem, type CommendationsMark, RulesRepository } from '#records';
import { Clock, type Actor } from '#usecases';
import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { InForm, type ListForm } from '../door/exports.js';
import { Operation } from '../door/operation.js';
import { Paging, type Page } from '../door/pages.js';
import { commendationColumns } from './commendation-columns.js';
import { CommendationFormsAnswer, CommendationFormsQuery, CommendationPage, CommendationsQuery } from './commendations.dto.js';

@ApiTags('commendations')
@Controller('api')
export class CommendationsController {
  private readonly reader: CommendationsReader;
  private readonly rules: RulesRepository;

  constructor(
    records: Records,
    private readonly clock: Clock,
  ) {
    this.reader = new CommendationsReader(records.sql);
    this.rules = new RulesRepository(records.sql);
  }

  @Get('commendations')
  @Operation({
    id: 'listCommendations',
    summary:
      'Lists nominations and commendations of the models I may see, with the days each waited: of what waits the longest waiting first, else the self-managed models first; as CSV or Excel everything that is filtered',
    answer: CommendationPage,
    page: true,
    csv: true,
    xlsx: true,
  })
  async list(
    @Query() { limit: _, cursor: __, ...filter }: CommendationsQuery,
    @Paging() page: Page,
    @CurrentActor() { post }: Actor,
    @InForm() form: ListForm,
  ): Promise<CommendationPage | StreamableFile> {
    const question = { ...filter, postId: post.postId, day: this.clock.today() };
    return form.of(page, {
      name: `commendations-${question.day}`,
      sheet: { vi: 'Khen thưởng', en: 'Commendations' },
      columns: commendationColumns(await this.everyForm()),
      read: (after: CommendationsMark | null, limit) => this.reader.list({ ...question, after, limit }),
      markOf: ({ rank, selfManaged, nominatedOn, id }: CommendationItem & CommendationsMark) => ({
        rank,
        selfManaged,
        nominatedOn,
        id,
      }),
      show: ({ rank: ___, selfManaged: ____, ...item }) => item,
    });
  }

  /** The forms of every edition, the latest words of each. */
  private async everyForm(): Promise<CommendationForms> {
    const editions = (await this.rules.all()).filter(({ ruleKey }) => ruleKey === 'commendationForms');
    return Object.assign(
      {},
      ...editions.map(({ body }) => (body as unknown as CommendationFormsRule).forms),
    ) as CommendationForms;
  }

  @Get('commendation-forms')
  @Operation({
    id: 'listCommendationForms',
    summary: 'Lists the forms of commendation in force on a day, who may grant each, and whether a decision on paper is needed',
    answer: CommendationFormsAnswer,
  })
  async forms(@Query() { on }: CommendationFormsQuery, @CurrentActor() { post }: Actor): Promise<CommendationFormsAnswer> {
    const day = on ?? this.clock.today();
    const editions = (await this.rules.all()).filter(({ ruleKey }) => ruleKey === 'commendationForms');
    const edition = editionInForce(editions, day) as unknown as RuleEdition<CommendationFormsRule> | null;
    const body = await this.reader.bodyOf(post.postId, day);
    return {
      on: day,
      ruleEditionId: edition?.id ?? null,
      validFrom: edition?.validFrom ?? null,
      source: edition?.source ?? null,
      items: Object.entries(edition?.body.forms ?? {}).map(([code, form]) => ({
        code,
        words: form.words,
        authorities: form.authorities,
        needsDecision: form.decision,
        mayGrant: mayGrant(form, body),
      })),
    };
  }
}
