import {
  modelDutyNames,
  modelStepNames,
  orderOf,
  type HandoverKind,
  type ReplicationOutcome,
  type TargetStatus,
  type Verdict,
} from '#domain';
import { LONGEST_TEXT } from '#usecases';
import { Day, Free, Id, Moment, Numeric, OneOf, Part, PartList, Text, TextList, Whole } from '../door/fields.js';
import { REPLICATION_OUTCOMES, TARGET_STATUSES, VERDICTS, GROUNDS, HANDOVER_KINDS } from './model-choices.js';
import { NominationAnswer } from './nomination.dto.js';
import { KeptScoreAnswer } from './model-steps.dto.js';
import { NamedOrganisationAnswer, NamedTerritoryAnswer, WordsAnswer } from './model-words.dto.js';
import { ModelAnswer, NamedModelAnswer } from './models.dto.js';

export class ModelReviewAnswer {
  @Id()
  id: string;

  @Whole({ example: 2026 })
  year: number;

  @Id({ nullable: true, describe: 'Of a review after strengthening: the one whose verdict asked for it.' })
  reReviewOf: string | null;

  @Day()
  openedOn: string;

  @Text({
    max: LONGEST_TEXT,
    nullable: true,
    example: 'Người dân phản ánh sau đợt kiểm tra',
    describe: 'Why it was opened by hand outside a round, or ahead of the day set by a strengthening file.',
  })
  openedBecause: string | null;

  @Numeric({ nullable: true, example: 85.5 })
  selfScore: number | null;

  @Text({ max: LONGEST_TEXT, nullable: true, example: 'Đạt các mục tiêu đề ra' })
  selfAssessment: string | null;

  @Day({ nullable: true })
  selfAssessedOn: string | null;

  @Numeric({ nullable: true, example: 80 })
  appraisedScore: number | null;

  @Text({ max: LONGEST_TEXT, nullable: true, example: 'Thiếu minh chứng tiêu chí 4' })
  differenceReason: string | null;

  @Day({ nullable: true })
  appraisedOn: string | null;

  @OneOf(VERDICTS, { nullable: true, name: 'Verdict' })
  verdict: Verdict | null;

  @Text({ max: LONGEST_TEXT, nullable: true, example: 'Tiếp tục duy trì' })
  conclusion: string | null;

  @Day({ nullable: true })
  concludedOn: string | null;

  @Day({ nullable: true, describe: 'Overtaken before it had a verdict; the year may be reviewed again.' })
  cancelledOn: string | null;

  @Id({ nullable: true, describe: 'The yearly round that opened it; null: by hand.' })
  roundId: string | null;

  @Id({ nullable: true, describe: 'The set of criteria it was bound to when it opened; null: none was in force.' })
  criteriaSetId: string | null;

  @PartList(() => KeptScoreAnswer, { nullable: true, describe: 'The self-assessment, criterion by criterion.' })
  selfScores: KeptScoreAnswer[] | null;

  @PartList(() => KeptScoreAnswer, { nullable: true, describe: 'The appraisal, criterion by criterion.' })
  appraisedScores: KeptScoreAnswer[] | null;

  @TextList({
    example: [],
    describe: 'Knock-out criteria appraised with the lowest score: the verdict is held down by them, whatever the total.',
  })
  knockedOut: string[];

  @Day({ nullable: true, describe: 'Inspected on the spot.' })
  inspectedOn: string | null;

  @Text({ max: LONGEST_TEXT, nullable: true, example: 'Đã xem sổ trực và đoạn đường' })
  inspectionFindings: string | null;
}

export class SignerAnswer {
  @Id()
  postId: string;

  @Text({ max: 200, example: 'Người đứng đầu' })
  titleVi: string;

  @Text({ max: 200, example: 'Head' })
  titleEn: string;
}

const DECIDED = [...modelStepNames.filter((step) => orderOf(step).decision), 'consolidate'];

export class ModelDecisionAnswer {
  @Id()
  id: string;

  @OneOf(DECIDED, {
    name: 'ModelDecisionStep',
    example: 'recognise',
    describe: 'The step it decided; consolidate: the paper by which other models ended in this one.',
  })
  step: string;

