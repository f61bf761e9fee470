import { HANDOVER_KINDS } from '../models/model-choices.js';
import { DecisionBody, WarningAnswer } from '../models/model-steps.dto.js';
import { NamedOrganisationAnswer, StageAnswer } from '../models/model-words.dto.js';
import { NamedModelAnswer } from '../models/models.dto.js';
import { LONGEST_TEXT, MOST_CONSOLIDATED, MOST_HANDOVERS } from '#usecases';
import type { HandoverKind } from '#domain';
import { Day, Id, IdList, Numeric, OneOf, Part, PartList, Text, Whole } from '../door/fields.js';

export class HandoverLineBody {
  @Id({ optional: true, nullable: true, describe: 'One of modelIds; left out: the line belongs to each of them.' })
  modelId?: string;

  @OneOf(HANDOVER_KINDS, { name: 'HandoverKind' })
  what: HandoverKind;

  @Text({ max: 1000, example: '12 bộ dụng cụ vệ sinh' })
  description: string;

  @Numeric({ optional: true, nullable: true, example: 12 })
  amount?: number | null;

  @Text({ max: 50, optional: true, nullable: true, example: 'bộ' })
  unit?: string | null;

  @Id({ optional: true, nullable: true, describe: 'Either an organisation of ours …' })
  receiverOrganisationId?: string | null;

  @Text({
    max: 300,
    optional: true,
    nullable: true,
    example: 'Ban Công tác Mặt trận ấp 1',
    describe: '… or a body named by its role; no private person.',
  })
  receiverBody?: string | null;

  @Day()
  handedOverOn: string;
}

export class ConsolidationFieldsBody {
  @Text({ max: LONGEST_TEXT, example: 'Bảy mô hình có cùng nội dung, cùng địa bàn, cùng thành viên' })
  reason: string;

  @PartList(() => HandoverLineBody, {
    max: MOST_HANDOVERS,
    optional: true,
    describe: 'Assets and documents. Members and money on record go to the heir by themselves.',
  })
  handover?: HandoverLineBody[];
}

export class ConsolidateBody {
  @Id({ describe: 'The model that takes the others over.' })
  heirModelId: string;

  @IdList({ min: 1, max: MOST_CONSOLIDATED, describe: 'The models that end in it.' })
  modelIds: string[];

  @Part(() => DecisionBody)
  decision: DecisionBody;

  @Part(() => ConsolidationFieldsBody)
  fields: ConsolidationFieldsBody;
}

export class HeirAnswer {
  @Id()
  id: string;

  @Text({ max: 30, example: 'MH-2026-000123' })
  code: string;

  @Whole({ min: 1, example: 4 })
  revision: number;
}

export class ConsolidatedModelAnswer {
  @Id()
  id: string;

  @Text({ max: 30, example: 'MH-2026-000124' })
  code: string;

  @Id()
  decisionId: string;

  @Part(() => StageAnswer)
  stage: StageAnswer;

  @Whole({ min: 1, example: 4 })
  revision: number;

  @PartList(() => WarningAnswer, { describe: 'What did not forbid its end, but must be seen; kept with its decision.' })
  warnings: WarningAnswer[];
}

export class ConsolidatedAnswer {
  @Id({ describe: 'The paper.' })
  id: string;

  @Part(() => HeirAnswer)
  heir: HeirAnswer;

  @PartList(() => ConsolidatedModelAnswer, { max: MOST_CONSOLIDATED })
  models: ConsolidatedModelAnswer[];

  @Whole({ example: 230, describe: 'Members that came over.' })
  members: number;

  @Numeric({ example: 86_000_000, describe: 'Money that came over, in đồng.' })
  money: number;
}

export class ConsolidationModelAnswer extends NamedModelAnswer {
  @Id()
  decisionId: string;

  @Whole({ example: 32 })
  members: number;

  @Numeric({ example: 12_000_000, describe: 'Đồng.' })
  money: number;

  @Id({ nullable: true, describe: 'The decision that annulled the end of this model.' })
  annulledById: string | null;
}

export class ConsolidationAnswer {
  @Id({ describe: 'The paper.' })
  id: string;

  @Part(() => NamedModelAnswer)
  heir: NamedModelAnswer;

  @Text({ max: 100, example: '12-QĐ/MTTQ' })
  number: string;

  @Day()
  decidedOn: string;

  @Day()
  effectiveOn: string;

  @Part(() => NamedOrganisationAnswer)
  issuer: NamedOrganisationAnswer;

  @Text({ max: LONGEST_TEXT, example: 'Tờ trình số 05-TTr/MTTQ ngày 10/11/2026' })
  basis: string;

  @Text({ max: LONGEST_TEXT, example: 'Bảy mô hình có cùng nội dung, cùng địa bàn, cùng thành viên' })
  reason: string;

  @PartList(() => ConsolidationModelAnswer, { max: MOST_CONSOLIDATED })
  models: ConsolidationModelAnswer[];
}
