import { modelStepNames, type CommendationForm, type TargetStatus, type Verdict } from '#domain';
import { LONGEST_TEXT } from '#usecases';
import { Day, Id, Moment, Numeric, OneOf, Part, PartList, Text, Whole } from '../door/fields.js';
import { ORIGINS, OUTCOMES, TARGET_STATUSES, VERDICTS, GROUNDS, FORMS } from './model-choices.js';
import { NamedOrganisationAnswer, NamedTerritoryAnswer } from './model-words.dto.js';
import { ModelAnswer } from './models.dto.js';

export class ModelReviewAnswer {
  @Id()
  id: string;

  @Whole({ example: 2026 })
  year: number;

  @Day()
  openedOn: string;

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
}

export class SignerAnswer {
  @Id()
  postId: string;

  @Text({ max: 200, example: 'Người đứng đầu' })
  titleVi: string;

  @Text({ max: 200, example: 'Head' })
  titleEn: string;
}

export class ModelDecisionAnswer {
  @Id()
  id: string;

  @OneOf(modelStepNames, { name: 'ModelStep', example: 'recognise' })
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

  @Id({ nullable: true, describe: 'The decision this one undoes.' })
  annulsId: string | null;

  @Id({ nullable: true, describe: 'The decision that undid this one.' })
  annulledById: string | null;
}

export class ModelNominationAnswer {
  @Id()
  id: string;

  @Text({ max: LONGEST_TEXT, example: '12 km đường hoa' })
  achievement: string;

  @Day()
  achievedFrom: string;

  @Day()
  achievedTo: string;

  @OneOf(FORMS, { name: 'CommendationForm' })
  form: CommendationForm;

  @Day()
  nominatedOn: string;

  @Text({ max: LONGEST_TEXT, nullable: true, example: 'Đủ tiêu chuẩn' })
  opinion: string | null;

  @OneOf(OUTCOMES, { nullable: true, name: 'NominationOutcome' })
  outcome: (typeof OUTCOMES)[number] | null;

  @Day({ nullable: true })
  settledOn: string | null;
}

export class ReplicationTargetAnswer {
  @Part(() => NamedTerritoryAnswer)
  territory: NamedTerritoryAnswer;

  @Day({ example: '2027-06-30' })
  replicateBy: string;

  @OneOf(TARGET_STATUSES, { name: 'ReplicationTargetStatus' })
  status: TargetStatus;

  @Id({ nullable: true })
  childModelId: string | null;
}

export class ModelViewAnswer extends ModelAnswer {
  @Text({ max: LONGEST_TEXT, min: 0, example: 'Giữ đường làng sạch, đẹp' })
  purpose: string;

  @OneOf(ORIGINS, { name: 'ModelOrigin' })
  origin: (typeof ORIGINS)[number];

  @Whole({ nullable: true, example: 32 })
  members: number | null;

  @Part(() => NamedOrganisationAnswer, { describe: 'The organisation that founded it; it stays when the one in charge changes.' })
  founder: NamedOrganisationAnswer;

  @Id({ nullable: true, describe: 'The model it was replicated from.' })
  parentId: string | null;

  @Id({ nullable: true, describe: 'The model it was consolidated into.' })
  heirId: string | null;

  @Day({ nullable: true })
  proposedOn: string | null;

  @Day({ nullable: true })
  endedOn: string | null;

  @OneOf(GROUNDS, { nullable: true, name: 'TerminationGround' })
  endGround: string | null;

  @Text({ max: LONGEST_TEXT, nullable: true, example: 'Ban Công tác Mặt trận ấp' })
  handoverReceiver: string | null;

  @Text({ max: LONGEST_TEXT, nullable: true, example: 'Kiện toàn ban chủ nhiệm' })
  strengtheningPlan: string | null;

  @Day({ nullable: true })
  strengthenBy: string | null;

  @Day({ nullable: true })
  suspendedUntil: string | null;

  @Moment()
  createdAt: Date;

  @PartList(() => ModelReviewAnswer, { describe: 'Newest first, like the lists below.' })
  reviews: ModelReviewAnswer[];

  @PartList(() => ModelDecisionAnswer)
  decisions: ModelDecisionAnswer[];

  @PartList(() => ModelNominationAnswer)
  nominations: ModelNominationAnswer[];

  @PartList(() => ReplicationTargetAnswer)
  replication: ReplicationTargetAnswer[];
}
