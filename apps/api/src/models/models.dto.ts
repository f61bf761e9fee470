import {
  askedFields,
  commendationFormWords,
  groundWords,
  modelStepNames,
  regions,
  stagesOf,
  verdictWords,
  type AskType,
  type CommendationForm,
  type ModelStep,
  type Region,
  type TerminationGround,
  type Verdict,
} from '#domain';
import { LONGEST_TEXT, MOST_PLACES } from '#usecases';
import {
  Day,
  Flag,
  Free,
  Id,
  Moment,
  Numeric,
  OneOf,
  OneOfList,
  Part,
  PartList,
  QueryFlag,
  Text,
  Whole,
} from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';

const KINDS = ['model', 'goodPractice'] as const;
const FIELDS = ['economy', 'cultureSociety', 'defenceSecurity', 'politicalSystem'] as const;
const ORIGINS = ['need', 'annualTarget'] as const;
const ENTRY_KINDS = ['modelDrafted', 'modelRevised', 'modelAdvanced'] as const;
const OUTCOMES = ['commended', 'declined', 'withdrawn', 'revoked'] as const;
const TARGET_STATUSES = ['pending', 'adopted', 'declined', 'withdrawn'] as const;
const VERDICTS = Object.keys(verdictWords) as Verdict[];
const GROUNDS = Object.keys(groundWords) as TerminationGround[];
const FORMS = Object.keys(commendationFormWords) as CommendationForm[];
const ASK_TYPES = [...new Set(Object.values(askedFields).map(({ type }) => type))] as AskType[];

const NAME = { max: 300, example: 'Tuyến đường hoa tự quản' } as const;

export class WordsAnswer {
  @Text({ max: 2000, example: 'Công nhận mô hình' })
  vi: string;

  @Text({ max: 2000, example: 'Recognise the model' })
  en: string;
}

export class StageAnswer {
  @OneOf(stagesOf('life'), { name: 'LifeStage', example: 'operating' })
  life: string;

  @OneOf(stagesOf('spread'), { name: 'SpreadStage' })
  spread: string;

  @OneOf(stagesOf('honour'), { name: 'HonourStage' })
  honour: string;
}

export class ModelsQuery extends PageQuery {
  @Text({
    max: 100,
    optional: true,
    example: 'duong hoa',
    describe: 'Part of a name, with or without accents; exact accents come first.',
  })
  search?: string;

  @OneOf(stagesOf('life'), { optional: true, name: 'LifeStage', example: 'operating' })
  life?: string;

  @OneOf(stagesOf('spread'), { optional: true, name: 'SpreadStage' })
  spread?: string;

  @OneOf(stagesOf('honour'), { optional: true, name: 'HonourStage' })
  honour?: string;

  @OneOf(KINDS, { optional: true, name: 'ModelKind' })
  kind?: (typeof KINDS)[number];

  @OneOf(FIELDS, { optional: true, name: 'ModelField' })
  field?: (typeof FIELDS)[number];

  @QueryFlag({ optional: true })
  selfManaged?: boolean;

  @Id({ optional: true, describe: 'The organisation in charge, with what it took over.' })
  ownerOrganisationId?: string;

  @Id({ optional: true, describe: 'A territory, with everything inside it and what became part of it.' })
  territoryId?: string;
}

export class DraftModelBody {
  @OneOf(KINDS, { name: 'ModelKind' })
  kind: (typeof KINDS)[number];

  @Text(NAME)
  name: string;

  @Text({ max: LONGEST_TEXT, min: 0, optional: true, example: 'Giữ đường làng sạch, đẹp' })
  purpose?: string;

  @OneOf(FIELDS, { optional: true, nullable: true, name: 'ModelField', describe: 'One of the four fields; needed to propose.' })
  field?: (typeof FIELDS)[number] | null;

  @OneOf(ORIGINS, { name: 'ModelOrigin', describe: 'Raised from a need, or set as a target of the year.' })
  origin: (typeof ORIGINS)[number];

  @Flag({ describe: 'Managed by the residents themselves.' })
  selfManaged: boolean;

  @Id({ describe: 'The territory of my organisation, or one inside it.' })
  territoryId: string;

  @Text({ max: 500, min: 0, optional: true, example: 'Ấp 1', describe: 'Hamlet, quarter, street; needed to propose.' })
  locality?: string;

  @Whole({ optional: true, nullable: true, max: 10_000_000, example: 32, describe: 'Households or people taking part.' })
  members?: number | null;
}

export class ReviseModelBody {
  @OneOf(KINDS, { optional: true, name: 'ModelKind' })
  kind?: (typeof KINDS)[number];

  @Text({ ...NAME, optional: true })
  name?: string;

  @Text({ max: LONGEST_TEXT, min: 0, optional: true, example: 'Giữ đường làng sạch, đẹp' })
  purpose?: string;

  @OneOf(FIELDS, { optional: true, nullable: true, name: 'ModelField' })
  field?: (typeof FIELDS)[number] | null;

  @OneOf(ORIGINS, { optional: true, name: 'ModelOrigin' })
  origin?: (typeof ORIGINS)[number];

