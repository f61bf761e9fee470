import { TERRITORY_LEVELS, type TerritoryLevel } from '#domain';
import { Day, Flag, Id, OneOf, PartList, Text } from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';

export class AsOfQuery {
  @Day({ optional: true, describe: 'The day asked about; today when left out.' })
  asOf?: string;
}

export class TerritoriesQuery extends PageQuery {
  @Day({ optional: true, describe: 'The day asked about; today when left out.' })
  asOf?: string;

  @OneOf(TERRITORY_LEVELS, { optional: true, name: 'TerritoryLevel' })
  level?: TerritoryLevel;

  @Id({ optional: true, describe: 'Only the units directly in this one.' })
  parentId?: string;

  @Text({ mayBeBlank: true, max: 100, optional: true, example: 'my tho', describe: 'Part of a name, with or without accents.' })
  search?: string;
}

export class TerritoryAnswer {
  @Id()
  id: string;

  @OneOf(TERRITORY_LEVELS, { name: 'TerritoryLevel' })
  level: TerritoryLevel;

  @Text({ max: 20, nullable: true, example: '87', describe: 'The official code on that day. An id never changes, a code may.' })
  code: string | null;

  @Text({ max: 200, example: 'Đồng Tháp' })
  name: string;

  @Text({ max: 50, example: 'tỉnh' })
  unitType: string;

  @Id({ nullable: true })
  parentId: string | null;

  @Text({ max: 200, nullable: true, example: 'Đồng Tháp' })
  parentName: string | null;

  @Day({ nullable: true, describe: 'First day of this version; null: since before the records begin.' })
  validFrom: string | null;

  @Day({ nullable: true, describe: 'Last day of this version; null: still in force.' })
  validTo: string | null;
}

export class TerritoryRelationAnswer {
  @Id()
  id: string;

  @Text({ max: 20, nullable: true, example: '82' })
  code: string | null;

  @Text({ max: 200, example: 'Tiền Giang' })
  name: string;

  @Day({ example: '2025-07-01' })
  effectiveOn: string;

  @Flag({ describe: 'The one open duties move to.' })
  isDefault: boolean;

  @Text({ max: 500, example: 'Nghị quyết 202/2025/QH15' })
  document: string;
}

export class TerritoryViewAnswer extends TerritoryAnswer {
  @Flag({ describe: 'false: not in force on the day asked; the fields show the nearest version.' })
  inForce: boolean;

  @Text({ max: 500, example: 'Nghị quyết 202/2025/QH15' })
  source: string;

  @PartList(() => TerritoryRelationAnswer)
  predecessors: TerritoryRelationAnswer[];

  @PartList(() => TerritoryRelationAnswer)
  successors: TerritoryRelationAnswer[];
}

export class TerritoryPage extends pageOf(TerritoryAnswer) {}
