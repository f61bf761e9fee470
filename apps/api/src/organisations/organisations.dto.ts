import { FUNCTION_CODES, ORGANISATION_KINDS, type FunctionCode, type OrganisationKind } from '#domain';
import { Day, Flag, Id, OneOf, OneOfList, PartList, Text } from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';

export class OrganisationsQuery extends PageQuery {
  @Day({ optional: true, describe: 'The day asked about; today when left out.' })
  asOf?: string;

  @OneOf(FUNCTION_CODES, {
    optional: true,
    name: 'FunctionCode',
    example: 'massMobilisationLead',
    describe: 'The body that held this function on that day: in `territoryId`, or in the home province.',
  })
  function?: FunctionCode;

  @OneOf(ORGANISATION_KINDS, { optional: true, name: 'OrganisationKind' })
  kind?: OrganisationKind;

  @Id({ optional: true })
  territoryId?: string;

  @Id({ optional: true, describe: 'Only those directly below this one in their line.' })
  lineParentId?: string;

  @Text({ mayBeBlank: true, max: 100, optional: true, example: 'mat tran', describe: 'Part of a name, with or without accents.' })
  search?: string;
}

export class OrganisationAnswer {
  @Id()
  id: string;

  @OneOf(ORGANISATION_KINDS, { name: 'OrganisationKind' })
  kind: OrganisationKind;

  @Text({ max: 300, example: 'Ban Dân vận Tỉnh ủy Đồng Tháp' })
  nameVi: string;

  @Text({ max: 300, example: 'Mass Mobilisation Commission of the Đồng Tháp Party Committee' })
  nameEn: string;

  @Id()
  territoryId: string;

  @Text({ max: 200, nullable: true, example: 'Đồng Tháp' })
  territoryName: string | null;

  @Id({ nullable: true })
  lineParentId: string | null;

  @Day({ nullable: true })
  validFrom: string | null;

  @Day({ nullable: true })
  validTo: string | null;
}

export class OrganisationRelationAnswer {
  @Id()
  id: string;

  @Text({ max: 300, example: 'Ban Tuyên giáo và Dân vận Tỉnh ủy Đồng Tháp' })
  nameVi: string;

  @Text({ max: 300, example: 'Propaganda and Mass Mobilisation Commission' })
  nameEn: string;

  @Day({ example: '2025-02-03' })
  effectiveOn: string;

  @Flag({ describe: 'The one open duties move to.' })
  isDefault: boolean;

  @Text({ max: 500, example: 'Quyết định của Ban Thường vụ Tỉnh ủy' })
  document: string;
}

export class OrganisationViewAnswer extends OrganisationAnswer {
  @Flag({ describe: 'false: not in force on the day asked; the fields show the nearest version.' })
  inForce: boolean;

  @Text({ max: 500, example: 'Quyết định 137-QĐ/TW' })
  source: string;

  @Text({ max: 300, nullable: true, example: 'Tỉnh ủy Đồng Tháp' })
  lineParentNameVi: string | null;

  @Text({ max: 300, nullable: true, example: 'Đồng Tháp Provincial Party Committee' })
  lineParentNameEn: string | null;

  @Id({ nullable: true, describe: 'Who stands for it on the day: itself, its heir, or nobody.' })
  heirId: string | null;

  @OneOfList(FUNCTION_CODES)
  functions: FunctionCode[];

  @PartList(() => OrganisationRelationAnswer)
  predecessors: OrganisationRelationAnswer[];

  @PartList(() => OrganisationRelationAnswer)
  successors: OrganisationRelationAnswer[];
}

export class OrganisationPage extends pageOf(OrganisationAnswer) {}