  @Flag({ optional: true })
  selfManaged?: boolean;

  @Id({ optional: true })
  territoryId?: string;

  @Text({ max: 500, min: 0, optional: true, example: 'Ấp 1' })
  locality?: string;

  @Whole({ optional: true, nullable: true, max: 10_000_000, example: 32 })
  members?: number | null;
}

export class DecisionBody {
  @Text({ max: 100, example: '12-QĐ/MTTQ' })
  number: string;

  @Day({ example: '2026-11-20' })
  decidedOn: string;

  @Id({ describe: 'A post of head or supervisor in my organisation, in force on the day of the decision.' })
  signerPostId: string;

  @Text({ max: LONGEST_TEXT, example: 'Tờ trình số 05-TTr/MTTQ ngày 10/11/2026' })
  basis: string;

  @Day({ example: '2026-11-20' })
  effectiveOn: string;
}

const shapeOfAsk: Record<AskType, object> = {
  text: { type: 'string', maxLength: LONGEST_TEXT },
  score: { type: 'number' },
  year: { type: 'integer', minimum: 1900, maximum: 2199 },
  day: { type: 'string', format: 'date' },
  verdict: { type: 'string', enum: VERDICTS },
  ground: { type: 'string', enum: GROUNDS },
  commendationForm: { type: 'string', enum: FORMS },
  placeList: { type: 'array', maxItems: MOST_PLACES, items: { type: 'string', format: 'uuid' } },
  modelId: { type: 'string', format: 'uuid' },
};

export class AdvanceModelBody {
  @OneOf(modelStepNames, { name: 'ModelStep', example: 'recognise' })
  step: ModelStep;

  @Free({
    optional: true,
    example: { startedOn: '2026-01-01' },
    describe: 'The answers to what the step asks for; `asks` of GET …/steps names them.',
    shape: {
      additionalProperties: false,
      properties: Object.fromEntries(
        Object.entries(askedFields).map(([name, { type, words }]) => [name, { ...shapeOfAsk[type], description: words.en }]),
      ),
    },
  })
  fields?: Record<string, unknown>;

  @Part(() => DecisionBody, { optional: true, describe: 'The paper, for a step that needs a decision.' })
  decision?: DecisionBody;
}

export class NamedOrganisationAnswer {
  @Id()
  id: string;

  @Text({ max: 300, example: 'Uỷ ban Mặt trận Tổ quốc Việt Nam xã Tân Thành' })
  nameVi: string;

  @Text({ max: 300, example: 'Fatherland Front Committee of Tân Thành Commune' })
  nameEn: string;
}

export class NamedTerritoryAnswer {
  @Id()
  id: string;

  @Text({ max: 200, example: 'Tân Thành' })
  name: string;
}

export class ModelAnswer {
  @Id()
  id: string;

  @Text({ max: 30, example: 'MH-2026-000123' })
  code: string;

  @OneOf(KINDS, { name: 'ModelKind' })
  kind: (typeof KINDS)[number];

  @Text(NAME)
  name: string;

  @OneOf(FIELDS, { nullable: true, name: 'ModelField' })
  field: (typeof FIELDS)[number] | null;

  @Flag()
  selfManaged: boolean;

  @Part(() => NamedTerritoryAnswer)
  territory: NamedTerritoryAnswer;

  @Text({ max: 500, min: 0, example: 'Ấp 1' })
  locality: string;

  @Part(() => NamedOrganisationAnswer, { describe: 'The organisation in charge.' })
  owner: NamedOrganisationAnswer;

  @Part(() => StageAnswer)
  stage: StageAnswer;

  @Day({ nullable: true, describe: 'Began to operate on.' })
  startedOn: string | null;

  @OneOf(VERDICTS, { nullable: true, name: 'Verdict', describe: 'Of the latest concluded review.' })
  lastVerdict: Verdict | null;

  @Whole({ min: 1, example: 3, describe: 'The number in its ETag.' })
  revision: number;
}

export class ModelPage extends pageOf(ModelAnswer) {}

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
  status: (typeof TARGET_STATUSES)[number];

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

export class ReasonAnswer {
  @Text({ max: 100, example: 'actorIsAboveTheOwner' })
  criterion: string;

  @Part(() => WordsAnswer)
  words: WordsAnswer;

  @Text({ max: 100, example: 'D1.2', describe: 'The clause behind it.' })
  source: string;
}

export class ChoiceAnswer {
  @Text({ max: 100, example: 'effective' })
  value: string;

  @Part(() => WordsAnswer)
  words: WordsAnswer;
}

export class AskAnswer {
  @Text({ max: 100, example: 'startedOn', describe: 'The name in `fields`.' })
  field: string;

  @OneOf(ASK_TYPES, { name: 'AskType' })
  type: AskType;

  @Flag()
  required: boolean;

  @Part(() => WordsAnswer)
  words: WordsAnswer;

  @PartList(() => ChoiceAnswer, { optional: true, describe: 'The only answers there are, for the types that are a choice.' })
  choices?: ChoiceAnswer[];
}

