import { outsideChannels } from '#domain';
import type { PassedBy } from '#records';
import { Day, Flag, Id, Moment, OneOf, Part, PartList, Text, Whole } from '../door/fields.js';
import { pageOf } from '../door/pages.js';
import { NOTICE_ACTS, RUNG_ACTS } from '../notices/notices.dto.js';

const PASSED_BY = [
  'notYetOwed',
  'underAnotherDay',
  'settledBefore',
  'clockStood',
  'extensionAsked',
  'nobodyToTell',
] as const satisfies readonly PassedBy[];

export class BothLanguagesAnswer {
  @Text({ max: 500, example: 'Ngày quy định: 22/11/2026' })
  vi: string;

  @Text({ max: 500, example: 'The day named by the rule: 22/11/2026' })
  en: string;
}

export class MoveDeadlineBody {
  @Day({ example: '2026-12-01', describe: 'After the due day, within what the rule allows.' })
  dueOn: string;

  @Text({ max: 2000, example: 'Toàn tỉnh tập trung khắc phục hậu quả lũ.' })
  reason: string;
}

/** What a deadline belongs to, and which of its duties it sets a day for. */
export class DeadlineSubject {
  @Id({ nullable: true })
  roundId: string | null;

  @Id({ nullable: true })
  conferenceId: string | null;

  @Id({ nullable: true })
  modelId: string | null;

  @Text({ max: 100, example: 'commune' })
  duty: string;
}

export class DeadlineAnswer extends DeadlineSubject {
  @Id()
  id: string;

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
  @Id()
  deadlineId: string;

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

export class AttemptEvidenceAnswer {
  @Whole({ min: 1, example: 1 })
  number: number;

  @Moment()
  at: string;

  @OneOf(['accepted', 'retry', 'rejected'], { name: 'AttemptOutcome' })
  outcome: string;

  @Text({ max: 1000, example: '250 2.0.0 Ok: queued', describe: 'What the other side answered.' })
  answer: string;
}

export class LetterEvidenceAnswer {
  @Id()
  id: string;

  @OneOf(outsideChannels, { name: 'OutsideChannel' })
  channel: string;

  @OneOf(['queued', 'sent', 'dead'], { name: 'DeliveryStatus' })
  status: string;

  @Moment({ nullable: true })
  sentAt: string | null;

  @Text({ max: 320, nullable: true, example: 'canbo.xa@lantoa.example', describe: 'The address or number it was sent to.' })
  address: string | null;

  @Text({ max: 1000, nullable: true, example: '250 2.0.0 Ok: queued', describe: 'What the other side answered last.' })
  answer: string | null;

  @Moment({ nullable: true, describe: 'When it came back after it had been sent.' })
  bouncedAt: string | null;

  @Text({ max: 500, nullable: true, example: '5.1.1 User unknown' })
  bounce: string | null;

  @PartList(() => AttemptEvidenceAnswer, { describe: 'Every attempt, oldest first.' })
  tried: AttemptEvidenceAnswer[];
}

export class LedgerNoticeAnswer {
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 42 })
  id: number;

  @Id()
  obligationId: string;

  @Id()
  deadlineId: string;

  @Whole({ min: 1, example: 1 })
  revision: number;

  @Text({ max: 100, example: 'T-7', describe: 'Of an act upon the clock: the act and what tells it from others of its kind.' })
  rung: string;

  @OneOf(NOTICE_ACTS, { name: 'NoticeAct' })
  act: string;

  @Text({ max: 200, example: 'Cán bộ báo cáo' })
  recipient: string;

  @Flag({ example: false, describe: 'true: nobody holds the post there, so the level above was told instead.' })
  standsIn: boolean;

  @Moment()
  createdAt: Date;

  @Moment({ nullable: true })
  readAt: Date | null;

  @PartList(() => LetterEvidenceAnswer, { describe: 'The letters it went out in, one a channel; none: the inbox alone.' })
  letters: LetterEvidenceAnswer[];
}

export class CallEvidenceAnswer {
  @Id()
  id: string;

  @Text({ max: 200, example: 'Cổng điều hành tỉnh', describe: 'The name of the webhook.' })
  webhook: string;

  @Id()
  deadlineId: string;

  @Text({ max: 60, example: 'rungFired', describe: 'What it was told of.' })
  kind: string;

  @Text({ max: 30, nullable: true, example: 'T-7' })
  rung: string | null;

  @OneOf(['queued', 'sent', 'dead'], { name: 'DeliveryStatus' })
  status: string;

  @Moment()
  queuedAt: Date;

  @Moment({ nullable: true })
  sentAt: Date | null;

  @PartList(() => AttemptEvidenceAnswer, { describe: 'Every attempt, oldest first.' })
  tried: AttemptEvidenceAnswer[];
}

const CALLS = 'Calls of webhooks of bodies the post may see, oldest first.';

export class LedgerAnswer extends pageOf(LedgerNoticeAnswer) {
  @Part(() => DeadlineAnswer)
  deadline: DeadlineAnswer;

  @PartList(() => RungAnswer, { max: 1000, describe: 'Every rung of every plan, and what became of it.' })
  rungs: RungAnswer[];

  @PartList(() => CallEvidenceAnswer, { max: 1000, describe: CALLS })
  calls: CallEvidenceAnswer[];
}

export class DutyRungAnswer extends RungAnswer {
  @Whole({ example: 2, describe: 'How many it told of this duty.' })
  told: number;

  @OneOf(PASSED_BY, {
    nullable: true,
    name: 'PassedBy',
    describe:
      'Why a rung that fired told nobody of this duty, or one still ahead will not, as things stand: it was not yet owed · it is under another ' +
      'day by then · it is settled · its clock stood · more time had been asked for · nobody held the post, nor any above. null: it told ' +
      'somebody, or will, or was put aside for all, or was a closing.',
  })
  passedBy: PassedBy | null;
}

export class LedgerObligationAnswer {
  @Id()
  id: string;

  @Part(() => BothLanguagesAnswer, { describe: 'What is owed, in words.' })
  words: BothLanguagesAnswer;

  @Part(() => BothLanguagesAnswer, { describe: 'Who owes it.' })
  owner: BothLanguagesAnswer;

  @Text({ max: 30, example: 'open' })
  status: string;

  @Id({ describe: 'The deadline it is under now.' })
  deadlineId: string;

  @Day({ example: '2026-11-30' })
  dueOn: string;

  @Day({ example: '2026-11-22' })
  originalDueOn: string;
}

export class ObligationLedgerAnswer extends pageOf(LedgerNoticeAnswer) {
  @Part(() => LedgerObligationAnswer)
  obligation: LedgerObligationAnswer;

  @PartList(() => DeadlineAnswer, { describe: 'The deadlines it was ever under, by due day.' })
  deadlines: DeadlineAnswer[];

  @PartList(() => DutyRungAnswer, {
    max: 1000,
    describe: 'Every rung of every plan of these deadlines, what became of it, and whom it told of this duty or why nobody.',
  })
  rungs: DutyRungAnswer[];

  @PartList(() => CallEvidenceAnswer, { max: 1000, describe: CALLS })
  calls: CallEvidenceAnswer[];
}
