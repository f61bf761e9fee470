import { FUNCTION_CODES, ruleKeys } from '#domain';
import { BothLanguagesAnswer } from '../deadlines/ledger.dto.js';
import { Day, Flag, Free, Id, Moment, OneOf, Part, PartList, Text, Whole } from '../door/fields.js';
import { RUNG_ACTS } from '../notices/notices.dto.js';
import { PageQuery, pageOf } from '../door/pages.js';

export class RulesQuery extends PageQuery {
  @OneOf(ruleKeys, { optional: true, name: 'RuleKey' })
  ruleKey?: string;
}

export class AppendRuleBody {
  @OneOf(ruleKeys, { name: 'RuleKey' })
  ruleKey: string;

  @Day({ describe: 'First day in force; after that of the last edition.' })
  validFrom: string;

  @Text({ max: 500, example: 'Công văn 15-CV/BTGDVTU ngày 05/01/2027' })
  source: string;

  @Free({ describe: 'The rule itself: due days, levels, ladder, extension. Faults are told at their pointer.' })
  body: Record<string, unknown>;
}

export class RuleAnswer {
  @Id()
  id: string;

  @OneOf(ruleKeys, { name: 'RuleKey' })
  ruleKey: string;

  @Day({ describe: 'First day in force; the last is the day before the next edition.' })
  validFrom: string;

  @Text({ max: 500, example: 'Công văn 1330-CV/TU ngày 01/8/2024' })
  source: string;

  @Free({ describe: 'The rule itself: due days, levels, ladder, extension.' })
  body: object;
}

export class RulePage extends pageOf(RuleAnswer) {}

export class PreviewRuleBody {
  @OneOf(ruleKeys, { name: 'RuleKey' })
  ruleKey: string;

  @Free({ describe: 'The rule as it would be appended. Faults are told at their pointer.' })
  body: Record<string, unknown>;

  @Whole({ min: 1900, max: 2199, example: 2027, describe: 'The year to plan; for a conference, the first one held from it on.' })
  year: number;

  @Day({
    optional: true,
    example: '2027-01-01',
    describe: 'Its first day in force, so that the preview says whether it would bind that year; left out: soon enough.',
  })
  validFrom?: string;
}

export class PlannedRungAnswer {
  @Text({ max: 12, example: 'T-30' })
  rung: string;

  @OneOf(RUNG_ACTS, { name: 'RungAct' })
  act: string;

  @Whole({ max: 5, example: 0, describe: 'For an escalation: how many levels above the one who owes.' })
  stepsUp: number;

  @Moment()
  plannedAt: Date;
}

export class PlannedEscalationAnswer {
  @OneOf(FUNCTION_CODES, { name: 'FunctionCode' })
  functionCode: string;

  @Id({ nullable: true, describe: 'Who holds it in the province today; null: nobody, so the escalation goes past it.' })
  organisationId: string | null;
}

export class PlannedDeadlineAnswer {
  @Text({ max: 100, example: 'commune' })
  duty: string;

  @Day({ example: '2027-11-22' })
  dueOn: string;

  @PartList(() => BothLanguagesAnswer, { max: 1000, describe: 'Each step of the count.' })
  explanation: BothLanguagesAnswer[];

  @Whole({ nullable: true, example: 858, describe: 'Reports expected by the structure of today; null where that is not known.' })
  expected: number | null;

  @PartList(() => PlannedRungAnswer, { max: 40, describe: 'Earliest first.' })
  rungs: PlannedRungAnswer[];

  @PartList(() => PlannedEscalationAnswer, {
    max: 40,
    nullable: true,
    describe: 'The path an escalation climbs, the lowest first; null: the edition names none, and it climbs the line.',
  })
  escalation: PlannedEscalationAnswer[] | null;
}

export class PreviewInForceAnswer {
  @Id()
  ruleEditionId: string;

  @Day({ example: '2024-08-01' })
  validFrom: string;

  @PartList(() => PlannedDeadlineAnswer, { max: 100 })
  deadlines: PlannedDeadlineAnswer[];
}

export class PreviewDifferenceAnswer {
  @Text({ max: 100, example: 'commune' })
  duty: string;

  @Day({ nullable: true, example: '2027-11-22', describe: 'By the edition in force; null: it does not know the duty.' })
  from: string | null;

  @Day({ nullable: true, example: '2027-11-15' })
  to: string | null;

  @Whole({ nullable: true, example: 858 })
  expectedFrom: number | null;

  @Whole({ nullable: true, example: 143 })
  expectedTo: number | null;
}

export class RulePreviewAnswer {
  @OneOf(ruleKeys, { name: 'RuleKey' })
  ruleKey: string;

  @Whole({ example: 2027 })
  year: number;

  @Day({
    example: '2027-10-01',
    describe:
      'When the round or conference opens, which decides the edition that binds it; of duties of models, the day they arise.',
  })
  opensOn: string;

  @Flag({
    example: true,
    describe: 'false: another edition binds that year, or it was opened before; what runs is bound anew by its /rebinding.',
  })
  binds: boolean;

  @PartList(() => PlannedDeadlineAnswer, { max: 100 })
  deadlines: PlannedDeadlineAnswer[];

  @Part(() => PreviewInForceAnswer, { nullable: true, describe: 'By the edition that would bind otherwise; null: none.' })
  inForce: PreviewInForceAnswer | null;

  @PartList(() => PreviewDifferenceAnswer, {
    max: 200,
    describe:
      'Where the two plan other days, other rungs, another way up or other numbers; none where validFrom comes too late for the year.',
  })
  differences: PreviewDifferenceAnswer[];
}

export class ModelDutiesInForceAnswer {
  @Id()
  ruleEditionId: string;

  @Day({ example: '2024-08-01' })
  validFrom: string;
}

export class DutyWithoutTermAnswer {
  @Text({ max: 100, example: 'foundCopy' })
  duty: string;

  @Part(() => BothLanguagesAnswer)
  words: BothLanguagesAnswer;

  @Text({ max: 100, example: 'D1.3' })
  source: string;
}

export class DutiesWithoutTermAnswer {
  @Part(() => ModelDutiesInForceAnswer, {
    nullable: true,
    describe: 'null: no edition is in force, and models owe nothing by rule.',
  })
  inForce: ModelDutiesInForceAnswer | null;

  @PartList(() => DutyWithoutTermAnswer, { describe: 'None: the rule names every duty.' })
  duties: DutyWithoutTermAnswer[];
}