  @Text({ max: 100, example: '12-QĐ/MTTQ' })
  number: string;

  @Day({ example: '2026-11-20' })
  decidedOn: string;

  @Day({ example: '2026-11-20' })
  effectiveOn: string;

  @Part(() => NamedOrganisationAnswer, { describe: 'Under the name it had on the day of the decision.' })
  issuer: NamedOrganisationAnswer;

  @Part(() => SignerAnswer)
  signer: SignerAnswer;

  @Text({ max: LONGEST_TEXT, example: 'Tờ trình số 05-TTr/MTTQ ngày 10/11/2026' })
  basis: string;

  @Free({
    describe: 'What was handed in with it, as the step asks for it: the reason, the change in society, papers, days, lists.',
    example: { reason: 'Chờ sắp xếp lại ấp', suspendedUntil: '2027-01-15' },
  })
  fields: Record<string, unknown>;

  @Id({ nullable: true, describe: 'The decision of ours it rests on.' })
  basisDecisionId: string | null;

  @Id({ nullable: true, describe: 'The paper that decided on several models at once.' })
  paperId: string | null;

  @TextList({ example: ['endedByAnotherThanTheFounder'], describe: 'What was warned of when it was made.' })
  warnings: string[];

  @Id({ nullable: true, describe: 'The decision this one undoes.' })
  annulsId: string | null;

  @Id({ nullable: true, describe: 'The decision that undid this one.' })
  annulledById: string | null;
}

export class RecognitionAnswer {
  @Id({ describe: 'The decision that recognised it.' })
  decisionId: string;

  @Id({ describe: 'The set of criteria of what is a model that it was scored by.' })
  criteriaSetId: string;

  @Numeric({ example: 92.5 })
  percentage: number;

  @OneOf(VERDICTS, { name: 'Verdict' })
  verdict: Verdict;

  @TextList({ example: [], describe: 'Knock-out criteria that got the lowest score.' })
  knockedOut: string[];

  @PartList(() => KeptScoreAnswer)
  scores: KeptScoreAnswer[];
}

export class HandoverAnswer {
  @OneOf(HANDOVER_KINDS, { name: 'HandoverKind' })
  what: HandoverKind;

  @Text({ max: 1000, example: '12 bộ dụng cụ vệ sinh' })
  description: string;

  @Numeric({ nullable: true, example: 12 })
  amount: number | null;

  @Text({ max: 50, nullable: true, example: 'bộ' })
  unit: string | null;

  @Part(() => NamedOrganisationAnswer, { nullable: true, describe: 'The receiver, where it is an organisation of ours …' })
  receiver: NamedOrganisationAnswer | null;

  @Text({ max: 300, nullable: true, example: 'Ban Công tác Mặt trận ấp 1', describe: '… or a body named by its role.' })
  receiverBody: string | null;

  @Day()
  handedOverOn: string;
}

export class ModelNominationAnswer extends NominationAnswer {
  @Day()
  achievedFrom: string;

  @Day()
  achievedTo: string;

  @Text({ max: LONGEST_TEXT, nullable: true, example: 'Đủ tiêu chuẩn' })
  opinion: string | null;
}

export class ReplicationTargetAnswer {
  @Id({ describe: 'See GET /api/replication-targets/{id}.' })
  id: string;

  @Part(() => NamedTerritoryAnswer)
  territory: NamedTerritoryAnswer;

  @Part(() => NamedOrganisationAnswer, { nullable: true, describe: 'Who takes the model up there; null: nobody to receive.' })
  receiver: NamedOrganisationAnswer | null;

  @Day({ example: '2027-06-30' })
  replicateBy: string;

  @OneOf(TARGET_STATUSES, { name: 'ReplicationTargetStatus' })
  status: TargetStatus;

  @Text({ max: LONGEST_TEXT, nullable: true, example: 'Không có vùng trồng nhãn' })
  reason: string | null;

  @Id({ nullable: true })
  childModelId: string | null;

  @Day({ nullable: true })
  adoptedOn: string | null;

