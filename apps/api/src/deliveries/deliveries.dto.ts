import { Id, Moment, OneOf, PartList, QueryFlag, Text, Whole } from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';

const CHANNELS = ['email', 'sms', 'zalo', 'webhook'] as const;
const STATUSES = ['queued', 'sent', 'dead'] as const;

export class DeliveriesQuery extends PageQuery {
  @OneOf(STATUSES, { optional: true, name: 'DeliveryStatus', describe: 'dead: given up, to be looked at and sent again.' })
  status?: string;

  @OneOf(CHANNELS, { optional: true, name: 'DeliveryChannel' })
  channel?: string;

  @Id({ optional: true, describe: 'Only to this person.' })
  personId?: string;

  @QueryFlag({ optional: true, describe: 'true: only letters that came back.' })
  bounced?: boolean;
}

export class DeliveryAnswer {
  @Id()
  id: string;

  @OneOf(CHANNELS, { name: 'DeliveryChannel' })
  channel: string;

  @OneOf(STATUSES, { name: 'DeliveryStatus' })
  status: string;

  @Text({ max: 200, example: 'Cán bộ xã', describe: 'A person, or the name of a webhook.' })
  recipient: string;

  @Id({ nullable: true })
  personId: string | null;

  @Id({ nullable: true })
  webhookId: string | null;

  @Whole({ example: 3, describe: 'How many notices it carries.' })
  notices: number;

  @Text({
    max: 1000,
    nullable: true,
    example: 'Nhắc việc: Báo cáo kết quả thực hiện mô hình năm 2026, hạn 22/11/2026 (còn 7 ngày)',
  })
  subject: string | null;

  @Text({ max: 1000, nullable: true, example: 'canbo.xa@lantoa.example' })
  address: string | null;

  @Whole({ example: 10 })
  attempts: number;

  @Moment()
  queuedAt: Date;

  @Moment({ nullable: true })
  nextAttemptAt: Date | null;

  @Moment({ nullable: true })
  sentAt: Date | null;

  @Text({ max: 500, nullable: true, example: '452 4.2.2 Mailbox full', describe: 'What the other side said last.' })
  answer: string | null;

  @Moment({ nullable: true, describe: 'When it came back after it had been sent.' })
  bouncedAt: Date | null;

  @Text({ max: 500, nullable: true, example: '5.1.1 User unknown' })
  bounce: string | null;
}

export class DeliveryPage extends pageOf(DeliveryAnswer) {}

export class DeliveryAttemptAnswer {
  @Whole({ min: 1, example: 1 })
  number: number;

  @Moment()
  at: Date;

  @OneOf(['accepted', 'retry', 'rejected'], { name: 'AttemptOutcome' })
  outcome: string;

  @Text({ max: 1000, example: 'canbo.xa@lantoa.example' })
  address: string;

  @Text({ max: 500, example: '452 4.2.2 Mailbox full' })
  answer: string;
}

export class DeliveryWithAttemptsAnswer extends DeliveryAnswer {
  @PartList(() => DeliveryAttemptAnswer, { describe: 'Every attempt, oldest first.' })
  tried: DeliveryAttemptAnswer[];
}

export class BouncingAddressAnswer {
  @Id({ describe: 'The person’s.' })
  id: string;

  @Text({ max: 200, example: 'Cán bộ xã' })
  displayName: string;

  @Text({ max: 320, example: 'canbo.xa@lantoa.example' })
  email: string;

  @Moment()
  since: Date;

  @Text({ max: 500, example: '5.1.1 User unknown' })
  reason: string;
}

export class BouncingAddressPage extends pageOf(BouncingAddressAnswer) {}
