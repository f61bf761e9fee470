import { stagesOf } from '#domain';
import { Id, OneOf, Text } from '../door/fields.js';

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
