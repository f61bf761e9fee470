import { stagesOf, type ReplicationOutcome, type TargetDeed } from '#domain';
import { LONGEST_TEXT, placeRoles } from '#usecases';
import { Day, Flag, Id, OneOf, OneOfList, Part, PartList, QueryFlag, QueryWhole, Text, Whole } from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';
import { FIELDS, KINDS, NAME, REPLICATION_OUTCOMES, TARGET_STATUSES } from '../models/model-choices.js';
import { NamedOrganisationAnswer, NamedTerritoryAnswer, StageAnswer, WordsAnswer } from '../models/model-words.dto.js';

const DEEDS = Object.keys(placeRoles) as TargetDeed[];
const ASKED = ['ofMe', 'byMe'] as const;
const ANSWERS = ['accept', 'decline', 'askToAdapt'] as const;
const ADAPTATION_ANSWERS = ['agree', 'refuse'] as const;
const STANDINGS = ['operating', 'asked', 'declined', 'none'] as const;
const REASON = { max: LONGEST_TEXT, example: 'Không có vùng trồng nhãn' } as const;

export class ReplicationTargetsQuery extends PageQuery {
  @Text({
    mayBeBlank: true,
    max: 100,
    optional: true,
    example: 'duong hoa',
    describe: 'Part of the name of the model to be replicated, with or without accents; exact accents come first.',
  })
  search?: string;

  @OneOf(REPLICATION_OUTCOMES, {
    optional: true,
    name: 'ReplicationOutcome',
    describe: 'How the copy turned out, as it reported.',
  })
  outcome?: ReplicationOutcome;

  @OneOf(ASKED, {
    optional: true,
    name: 'Asked',
    describe: '`ofMe`: asked of my organisation; `byMe`: planned by it, or of a model in its charge. Left out: all I may see.',
  })
  asked?: (typeof ASKED)[number];

  @OneOf(TARGET_STATUSES, { optional: true, name: 'ReplicationTargetStatus' })
  status?: (typeof TARGET_STATUSES)[number];

  @Id({ optional: true, describe: 'The model that is to be replicated.' })
  modelId?: string;

  @Id({ optional: true, describe: 'The place, as it was planned.' })
  territoryId?: string;

  @QueryFlag({ optional: true, describe: 'Places where nobody is there to receive.' })
  nobodyToReceive?: boolean;
}

export class CopiedModelAnswer {
  @Id()
  id: string;

  @Text({ max: 30, example: 'MH-2026-000123' })
  code: string;

  @Text(NAME)
  name: string;
}

export class CopyAnswer extends CopiedModelAnswer {
  @OneOf(stagesOf('life'), { name: 'LifeStage', example: 'operating' })
  life: string;
}

export class PlanDecisionAnswer {
  @Id()
  id: string;

  @Text({ max: 100, example: '12-QĐ/MTTQ' })
  number: string;

  @Day({ example: '2026-11-20' })
  decidedOn: string;
}

export class AskedAdaptationAnswer {
  @Text({ max: LONGEST_TEXT, example: 'Sinh hoạt theo xóm thay vì theo ấp' })
  changes: string;

  @Text({ max: LONGEST_TEXT, example: 'Ấp rộng, đi lại bằng ghe' })
  why: string;

  @Flag({ nullable: true, describe: 'null: the planning body has not answered.' })
  agreed: boolean | null;

  @Text({ max: LONGEST_TEXT, nullable: true, example: 'Đồng ý' })
  answer: string | null;
}

export class ReplicationResultAnswer {
  @OneOf(REPLICATION_OUTCOMES, { name: 'ReplicationOutcome' })
  outcome: string;

  @Text({ max: LONGEST_TEXT, example: '32 hộ tham gia, duy trì đều' })
  findings: string;

  @Day()
  reportedOn: string;
}

export class PlaceReasonAnswer {
  @Part(() => WordsAnswer)
  words: WordsAnswer;

  @Text({ max: 100, example: 'D1.3' })
  source: string;
}

export class PlaceStepAnswer {
  @OneOf(DEEDS, { name: 'PlaceDeed', example: 'accept' })
  deed: TargetDeed;

  @Part(() => WordsAnswer)
  words: WordsAnswer;

  @Flag({ describe: 'Nothing but what is asked for stands between here and the deed.' })
  allowed: boolean;

  @PartList(() => PlaceReasonAnswer, { describe: 'Every reason why not; empty when allowed.' })
  reasons: PlaceReasonAnswer[];

  @PartList(() => PlaceReasonAnswer, { describe: 'What does not forbid the deed, but may, by what is answered.' })
  warnings: PlaceReasonAnswer[];
}

export class PlannedPlaceAnswer {
  @Id()
  id: string;

