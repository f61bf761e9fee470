import { ruleKeys, roundKindOf } from '#domain';
import type { LeftOutReason } from '#records';
import { BACKLOG_ROUND, REVIEW_ROUND } from '#usecases';
import { Day, Id, Moment, OneOf, Part, PartList, Text, Whole } from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';
import { NamedOrganisationAnswer } from '../models/model-words.dto.js';

export const REVIEW_ROUND_KINDS: readonly string[] = [REVIEW_ROUND, BACKLOG_ROUND];
const REPORT_KINDS = ruleKeys.filter((key) => key.startsWith('annualReport.')).map(roundKindOf);
export const ROUND_KINDS = [...REPORT_KINDS, ...REVIEW_ROUND_KINDS];
const LEFT_OUT_REASONS = [
  'suspended',
  'reviewOpen',
  'reviewedThisYear',
  'reviewedBefore',
  'notOperating',
] as const satisfies readonly LeftOutReason[];

export class OpenRoundBody {
  @OneOf([...REPORT_KINDS, REVIEW_ROUND], { name: 'OpenedRoundKind' })
  kind: string;

  @Whole({ min: 1900, max: 2199, example: 2026, describe: 'The year reported on: last year, this year or the next.' })
  year: number;
}

export class RebindBody {
  @Id({ describe: 'An edition of the same rule.' })
  ruleEditionId: string;

  @Text({ max: 2000, min: 5, example: 'Công văn 15-CV/BTGDVTU dời hạn báo cáo năm 2026.' })
  reason: string;
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

  @Whole({ example: 60, describe: 'Reports expected; of a review, models.' })
  expected: number;

  @Whole({ example: 41, describe: 'Reports that came, late ones included; of a review, self-assessments.' })
  received: number;

  @Whole({ example: 38, describe: 'Reports or self-assessments that came in time.' })
  onTime: number;

  @Whole({ example: 30, describe: 'Reports the receiving body accepted; of a review, conclusions.' })
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

  @Whole({ min: 1, example: 1, describe: 'Of its plan: If-Match "r1" to move it.' })
  revision: number;

  @Whole({ example: 60, describe: 'Duties under it that the post may see.' })
  obligations: number;
}

export class LeftOutCountAnswer {
  @OneOf(LEFT_OUT_REASONS, { name: 'LeftOutReason' })
  reason: LeftOutReason;

  @Whole({ example: 3 })
  models: number;
}

export class ReviewFiguresAnswer {
  @Whole({ example: 412, describe: 'Models under review, those that joined later included.' })
  expected: number;

  @Whole({ example: 380 })
  selfAssessed: number;

  @Whole({ example: 300 })
  appraised: number;

  @Whole({ example: 280 })
  concluded: number;

  @Whole({ example: 2, describe: 'Overtaken: suspended, ended or cancelled before there was a verdict.' })
  cancelled: number;

  @Whole({ example: 12, describe: 'Self-assessments that came after their day, or are still owed after it.' })
  late: number;

  @Whole({ example: 30, describe: 'Duties of either side that are owed and past their day.' })
  overdue: number;

  @PartList(() => LeftOutCountAnswer, { describe: 'Models in scope that were not opened; see /api/rounds/{id}/left-out.' })
  leftOut: LeftOutCountAnswer[];
}

export class LeftOutModelAnswer {
  @Id()
  id: string;

  @Text({ max: 40, example: 'MH-2026-000123' })
  code: string;

  @Text({ max: 300, example: 'Tuyến đường hoa tự quản' })
  name: string;
}

export class LeftOutAnswer {
  @Part(() => LeftOutModelAnswer)
  model: LeftOutModelAnswer;

  @Part(() => NamedOrganisationAnswer)
  owner: NamedOrganisationAnswer;

  @OneOf(LEFT_OUT_REASONS, { name: 'LeftOutReason' })
  reason: LeftOutReason;
}

export class LeftOutPage extends pageOf(LeftOutAnswer) {}

export class LeftOutQuery extends PageQuery {
  @OneOf(LEFT_OUT_REASONS, { optional: true, name: 'LeftOutReason' })
  reason?: LeftOutReason;
}

export class RoundViewAnswer extends RoundAnswer {
  @Part(() => ReviewFiguresAnswer, { nullable: true, describe: 'How far a round of reviews has come; null for reports.' })
  review: ReviewFiguresAnswer | null;

  @PartList(() => RoundDeadlineAnswer, { max: 1000, describe: 'By due day.' })
  deadlines: RoundDeadlineAnswer[];
}

export class RoundPage extends pageOf(RoundAnswer) {}
