import { criteriaSetKinds, criteriaSetStatuses, criterionParts, knockOutVerdicts, type CriteriaSetContent } from '#domain';
import type { CriteriaSetItem } from '#records';
import { Day, Flag, Id, OneOf, OneOfList, Part, PartList, Text, Whole } from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';
import { NamedOrganisationAnswer, NamedTerritoryAnswer } from '../models/model-words.dto.js';
import { CriteriaBand, CriteriaWords, CriterionOfSet } from './criteria-set-parts.dto.js';
import { Ids } from './ids.js';

const KIND = { name: 'CriteriaSetKind', example: 'whatIsAnEffectiveModel' } as const;
const STATUS = { name: 'CriteriaSetStatus', example: 'issued' } as const;
const SOURCE = { max: 2000, pattern: /\S/, example: 'Mẫu, sửa được: khung điểm ghi theo trí nhớ' } as const;
const NUMBER = { max: 60, pattern: /^\S(.*\S)?$/, example: '05-HDLT/MTTQ-ĐT' } as const;
const KNOCK_OUT = {
  name: 'KnockOutVerdict',
  example: 'weak',
  describe: 'The best verdict of a model that got the lowest score in a knock-out criterion.',
} as const;
const AREAS = {
  max: 10,
  describe: 'The provinces whose models it binds, by their origin: the old ones, or the joint one.',
} as const;

export class CriteriaSetsQuery extends PageQuery {
  @OneOf(criteriaSetKinds, { ...KIND, optional: true })
  kind?: CriteriaSetContent['kind'];

  @OneOf(criteriaSetStatuses, { ...STATUS, optional: true })
  status?: CriteriaSetItem['status'];
}

export class ComparisonQuery {
  @Id({ describe: 'The set to compare with; what it has and this one has not is `added`.' })
  with: string;
}

export class InForceQuery {
  @OneOf(criteriaSetKinds, KIND)
  kind: CriteriaSetContent['kind'];

  @Id({ describe: 'Where the model comes from: its commune, of today or of before a merger.' })
  territoryId: string;

  @Day({ optional: true, describe: 'The day asked about; today when left out.' })
  asOf?: string;
}

export class DraftCriteriaSetBody implements CriteriaSetContent {
  @OneOf(criteriaSetKinds, KIND)
  kind: CriteriaSetContent['kind'];

  @Part(() => CriteriaWords)
  name: CriteriaWords;

  @Text(SOURCE)
  source: string;

  @Flag({ describe: 'Made up to show the product: nobody issued it.' })
  isSample: boolean;

  @Ids(AREAS)
  areaIds: string[];

  @PartList(() => CriterionOfSet)
  criteria: CriterionOfSet[];

  @PartList(() => CriteriaBand, { max: 20, describe: 'From 0 to 100 in order, without gap or overlap.' })
  bands: CriteriaBand[];

  @OneOf(knockOutVerdicts, KNOCK_OUT)
  knockOutVerdict: CriteriaSetContent['knockOutVerdict'];
}

export class ReviseCriteriaSetBody implements Partial<CriteriaSetContent> {
  @OneOf(criteriaSetKinds, { ...KIND, optional: true })
  kind?: CriteriaSetContent['kind'];

  @Part(() => CriteriaWords, { optional: true })
  name?: CriteriaWords;

  @Text({ ...SOURCE, optional: true })
  source?: string;

  @Flag({ optional: true })
  isSample?: boolean;

  @Ids({ ...AREAS, optional: true })
  areaIds?: string[];

  @PartList(() => CriterionOfSet, { optional: true, describe: 'All of them: the list is replaced.' })
  criteria?: CriterionOfSet[];

  @PartList(() => CriteriaBand, { optional: true, max: 20, describe: 'All of them: the list is replaced.' })
  bands?: CriteriaBand[];

  @OneOf(knockOutVerdicts, { ...KNOCK_OUT, optional: true })
  knockOutVerdict?: CriteriaSetContent['knockOutVerdict'];
}

export class CriteriaSetIssuerBody {
  @Id()
  organisationId: string;

  @Id({ describe: 'The post of that organisation that signs.' })
  signerPostId: string;
}

export class IssueCriteriaSetBody {
  @Text(NUMBER)
  number: string;

  @Day({ describe: 'Not in the future.' })
  issuedOn: string;

  @Day({ describe: 'First day in force; after that of the set it takes the place of.' })
  inForceFrom: string;