  @Part(() => CopiedModelAnswer, { describe: 'The model that is to be replicated.' })
  model: CopiedModelAnswer;

  @Part(() => NamedTerritoryAnswer)
  territory: NamedTerritoryAnswer;

  @Part(() => NamedOrganisationAnswer, { nullable: true, describe: 'Who takes the model up there; null: nobody to receive.' })
  receiver: NamedOrganisationAnswer | null;

  @Part(() => NamedOrganisationAnswer)
  plannedBy: NamedOrganisationAnswer;

  @Day()
  plannedOn: string;

  @Part(() => PlanDecisionAnswer, { describe: 'The plan is a decision.' })
  decision: PlanDecisionAnswer;

  @Day({ example: '2027-06-30' })
  replicateBy: string;

  @OneOf(TARGET_STATUSES, { name: 'ReplicationTargetStatus' })
  status: string;

  @Day({ nullable: true })
  answeredOn: string | null;

  @Text({ ...REASON, nullable: true, describe: 'Why it was declined or withdrawn, or why its copy fell.' })
  reason: string | null;

  @Part(() => AskedAdaptationAnswer, { nullable: true, describe: 'The adaptation last asked for.' })
  adaptation: AskedAdaptationAnswer | null;

  @Part(() => CopyAnswer, { nullable: true, describe: 'The copy being founded there, or in operation.' })
  copy: CopyAnswer | null;

  @Day({ nullable: true, describe: 'The copy was recognised with effect from.' })
  adoptedOn: string | null;

  @Part(() => ReplicationResultAnswer, { nullable: true, describe: 'How it turned out, as the copy reported.' })
  result: ReplicationResultAnswer | null;

  @OneOfList(DEEDS, { example: ['accept', 'decline'], describe: 'What my post may do now; reasons and other answers aside.' })
  next: TargetDeed[];

  @PartList(() => PlaceStepAnswer, {
    describe: 'Everything that can be done to a place, as allowed for my post now, or with every reason why not.',
  })
  steps: PlaceStepAnswer[];

  @Whole({ min: 1, example: 1 })
  revision: number;
}

export class PlannedPlacePage extends pageOf(PlannedPlaceAnswer) {}

export class AnswerReplicationBody {
  @OneOf(ANSWERS, { name: 'ReplicationAnswer' })
  answer: (typeof ANSWERS)[number];

  @Text({ ...REASON, optional: true, describe: 'Needed to decline, and to ask for an adaptation: why.' })
  reason?: string;

  @Text({ max: LONGEST_TEXT, optional: true, example: 'Sinh hoạt theo xóm thay vì theo ấp', describe: 'What would be adapted.' })
  changes?: string;
}

export class AnswerAdaptationBody {
  @OneOf(ADAPTATION_ANSWERS, { name: 'AdaptationAnswerGiven' })
  answer: (typeof ADAPTATION_ANSWERS)[number];

  @Text({ max: LONGEST_TEXT, optional: true, example: 'Giữ nét riêng của mô hình', describe: 'Needed to refuse.' })
  reason?: string;
}

export class WithdrawPlaceBody {
  @Text({ max: LONGEST_TEXT, example: 'Sắp xếp lại đơn vị hành chính' })
  reason: string;
}

export class NameReceiverBody {
  @Id({ describe: 'An organisation that works in that place today.' })
  organisationId: string;

  @Text({ max: LONGEST_TEXT, example: 'Xã mới chưa kiện toàn Hội Nông dân' })
  reason: string;
}

export class AdaptationBody {
  @Text({ max: LONGEST_TEXT, example: 'Sinh hoạt mỗi tháng một lần, tự nguyện' })
  kept: string;

  @Text({ max: LONGEST_TEXT, example: 'Sinh hoạt theo xóm thay vì theo ấp' })
  changed: string;

  @Text({ max: LONGEST_TEXT, example: 'Ấp rộng, đi lại bằng ghe' })
  why: string;
}

/** What is left out is as in the parent. */
export class DraftCopyBody {
  @Part(() => AdaptationBody)
  adaptation: AdaptationBody;

  @OneOf(KINDS, { optional: true, name: 'ModelKind' })
  kind?: (typeof KINDS)[number];

  @Text({ ...NAME, optional: true })
  name?: string;

  @Text({ max: LONGEST_TEXT, min: 0, optional: true, example: 'Giữ đường làng sạch, đẹp' })
  purpose?: string;

  @OneOf(FIELDS, { optional: true, nullable: true, name: 'ModelField' })
  field?: (typeof FIELDS)[number] | null;

  @Flag({ optional: true })
  selfManaged?: boolean;

  @Id({ optional: true, describe: 'The place of the plan when left out, or one inside the territory of my organisation.' })
  territoryId?: string;

