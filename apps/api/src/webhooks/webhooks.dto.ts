import { Flag, Id, Moment, OneOf, OneOfList, Text, Whole } from '../door/fields.js';
import { pageOf } from '../door/pages.js';

export const WEBHOOK_EVENTS = [
  'obligation.changed',
  'model.changed',
  'deadline.reminded',
  'deadline.changed',
  'deadline.closed',
  'round.changed',
  'conference.changed',
] as const;

export class SubscribeBody {
  @Text({ max: 100, example: 'Cổng thông tin tỉnh' })
  name: string;

  @Text({ max: 500, example: 'https://cong-thong-tin.example/lantoa', describe: 'https, and a public address.' })
  url: string;

  @OneOfList(WEBHOOK_EVENTS, { min: 1, describe: 'What it is told of, as far as the post may see it.' })
  events: string[];

  @Flag({ optional: true, example: false, describe: 'Lets it lead to a private address; administrators only.' })
  privateAllowed?: boolean;
}

export class ChangeWebhookBody {
  @Text({ max: 100, optional: true, example: 'Cổng thông tin tỉnh' })
  name?: string;

  @Text({ max: 500, optional: true, example: 'https://cong-thong-tin.example/lantoa' })
  url?: string;

  @OneOfList(WEBHOOK_EVENTS, { min: 1, optional: true })
  events?: string[];

  @Flag({ optional: true, example: false })
  privateAllowed?: boolean;

  @Flag({ optional: true, describe: 'false switches it off; true on again, after it was mended.' })
  active?: boolean;
}

export class WebhookAnswer {
  @Id()
  id: string;

  @Text({ max: 100, example: 'Cổng thông tin tỉnh' })
  name: string;

  @Text({ max: 500, example: 'https://cong-thong-tin.example/lantoa' })
  url: string;

  @OneOfList(WEBHOOK_EVENTS)
  events: string[];

  @Id()
  organisationId: string;

  @Text({ max: 200, example: 'Lãnh đạo xã', describe: 'Who made it, and hears when it is called no more.' })
  ownerName: string;

  @Flag({ example: false })
  privateAllowed: boolean;

  @OneOf(['active', 'disabled'], { name: 'WebhookStatus' })
  status: string;

  @Text({ max: 500, nullable: true, example: '410 Gone', describe: 'Why it is disabled.' })
  statusReason: string | null;

  @Moment({ nullable: true, describe: 'Since when every call fails; null: the last one was answered.' })
  failingSince: Date | null;

  @Moment()
  createdAt: Date;

  @Whole({ min: 1, example: 1 })
  revision: number;
}

export class WebhookPage extends pageOf(WebhookAnswer) {}

export class SubscribedAnswer extends WebhookAnswer {
  @Text({ max: 100, example: 'whsec_…', describe: 'To verify calls with (standardwebhooks.com); shown this once.' })
  secret: string;
}

export class RotatedSecretAnswer {
  @Text({ max: 100, example: 'whsec_…', describe: 'Shown this once.' })
  secret: string;

  @Moment({ describe: 'Until then calls are signed with both secrets.' })
  oldValidUntil: Date;

  @Whole({ min: 1, example: 2 })
  revision: number;
}

export class TriedAnswer {
  @Id({ describe: 'What came of it is shown with this delivery.' })
  deliveryId: string;
}