  @PartList(() => CriteriaSetIssuerBody, {
    max: 20,
    describe: 'The organisations that issue it together; the first leads and gives the number.',
  })
  issuers: CriteriaSetIssuerBody[];
}

export class CriteriaSetAnswer {
  @Id()
  id: string;

  @OneOf(criteriaSetKinds, KIND)
  kind: CriteriaSetContent['kind'];

  @OneOf(criteriaSetStatuses, { ...STATUS, describe: 'On the day asked.' })
  status: CriteriaSetItem['status'];

  @Part(() => CriteriaWords)
  name: CriteriaWords;

  @Flag({ describe: 'Made up to show the product: nobody issued it.' })
  isSample: boolean;

  @PartList(() => NamedTerritoryAnswer)
  areas: NamedTerritoryAnswer[];

  @Part(() => NamedOrganisationAnswer)
  draftedBy: NamedOrganisationAnswer;

  @Text({ ...NUMBER, nullable: true })
  number: string | null;

  @Day({ nullable: true })
  issuedOn: string | null;

  @Day({ nullable: true })
  inForceFrom: string | null;

  @Whole({ min: 1, example: 2, describe: 'The number in its ETag.' })
  revision: number;
}

export class CriteriaSetSignerAnswer {
  @Id()
  postId: string;

  @Text({ max: 300, example: 'Chủ tịch Uỷ ban MTTQ Việt Nam Tỉnh' })
  titleVi: string;

  @Text({ max: 300, example: 'Chair of the provincial Fatherland Front Committee' })
  titleEn: string;
}

export class CriteriaSetIssuerAnswer {
  @Part(() => NamedOrganisationAnswer)
  organisation: NamedOrganisationAnswer;

  @Part(() => CriteriaSetSignerAnswer)
  signer: CriteriaSetSignerAnswer;
}

export class CriteriaSetValidityAnswer {
  @Part(() => NamedTerritoryAnswer)
  territory: NamedTerritoryAnswer;

  @Day()
  from: string;

  @Day({ nullable: true, describe: 'The last day, known once a later set is issued.' })
  to: string | null;

  @Id({ nullable: true, describe: 'The set that took its place.' })
  endedById: string | null;
}

export class CriteriaSetViewAnswer extends CriteriaSetAnswer {
  @Text(SOURCE)
  source: string;

  @PartList(() => CriterionOfSet)
  criteria: CriterionOfSet[];

  @PartList(() => CriteriaBand, { max: 20 })
  bands: CriteriaBand[];

  @OneOf(knockOutVerdicts, KNOCK_OUT)
  knockOutVerdict: CriteriaSetContent['knockOutVerdict'];

  @PartList(() => CriteriaSetIssuerAnswer, { max: 20, describe: 'Empty for a draft; the first leads.' })
  issuers: CriteriaSetIssuerAnswer[];

  @PartList(() => CriteriaSetValidityAnswer, { describe: 'Where and when it is in force; empty for a draft.' })
  validities: CriteriaSetValidityAnswer[];
}

export class CriteriaSetPage extends pageOf(CriteriaSetAnswer) {}

export class CriteriaSetsInForceAnswer {
  @PartList(() => CriteriaSetViewAnswer, {
    describe: 'One, or none before the first; more only for a whole merged province whose parts still have their own.',
  })
  items: CriteriaSetViewAnswer[];
}

export class ChangedCriterionAnswer {
  @Text({ max: 40, example: 'peopleTakePart' })
  code: string;

  @OneOfList(criterionParts, { min: 1, example: ['weight'] })
  parts: (typeof criterionParts)[number][];

  @Part(() => CriterionOfSet)
  from: CriterionOfSet;

  @Part(() => CriterionOfSet)
  to: CriterionOfSet;
}

export class CriteriaComparisonAnswer {
  @Id({ describe: 'The set of the address.' })
  fromId: string;

  @Id({ describe: 'The set it is compared with.' })
  toId: string;

  @PartList(() => CriterionOfSet)
  added: CriterionOfSet[];

  @PartList(() => CriterionOfSet)
  removed: CriterionOfSet[];

  @PartList(() => ChangedCriterionAnswer)
  changed: ChangedCriterionAnswer[];

  @PartList(() => CriterionOfSet)
  unchanged: CriterionOfSet[];

  @Flag()
  bandsChanged: boolean;

  @Flag()
  knockOutVerdictChanged: boolean;
}