  @OneOf(REPLICATION_OUTCOMES, { nullable: true, name: 'ReplicationOutcome' })
  outcome: ReplicationOutcome | null;

  @Text({ max: LONGEST_TEXT, nullable: true, example: '32 hộ tham gia, duy trì đều' })
  findings: string | null;
}

export class ReplicationCountsAnswer {
  @Whole({ example: 3, describe: 'Places of all plans that were not withdrawn: pending + accepted + adopted + declined.' })
  planned: number;

  @Whole({ example: 0 })
  pending: number;

  @Whole({ example: 1, describe: 'Ready to take it up; their copy is not recognised yet.' })
  accepted: number;

  @Whole({ example: 1 })
  adopted: number;

  @Whole({ example: 1 })
  declined: number;

  @Whole({ example: 1, describe: 'Of the adopted ones.' })
  succeeded: number;

  @Whole({ example: 0, describe: 'Of the adopted ones.' })
  failed: number;
}

export class NoReplicationAnswer {
  @Text({ max: LONGEST_TEXT, example: 'Gắn với bến đò riêng có của xã' })
  reason: string;

  @Day()
  writtenOn: string;
}

export class AdaptationAnswer {
  @Id({ describe: 'The place of the parent’s plan this copy was drafted for.' })
  targetId: string;

  @Text({ max: LONGEST_TEXT, example: 'Sinh hoạt mỗi tháng một lần, tự nguyện' })
  kept: string;

  @Text({ max: LONGEST_TEXT, example: 'Sinh hoạt theo xóm thay vì theo ấp' })
  changed: string;

  @Text({ max: LONGEST_TEXT, example: 'Ấp rộng, đi lại bằng ghe' })
  why: string;

  @Day()
  writtenOn: string;
}

export class TookOverAnswer extends NamedModelAnswer {
  @Day()
  endedOn: string;
}

export class FileExtensionAnswer {
  @Day({ example: '2026-11-15', describe: 'When it was due as more time was asked for.' })
  fromDueOn: string;

  @Day({ example: '2026-11-25', describe: 'The day asked for.' })
  toDueOn: string;

  @Text({ max: 2000, example: 'Địa bàn đang khắc phục hậu quả lũ.' })
  reason: string;

  @Day()
  askedOn: string;

  @Day({ nullable: true })
  answeredOn: string | null;

  @OneOf(['asked', 'granted', 'refused', 'lapsed'], { name: 'ExtensionStatus', describe: 'How it stood that day.' })
  status: 'asked' | 'granted' | 'refused' | 'lapsed';
}

export class FileDutyAnswer {
  @Id()
  id: string;

  @OneOf(modelDutyNames, { name: 'ModelDuty', example: 'selfAssess' })
  duty: string;

  @Part(() => WordsAnswer, { describe: 'What is owed, in words.' })
  words: WordsAnswer;

  @Text({ max: 100, nullable: true, example: 'D1.5', describe: 'Where it is written; null: a duty no longer known.' })
  source: string | null;

  @Part(() => NamedOrganisationAnswer, { describe: 'Who owes it, under the name of the day.' })
  organisation: NamedOrganisationAnswer;

  @Id({ nullable: true })
  reviewId: string | null;

  @Day({ describe: 'The day it was first due.' })
  originalDueOn: string;

  @Day({
    describe: 'The day it was due as known that day; later than the first where more time was granted or the clock stood still.',
  })
  dueOn: string;

  @PartList(() => FileExtensionAnswer, { describe: 'More time asked for by then, oldest first.' })
  extensions: FileExtensionAnswer[];

  @Day()
  openedOn: string;

  @Text({ max: 20, example: 'open', describe: 'How it stood that day: open, accepted, cancelled, waived.' })
  status: string;
}

export class MemberCountAnswer {
  @Text({ max: 40, example: 'participants' })
  kind: string;

  @Whole({ example: 32 })
  count: number;
}

export class MoneySumAnswer {
  @Text({ max: 40, example: 'communityContribution' })
  source: string;