export class StepChoiceAnswer {
  @OneOf(modelStepNames, { name: 'ModelStep', example: 'recognise' })
  step: ModelStep;

  @OneOf(regions, { name: 'Region' })
  region: Region;

  @Part(() => WordsAnswer)
  words: WordsAnswer;

  @Text({ max: 100, example: 'D3.5' })
  source: string;

  @Flag({ describe: 'Nothing but what is asked for stands between here and the step.' })
  allowed: boolean;

  @PartList(() => ReasonAnswer, { describe: 'Every reason why not; empty when allowed.' })
  reasons: ReasonAnswer[];

  @Flag({ describe: 'Needs `decision`.' })
  needsDecision: boolean;

  @PartList(() => AskAnswer)
  asks: AskAnswer[];
}

export class ModelStepsAnswer {
  @Id()
  id: string;

  @Part(() => StageAnswer)
  stage: StageAnswer;

  @PartList(() => StepChoiceAnswer)
  steps: StepChoiceAnswer[];

  @Whole({ min: 1, example: 3 })
  revision: number;
}

export class ModelAdvancedAnswer {
  @Id()
  id: string;

  @Text({ max: 30, example: 'MH-2026-000123' })
  code: string;

  @OneOf(modelStepNames, { name: 'ModelStep', example: 'recognise' })
  step: ModelStep;

  @Part(() => StageAnswer)
  from: StageAnswer;

  @Part(() => StageAnswer)
  stage: StageAnswer;

  @Id({ nullable: true })
  decisionId: string | null;

  @OneOfList(modelStepNames, {
    example: ['openReview'],
    describe: 'The steps that lead on from here; GET …/steps says which are allowed, and why not.',
  })
  next: ModelStep[];

  @Whole({ min: 1, example: 4 })
  revision: number;
}

export class JournalActorAnswer {
  @Text({ max: 200, example: 'Người đứng đầu – Uỷ ban Mặt trận Tổ quốc tỉnh' })
  displayName: string;

  @Id()
  postId: string;

  @Text({ max: 200, example: 'Người đứng đầu' })
  titleVi: string;

  @Text({ max: 200, example: 'Head' })
  titleEn: string;

  @Text({ max: 300, example: 'Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh Đồng Tháp' })
  organisationNameVi: string;

  @Text({ max: 300, example: 'Fatherland Front Committee of Đồng Tháp Province' })
  organisationNameEn: string;
}

export class JournalDecisionAnswer {
  @Id()
  id: string;

  @Text({ max: 100, example: '12-QĐ/MTTQ' })
  number: string;

  @Day({ example: '2026-11-20' })
  decidedOn: string;

  @Id({ nullable: true })
  annulsId: string | null;
}

export class JournalDutyAnswer {
  @Text({ max: 100, example: 'planReplication' })
  duty: string;

  @OneOf(['made', 'takenBack'], { name: 'DutyChange' })
  change: 'made' | 'takenBack';

  @Part(() => WordsAnswer)
  words: WordsAnswer;

  @Text({ max: 100, example: 'D1.3' })
  source: string;
}

export class ModelJournalEntryAnswer {
  @Whole({ min: 1, example: 3 })
  seq: number;

  @OneOf(ENTRY_KINDS, { name: 'ModelJournalKind', example: 'modelAdvanced' })
  kind: (typeof ENTRY_KINDS)[number];

  @Moment()
  at: Date;

  @Part(() => JournalActorAnswer, { nullable: true, describe: 'null: by rule, without a person.' })
  by: JournalActorAnswer | null;

  @OneOf(modelStepNames, { nullable: true, name: 'ModelStep', example: 'recognise' })
  step: ModelStep | null;

  @Part(() => WordsAnswer, { describe: 'What was done, in words.' })
  words: WordsAnswer;

  @Text({ max: 100, nullable: true, example: 'D3.5' })
  source: string | null;

  @Part(() => StageAnswer, { nullable: true })
  from: StageAnswer | null;

  @Part(() => StageAnswer, { nullable: true })
  to: StageAnswer | null;

  @PartList(() => ReasonAnswer, { describe: 'The criteria that were met.' })
  criteria: ReasonAnswer[];

  @Free({ nullable: true, describe: 'The facts looked at.', example: { startedOn: '2026-01-01' } })
  facts: Record<string, unknown> | null;

  @Free({ describe: 'What was handed in; for a draft, its content.', example: { startedOn: '2026-01-01' } })
  fields: Record<string, unknown>;

  @Free({ nullable: true, describe: 'For a revision: each field, from what to what.', example: { name: { from: 'A', to: 'B' } } })
  changes: Record<string, unknown> | null;

  @Part(() => JournalDecisionAnswer, { nullable: true })
  decision: JournalDecisionAnswer | null;

  @PartList(() => JournalDutyAnswer)
  duties: JournalDutyAnswer[];

  @Text({ max: 64, example: 'a3f5…', describe: 'The link of the chain: SHA-256 over this entry and the one before.' })
  hash: string;
}

export class ModelJournalPage extends pageOf(ModelJournalEntryAnswer) {}