  @Text({ max: 500, min: 0, optional: true, example: 'Ấp 1', describe: 'Hamlet, quarter, street; needed to propose.' })
  locality?: string;

  @Whole({ optional: true, nullable: true, max: 10_000_000, example: 32, describe: 'Households or people taking part.' })
  members?: number | null;
}

export class DraftedCopyAnswer {
  @Id()
  id: string;

  @Text({ max: 30, example: 'MH-2026-000123' })
  code: string;

  @Whole({ min: 1, example: 1 })
  revision: number;
}

export class LineageQuery {
  @Day({ optional: true, describe: 'The day asked about; today when left out.' })
  asOf?: string;

  @QueryWhole({ min: 1, max: 50, optional: true, example: 20, describe: 'How far up and down at most; 20 when left out.' })
  depth?: number;

  @QueryWhole({
    min: 1,
    max: 10_000,
    optional: true,
    example: 1000,
    describe: 'How many models at most, the nearest staying; 1000 when left out.',
  })
  limit?: number;
}

export class LineageAdaptationAnswer {
  @Text({ max: LONGEST_TEXT, example: 'Sinh hoạt mỗi tháng một lần, tự nguyện' })
  kept: string;

  @Text({ max: LONGEST_TEXT, example: 'Sinh hoạt theo xóm thay vì theo ấp' })
  changed: string;

  @Text({ max: LONGEST_TEXT, example: 'Ấp rộng, đi lại bằng ghe' })
  why: string;

  @Day()
  writtenOn: string;
}

export class LineageNodeAnswer extends CopiedModelAnswer {
  @Id({ nullable: true, describe: 'The model it was replicated from.' })
  parentId: string | null;

  @Whole({ min: -50, max: 50, example: 1, describe: '0: the model asked about; above it -1, -2, …; below it 1, 2, …' })
  depth: number;

  @Part(() => NamedTerritoryAnswer, { describe: 'Its place as it was called that day, or what it had become part of.' })
  territory: NamedTerritoryAnswer;

  @Text({ max: 500, min: 0, example: 'Ấp 1' })
  locality: string;

  @Part(() => StageAnswer, { describe: 'Where it stood at the end of that day.' })
  stage: StageAnswer;

  @Part(() => LineageAdaptationAnswer, { nullable: true, describe: 'Of a copy; null for an imported one.' })
  adaptation: LineageAdaptationAnswer | null;

  @Part(() => CopiedModelAnswer, { nullable: true, describe: 'What it was consolidated into.' })
  heir: CopiedModelAnswer | null;
}

export class LineageAnswer {
  @Id()
  modelId: string;

  @Day()
  asOf: string;

  @Flag({ example: false, describe: 'There is more: deeper than `depth`, or beyond `limit`.' })
  truncated: boolean;

  @PartList(() => LineageNodeAnswer, { max: 10_000, describe: 'From the farthest ancestor down, level by level.' })
  nodes: LineageNodeAnswer[];
}

export class CoverageQuery {
  @Day({ optional: true, describe: 'The day asked about; today when left out.' })
  asOf?: string;

  @Id({ optional: true, describe: 'The territory to look into; the top when left out.' })
  unit?: string;
}

export class CoverageRowAnswer {
  @Id()
  unitId: string;

  @Text({ max: 200, example: 'Tân Thành' })
  name: string;

  @Text({ max: 20, example: 'commune' })
  level: string;

  @OneOf(STANDINGS, { nullable: true, name: 'CoverageStanding', describe: 'Of a commune; null for what lies above.' })
  standing: (typeof STANDINGS)[number] | null;

  @Whole({ example: 102, describe: 'Communes of that day: operating + asked + declined + none.' })
  communes: number;

  @Whole({ example: 12, describe: 'With a copy in operation.' })
  operating: number;

  @Whole({ example: 3, describe: 'Without one, and asked.' })
  asked: number;

  @Whole({ example: 1, describe: 'Without one, and it declined.' })
  declined: number;

  @Whole({ example: 86 })
  none: number;

  @Whole({ example: 15, describe: 'Models in operation there; several may stand in one commune.' })
  models: number;

  @Text({ max: 500, nullable: true, example: '/api/models/…/coverage?unit=…', describe: 'The units below.' })
  drillDown: string | null;
}

export class CoverageAnswer {
  @Id({ nullable: true, describe: 'null: every model that was replicated, or is a copy, as far as I may see.' })
  modelId: string | null;

  @Day()
  asOf: string;

  @Id({ nullable: true })
  unit: string | null;

  @PartList(() => CoverageRowAnswer, { max: 1000 })
  rows: CoverageRowAnswer[];
}
