import { clockActs } from '#domain';
import { Day, Flag, Id, Moment, OneOf, Part, PartList, QueryFlag, Text, Whole } from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';

export const RUNG_ACTS = ['remind', 'due', 'overdue', 'escalate', 'close', 'moved', 'closedEarly'] as const;
export const NOTICE_ACTS = [
  'remind',
  'due',
  'overdue',
  'escalate',
  'moved',
  'closedEarly',
  ...clockActs,
  'webhookDisabled',
] as const;

export class NoticesQuery extends PageQuery {
  @QueryFlag({ optional: true, describe: 'true: only those not read yet.' })
  unread?: boolean;

  @OneOf(NOTICE_ACTS, { optional: true, name: 'NoticeAct', describe: 'Only of this kind.' })
  act?: string;

  @Id({ optional: true, describe: 'Only about this duty.' })
  obligationId?: string;
}

export class MarkReadBody {
  @Whole({
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    example: 42,
    describe: 'The newest notice seen: it and all before it are marked.',
  })
  upTo: number;

  @OneOf(NOTICE_ACTS, { optional: true, name: 'NoticeAct', describe: 'Only those of this kind.' })
  act?: string;
}

export class NoticeWebhook {
  @Id()
  id: string;

  @Text({ max: 100, example: 'Cổng thông tin tỉnh' })
  name: string;
}

export class NamedOrganisation {
  @Id()
  id: string;

  @Text({ max: 300, nullable: true, example: 'Ủy ban MTTQ Việt Nam xã Tân Thành' })
  nameVi: string | null;

  @Text({ max: 300, nullable: true, example: 'Fatherland Front Committee of Tân Thành Commune' })
  nameEn: string | null;
}

export class NoticeAnswer {
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 42 })
  id: number;

  @OneOf(NOTICE_ACTS, { name: 'NoticeAct' })
  act: string;

  @Text({
    max: 100,
    nullable: true,
    example: 'T-7',
    describe:
      'Of an act upon the clock: the act and what tells it from others of its kind. Null, as all of the duty, where it is about a webhook.',
  })
  rung: string | null;

  @Id({ nullable: true })
  obligationId: string | null;

  @Id({ nullable: true })
  deadlineId: string | null;

  @Text({ max: 100, nullable: true, example: 'modelResults' })
  duty: string | null;

  @Day({ nullable: true })
  dueOn: string | null;

  @Part(() => NoticeWebhook, { nullable: true, describe: 'The webhook that is called no more; null where it is about a duty.' })
  webhook: NoticeWebhook | null;

  @Part(() => NamedOrganisation, { describe: 'Where the reader is told.' })
  organisation: NamedOrganisation;

  @Flag({ describe: 'true: nobody holds the post there, so the level above is told instead.' })
  standsIn: boolean;

  @Moment()
  createdAt: Date;

  @Moment({ nullable: true })
  readAt: Date | null;
}

export class NoticePage extends pageOf(NoticeAnswer) {
  @Whole({ example: 3, describe: 'How many are not read, on all pages.' })
  unread: number;
}

export class NoticeCount {
  @OneOf(NOTICE_ACTS, { name: 'NoticeAct' })
  act: string;

  @Whole({ example: 12 })
  all: number;

  @Whole({ example: 3 })
  unread: number;
}

export class NoticeCountsAnswer {
  @Whole({ example: 3, describe: 'How many are not read.' })
  unread: number;

  @PartList(() => NoticeCount, { describe: 'Of each kind there is.' })
  kinds: NoticeCount[];
}

export class UnreadAnswer {
  @Whole({ example: 0, describe: 'How many are still not read.' })
  unread: number;
}
