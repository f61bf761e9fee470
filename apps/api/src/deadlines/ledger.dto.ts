import { Day, Flag, Id, Moment, OneOf, Part, PartList, Text, Whole } from '../door/fields.js';
import { pageOf } from '../door/pages.js';
import { RUNG_ACTS } from '../notices/notices.dto.js';

export class BothLanguagesAnswer {
  @Text({ max: 500, example: 'Ngày quy định: 22/11/2026' })
  vi: string;

  @Text({ max: 500, example: 'The day named by the rule: 22/11/2026' })
  en: string;
}

export class DeadlineAnswer {
  @Id()
  id: string;

  @Id({ nullable: true })
  roundId: string | null;

  @Id({ nullable: true })
  conferenceId: string | null;

  @Id({ nullable: true })
  modelId: string | null;

  @Text({ max: 100, example: 'commune' })
  duty: string;

  @Day({ example: '2026-11-22' })
  dueOn: string;

  @Day({ example: '2026-11-22' })
  originalDueOn: string;

  @PartList(() => BothLanguagesAnswer, { describe: 'How the day was counted, step by step.' })
  explanation: BothLanguagesAnswer[];

  @Whole({ min: 1, example: 1, describe: 'One more each time the day was planned anew.' })
  revision: number;

  @Moment({ nullable: true })
  closedAt: Date | null;
}

export class RungAnswer {
  @Whole({ min: 1, example: 1, describe: 'The plan it belongs to.' })
  revision: number;

  @Text({ max: 30, example: 'T-7' })
  rung: string;

  @OneOf(RUNG_ACTS, { name: 'RungAct' })
  act: string;

  @Moment({ example: '2026-11-15T01:00:00.000Z' })
  plannedAt: Date;

  @OneOf(['fired', 'collapsed', 'cancelled'], {
    nullable: true,
    describe: 'null: still ahead · collapsed: missed, told by a later one · cancelled: no longer needed.',
  })
  outcome: 'fired' | 'collapsed' | 'cancelled' | null;

  @Moment({ nullable: true, example: '2026-11-15T01:00:02.000Z' })
  settledAt: Date | null;

  @Text({ max: 100, nullable: true, example: 'stepDone' })
  reason: string | null;

  @Whole({ nullable: true, example: 60, describe: 'How many notices it wrote, to everybody.' })
  reached: number | null;
}

export class EmailEvidenceAnswer {
  @OneOf(['queued', 'sent', 'dead'])
  status: string;

  @Whole({ example: 1 })
  attempts: number;

  @Moment({ nullable: true })
  sentAt: Date | null;

  @Text({ max: 320, nullable: true, example: 'canbo.xa@lantoa.example', describe: 'The address it was sent to.' })
  address: string | null;

  @Text({ max: 1000, nullable: true, example: '250 2.0.0 Ok: queued', describe: 'What the mail server answered.' })
  answer: string | null;
}

export class LedgerNoticeAnswer {
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 42 })
  id: number;

  @Id()
  obligationId: string;

  @Whole({ min: 1, example: 1 })
  revision: number;

  @Text({ max: 30, example: 'T-7' })
  rung: string;

  @OneOf(RUNG_ACTS, { name: 'RungAct' })
  act: string;

  @Text({ max: 200, example: 'Cán bộ báo cáo' })
  recipient: string;

  @Flag({ example: false, describe: 'true: nobody holds the post there, so the level above was told instead.' })
  standsIn: boolean;

  @Moment()
  createdAt: Date;

  @Moment({ nullable: true })
  readAt: Date | null;

  @Part(() => EmailEvidenceAnswer, { nullable: true, describe: 'The letter it went out in.' })
  email: EmailEvidenceAnswer | null;
}

export class LedgerAnswer extends pageOf(LedgerNoticeAnswer) {
  @Part(() => DeadlineAnswer)
  deadline: DeadlineAnswer;

  @PartList(() => RungAnswer, { max: 1000, describe: 'Every rung of every plan, and what became of it.' })
  rungs: RungAnswer[];
}
