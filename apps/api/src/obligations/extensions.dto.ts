import { Day, Flag, Id, Moment, OneOf, Text, Whole } from '../door/fields.js';
import { pageOf } from '../door/pages.js';

export class AskExtensionBody {
  @Day({ example: '2026-12-01', describe: 'After the due day, within what the rule of the round allows.' })
  toDueOn: string;

  @Text({ max: 2000, example: 'Địa bàn đang khắc phục hậu quả lũ.' })
  reason: string;
}

export class AnswerExtensionBody {
  @Flag()
  granted: boolean;

  @Text({
    max: 2000,
    optional: true,
    nullable: true,
    example: 'Đã gia hạn chung cho cả huyện.',
    describe: 'Required when refused.',
  })
  reason?: string | null;
}

export class ExtensionAnswer {
  @Id()
  id: string;

  @Text({ max: 2000, example: 'Địa bàn đang khắc phục hậu quả lũ.' })
  reason: string;

  @Day({ example: '2026-11-22' })
  fromDueOn: string;

  @Day({ example: '2026-12-01' })
  toDueOn: string;

  @OneOf(['asked', 'granted', 'refused', 'lapsed'], {
    name: 'ExtensionStatus',
    describe: 'lapsed: what it was asked for was settled before anybody answered.',
  })
  status: 'asked' | 'granted' | 'refused' | 'lapsed';

  @Moment()
  askedAt: Date;

  @Text({ max: 200, nullable: true, example: 'Cán bộ báo cáo' })
  askedBy: string | null;

  @Moment({ nullable: true })
  answeredAt: Date | null;

  @Text({ max: 2000, nullable: true, example: 'Đã gia hạn chung cho cả huyện.' })
  answerReason: string | null;
}

export class ExtensionChangedAnswer extends ExtensionAnswer {
  @Id()
  obligationId: string;

  @Whole({ min: 1, example: 2, describe: 'Of the obligation; also in ETag.' })
  revision: number;
}

export class ExtensionPage extends pageOf(ExtensionAnswer) {}