  @Whole({ example: 690_000_000, describe: 'All that came in by then, in đồng.' })
  amount: number;
}

export class ReviewCriteriaAnswer {
  @Id()
  reviewId: string;

  @Id({ nullable: true, describe: 'The set it is judged by, bound when it opened; null: none was in force.' })
  criteriaSetId: string | null;
}

export class ModelFileAnswer {
  @Day({ describe: 'The file stands as at the end of this day.' })
  asOf: string;

  @PartList(() => FileDutyAnswer, { max: 10_000, describe: 'What was owed, open or settled, the latest first.' })
  duties: FileDutyAnswer[];

  @PartList(() => MemberCountAnswer)
  members: MemberCountAnswer[];

  @PartList(() => MoneySumAnswer)
  money: MoneySumAnswer[];

  @PartList(() => ReviewCriteriaAnswer, { max: 1000 })
  criteria: ReviewCriteriaAnswer[];
}

export class ModelFileQuery {
  @Day({ optional: true, example: '2025-12-31', describe: 'The file as it stood at the end of this day; left out: today.' })
  asOf?: string;
}

export class ModelViewAnswer extends ModelAnswer {
  @Part(() => ModelFileAnswer, { describe: 'What belongs to the file beside the model itself.' })
  file: ModelFileAnswer;

  @Text({ max: LONGEST_TEXT, min: 0, example: 'Giữ đường làng sạch, đẹp' })
  purpose: string;

  @Part(() => NamedOrganisationAnswer, { describe: 'The organisation that founded it; it stays when the one in charge changes.' })
  founder: NamedOrganisationAnswer;

  @Id({ nullable: true, describe: 'The model it was replicated from.' })
  parentId: string | null;

  @Id({ nullable: true, describe: 'The model it was consolidated into.' })
  heirId: string | null;

  @Part(() => NamedModelAnswer, { nullable: true, describe: 'Where it went, when it was consolidated.' })
  heir: NamedModelAnswer | null;

  @PartList(() => TookOverAnswer, { max: 10_000, describe: 'The models that were consolidated into this one.' })
  tookOver: TookOverAnswer[];

  @Day({ nullable: true })
  proposedOn: string | null;

  @Day({ nullable: true })
  endedOn: string | null;

  @OneOf(GROUNDS, { nullable: true, name: 'TerminationGround' })
  endGround: string | null;

  @PartList(() => HandoverAnswer, { describe: 'What an ended model left to whom.' })
  handover: HandoverAnswer[];

  @Text({ max: LONGEST_TEXT, nullable: true, example: 'Kiện toàn ban chủ nhiệm' })
  strengtheningPlan: string | null;

  @Day({ nullable: true })
  strengthenBy: string | null;

  @Day({ nullable: true, describe: 'The day another review is owed on, until it is concluded.' })
  reReviewBy: string | null;

  @Day({ nullable: true })
  suspendedOn: string | null;

  @Day({ nullable: true })
  suspendedUntil: string | null;

  @Moment()
  createdAt: Date;

  @Part(() => RecognitionAnswer, {
    nullable: true,
    describe: 'How it was recognised by criteria; null: not recognised, or no set was in force.',
  })
  recognition: RecognitionAnswer | null;

  @PartList(() => ModelReviewAnswer, { describe: 'Newest first, like the lists below.' })
  reviews: ModelReviewAnswer[];

  @PartList(() => ModelDecisionAnswer)
  decisions: ModelDecisionAnswer[];

  @PartList(() => ModelNominationAnswer)
  nominations: ModelNominationAnswer[];

  @PartList(() => ReplicationTargetAnswer)
  replication: ReplicationTargetAnswer[];

  @Part(() => ReplicationCountsAnswer)
  replicationCounts: ReplicationCountsAnswer;

  @Part(() => NoReplicationAnswer, { nullable: true, describe: 'Why an effective model is not replicated, as last written.' })
  noReplication: NoReplicationAnswer | null;

  @Part(() => AdaptationAnswer, { nullable: true, describe: 'Of a copy: what it kept and changed of its parent, and why.' })
  adaptation: AdaptationAnswer | null;
}
