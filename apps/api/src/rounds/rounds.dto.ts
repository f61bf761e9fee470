import { ruleKeys, roundKindOf } from '#domain';
import { Day, Id, Moment, OneOf, Part, PartList, Text, Whole } from '../door/fields.js';
import { pageOf } from '../door/pages.js';

export const ROUND_KINDS = ruleKeys.filter((key) => key.startsWith('annualReport.')).map(roundKindOf);

export class OpenRoundBody {
  @OneOf(ROUND_KINDS, { name: 'RoundKind' })
  kind: string;

  @Whole({ min: 1900, max: 2199, example: 2026, describe: 'The year reported on: last year, this year or the next.' })
  year: number;
}

export class BindingRuleAnswer {
  @OneOf(ruleKeys, { name: 'RuleKey' })
  key: string;

  @Day({ example: '2024-08-01' })
  validFrom: string;

  @Text({ max: 500, example: '1330-CV/TU, D3.6' })
  source: string;
}

export class RoundAnswer {
  @Id()
  id: string;

  @OneOf(ROUND_KINDS, { name: 'RoundKind' })
  kind: string;

  @Whole({ example: 2026 })
  year: number;

  @Day({ example: '2026-10-01' })
  openedOn: string;

  @Day({ nullable: true, example: '2026-11-15' })
  dataClosesOn: string | null;

  @Day({ nullable: true, example: '2027-02-08', describe: 'null while it is open.' })
  closedOn: string | null;

  @Whole({ example: 937, describe: 'The whole expected list; the four figures below count what the post may see.' })
  expectedInAll: number;

  @Whole({ example: 60, describe: 'Reports expected.' })
  expected: number;

  @Whole({ example: 41, describe: 'Reports that came, late ones included.' })
  received: number;

  @Whole({ example: 38, describe: 'Reports that came in time.' })
  onTime: number;

  @Whole({ example: 30, describe: 'Reports the receiving body accepted.' })
  accepted: number;

  @Part(() => BindingRuleAnswer, { describe: 'The edition that bound the round when it opened.' })
  rule: BindingRuleAnswer;

  @Whole({ min: 1, example: 1 })
  revision: number;
}

export class RoundDeadlineAnswer {
  @Id({ describe: 'See its evidence at /api/deadlines/{id}/ledger.' })
  id: string;

  @Text({
    max: 100,
    example: 'commune',
    describe: 'The level of the reporting chain; "extended" for a day made by an extension.',
  })
  duty: string;

  @Day({ example: '2026-11-22' })
  dueOn: string;

  @Day({ example: '2026-11-22' })
  originalDueOn: string;

  @Moment({ nullable: true })
  closedAt: Date | null;

  @Whole({ example: 60, describe: 'Duties under it that the post may see.' })
  obligations: number;
}

export class RoundViewAnswer extends RoundAnswer {
  @PartList(() => RoundDeadlineAnswer, { max: 1000, describe: 'By due day.' })
  deadlines: RoundDeadlineAnswer[];
}

export class RoundPage extends pageOf(RoundAnswer) {}
