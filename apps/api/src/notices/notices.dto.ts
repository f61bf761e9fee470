import { Day, Flag, Id, Moment, OneOf, Part, QueryFlag, Text, Whole } from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';

export const RUNG_ACTS = ['remind', 'due', 'overdue', 'escalate', 'close'] as const;

export class NoticesQuery extends PageQuery {
  @QueryFlag({ optional: true, describe: 'true: only those not read yet.' })
  unread?: boolean;
}

export class MarkReadBody {
  @Whole({
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    example: 42,
    describe: 'The newest notice seen: it and all before it are marked.',
  })
  upTo: number;
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

  @Text({ max: 30, example: 'T-7' })
  rung: string;

  @OneOf(RUNG_ACTS, { name: 'RungAct' })
  act: string;

  @Id()
  obligationId: string;

  @Id()
  deadlineId: string;

  @Text({ max: 100, example: 'modelResults' })
  duty: string;

  @Day()
  dueOn: string;

  @Part(() => NamedOrganisation, { describe: 'Who owes it.' })
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

export class UnreadAnswer {
  @Whole({ example: 0, describe: 'How many are still not read.' })
  unread: number;
}
