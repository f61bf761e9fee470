import { notFound, type Refusal } from '#domain';
import { Records, RulesRepository } from '#records';
import { AppendRuleEdition, DutiesWithoutTerm, PreviewRule, type Actor } from '#usecases';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import { Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import {
  AppendRuleBody,
  DutiesWithoutTermAnswer,
  PreviewRuleBody,
  RuleAnswer,
  RulePage,
  RulePreviewAnswer,
  RulesQuery,
} from './rules.dto.js';

@ApiTags('rules')
@Controller('api/rules')
export class RulesController {
  private readonly rules: RulesRepository;

  constructor(
    records: Records,
    private readonly appendRuleEdition: AppendRuleEdition,
    private readonly previewRule: PreviewRule,
    private readonly dutiesWithoutTerm: DutiesWithoutTerm,
  ) {
    this.rules = new RulesRepository(records.sql);
  }

  @Get()
  @Operation({ id: 'listRules', summary: 'Lists the editions of the rules, each with its source', answer: RulePage, page: true })
  async list(@Query() { ruleKey }: RulesQuery, @Paging() page: Page): Promise<RulePage> {
    // A handful a rule in decades: the page is cut here.
    const after = page.after<{ ruleKey: string; validFrom: string }>();
    const all = await this.rules.all();
    const rows = all
      .filter((edition) => !ruleKey || edition.ruleKey === ruleKey)
      .filter((edition) => !after || placeOf(edition) > placeOf(after));
    return page.of(rows.slice(0, page.fetch), ({ ruleKey: key, validFrom }) => ({ ruleKey: key, validFrom }));
  }

  @Get('duties-without-term')
  @Operation({
    id: 'listDutiesWithoutTerm',
    summary:
      'Lists the duties of models this version knows and the rule in force gives no term, so nobody owes them; append an edition of modelDuties that names them',
    answer: DutiesWithoutTermAnswer,
  })
  withoutTerm(): Promise<DutiesWithoutTermAnswer> {
    return this.dutiesWithoutTerm.run();
  }

  @Get(':id')
  @Operation({ id: 'getRule', summary: 'Shows one edition of a rule', answer: RuleAnswer })
  async one(@PathId() id: string): Promise<RuleAnswer | Refusal> {
    return (await this.rules.byId(id)) ?? notFound();
  }

  @Post('previews')
  @Operation({
    id: 'previewRule',
    summary: 'Shows which deadlines an edition would plan in a year, beside the one in force; nothing is written',
    answer: RulePreviewAnswer,
    problems: ['invalid', 'conflict'],
  })
  preview(@Body() { ruleKey, body, year, validFrom }: PreviewRuleBody): Promise<RulePreviewAnswer | Refusal> {
    return this.previewRule.run({ ruleKey, body, year, validFrom });
  }

  @Post()
  @Operation({
    id: 'appendRule',
    summary: 'Appends an edition of a rule; running rounds keep the edition that bound them',
    status: 201,
    location: '/api/rules/{id}',
    answer: RuleAnswer,
  })
  append(
    @Body() { ruleKey, validFrom, source, body }: AppendRuleBody,
    @CurrentActor() actor: Actor,
  ): Promise<RuleAnswer | Refusal> {
    return this.appendRuleEdition.run({ ruleKey, validFrom, source, body, actor });
  }
}

const placeOf = ({ ruleKey, validFrom }: { ruleKey: string; validFrom: string }) => `${ruleKey} ${validFrom}`;
