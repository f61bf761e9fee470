import { stagesOf, type TerminationGround, type Verdict } from '#domain';
import { LONGEST_TEXT } from '#usecases';
import { Day, Flag, Id, OneOf, Part, QueryFlag, Text, Whole } from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';
import { GROUNDS, KINDS, FIELDS, ORIGINS, VERDICTS, NAME } from './model-choices.js';
import { StageAnswer, NamedOrganisationAnswer, NamedTerritoryAnswer } from './model-words.dto.js';

export class ModelsQuery extends PageQuery {
  @Text({
    mayBeBlank: true,
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

  @OneOf(ORIGINS, { optional: true, name: 'ModelOrigin' })
  origin?: (typeof ORIGINS)[number];

  @Id({ optional: true, describe: 'The organisation that founded it, with what it took over.' })
  foundingOrganisationId?: string;

  @OneOf(VERDICTS, { optional: true, name: 'Verdict', describe: 'Of the latest concluded review.' })
  verdict?: Verdict;

  @Day({ optional: true, example: '2021-01-01', describe: 'Began to operate on that day or later.' })
  startedFrom?: string;

  @Day({ optional: true, describe: 'Began to operate on that day or earlier.' })
  startedTo?: string;

  @QueryFlag({ optional: true, describe: 'Began to operate and never had a review concluded (C4); false: had one.' })
  neverReviewed?: boolean;

  @Day({
    optional: true,
    example: '2025-01-01',
    describe: 'Began to operate and had no review concluded on that day or later, or never (C4).',
  })
  lastReviewedBefore?: string;

  @QueryFlag({ optional: true, describe: 'Somebody owes it a duty whose day has passed.' })
  overdueDuties?: boolean;

  @Id({ optional: true, describe: 'Copies of this model.' })
  parentId?: string;

  @OneOf(GROUNDS, { optional: true, name: 'TerminationGround', describe: 'Ended on this ground.' })
  endGround?: TerminationGround;

  @QueryFlag({ optional: true, describe: 'It was consolidated into another.' })
  hasHeir?: boolean;

  @QueryFlag({ optional: true, describe: 'It was taken over from a register handed in.' })
  imported?: boolean;
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

  @OneOf(ORIGINS, { name: 'ModelOrigin' })
  origin: (typeof ORIGINS)[number];

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

  @Day({ nullable: true, describe: 'The day the latest review was concluded.' })
  lastReviewedOn: string | null;

  @Whole({ nullable: true, example: 32, describe: 'The last count of those taking part.' })
  members: number | null;

  @Whole({ min: 1, example: 3, describe: 'The number in its ETag.' })
  revision: number;
}

export class NamedModelAnswer {
  @Id()
  id: string;

  @Text({ max: 30, example: 'MH-2026-000123' })
  code: string;

  @Text(NAME)
  name: string;
}

export class FoundModelAnswer extends ModelAnswer {
  @Part(() => NamedModelAnswer, {
    nullable: true,
    describe: 'The model consolidated into this one whose name was searched for; null when its own name answers.',
  })
  foundBy: NamedModelAnswer | null;
}

export class ModelPage extends pageOf(FoundModelAnswer) {}
