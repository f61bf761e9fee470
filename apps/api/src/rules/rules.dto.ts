import { ruleKeys } from '#domain';
import { Day, Free, Id, OneOf, Text } from '../door/fields.js';
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
