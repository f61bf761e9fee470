import { DAY_KINDS, WEEKDAYS, type CalendarDay, type Weekday } from '#domain';
import {
  Day,
  Flag,
  Id,
  Moment,
  OneOf,
  OneOfList,
  Part,
  PartList,
  QueryWhole,
  Text,
  TextList,
  Whole,
  WholeList,
} from '../door/fields.js';
import { DeadlineSubject } from '../deadlines/ledger.dto.js';
import { PageQuery, pageOf } from '../door/pages.js';
import { RUNG_ACTS } from '../notices/notices.dto.js';
import { ROUND_KINDS } from '../rounds/rounds.dto.js';

const MOST_DAYS = 366;
const Year = () => Whole({ min: 1900, max: 2199, example: 2027 });

export class WorkCalendarQuery {
  @QueryWhole({ min: 1900, max: 2199, optional: true, example: 2026, describe: 'One year; left out: every year.' })
  year?: number;
}

export class CalendarDayBody {
  @Day({ example: '2026-02-17' })
  day: string;

  @OneOf(DAY_KINDS, { name: 'CalendarDayKind' })
  kind: CalendarDay['kind'];

  @Text({ max: 200, example: 'Tết Nguyên đán' })
  reason: string;

  @Text({ max: 300, example: 'Thông báo 9441/TB-BNV ngày 16/10/2025', describe: 'The document that says so.' })
  document: string;
}

export class DraftWorkCalendarBody {
  @Year()
  year: number;

  @OneOfList(WEEKDAYS, { optional: true, example: ['saturday', 'sunday'], describe: 'Left out: Saturday and Sunday.' })
  weekend?: Weekday[];

  @PartList(() => CalendarDayBody, {
    max: MOST_DAYS,
    optional: true,
    describe: 'Left out: what the law gives, to be confirmed from the announcement.',
  })
  days?: CalendarDayBody[];
}

export class ReviseWorkCalendarBody {
  @OneOfList(WEEKDAYS, { optional: true, example: ['saturday', 'sunday'] })
  weekend?: Weekday[];

  @PartList(() => CalendarDayBody, { max: MOST_DAYS, optional: true, describe: 'The whole list of the year.' })
  days?: CalendarDayBody[];
}

export class PublishWorkCalendarBody {
  @Text({ max: 300, example: 'Thông báo 9441/TB-BNV ngày 16/10/2025', describe: 'The announcement: number and date.' })
  document: string;
}

export class PublicationAnswer {
  @Id()
  id: string;

  @Whole({ min: 1, example: 1, describe: 'The first, second, … publication of the year; the last is in force.' })
  number: number;

  @Text({ max: 300, example: 'Thông báo 9441/TB-BNV ngày 16/10/2025' })
  document: string;

  @Moment()
  publishedAt: Date;

  @OneOfList(WEEKDAYS, { example: ['saturday', 'sunday'] })
  weekend: string[];

  @PartList(() => CalendarDayBody, { max: MOST_DAYS })
  days: CalendarDayBody[];
}

export class CalendarYearAnswer {
  @Year()
  year: number;

  @Part(() => PublicationAnswer, {
    nullable: true,
    describe: 'What is in force; null: not published, so nothing is computed by it.',
  })
  inForce: PublicationAnswer | null;

  @Flag({ describe: 'Whether the draft says something else than what is in force.' })
  isDraftAhead: boolean;

  @Flag({ describe: 'The draft was made from the law, not from an announcement.' })
  isProposal: boolean;

  @Whole({ min: 1, example: 1, describe: 'Of the draft.' })
  revision: number;
}

export class WorkCalendarAnswer {
  @PartList(() => CalendarYearAnswer, { max: 300, describe: 'By year.' })
  items: CalendarYearAnswer[];
}

export class CalendarYearViewAnswer extends CalendarYearAnswer {
  @OneOfList(WEEKDAYS, { example: ['saturday', 'sunday'], describe: 'Of the draft.' })
  weekend: string[];

  @PartList(() => CalendarDayBody, { max: MOST_DAYS, describe: 'Of the draft, by day.' })
  days: CalendarDayBody[];

  @PartList(() => PublicationAnswer, { max: 1000, describe: 'Every publication of the year, the one in force first.' })
  publications: PublicationAnswer[];
}

export class PublishedWorkCalendarAnswer extends CalendarYearViewAnswer {
  @Whole({ example: 4, describe: 'Open deadlines that were planned anew by it.' })
  replanned: number;
}

export class MovedRoundAnswer {
  @Id()
  id: string;

  @OneOf(ROUND_KINDS, { name: 'RoundKind' })
  kind: string;

  @Year()
  year: number;
}

export class PlannedMoveAnswer {
  @Id()
  deadlineId: string;

  @Text({ max: 100, example: 'commune' })
  duty: string;

  @Part(() => MovedRoundAnswer, { nullable: true })
  round: MovedRoundAnswer | null;

  @Id({ nullable: true })
  conferenceId: string | null;

  @Id({ nullable: true })
  modelId: string | null;

  @Day({ example: '2027-11-22' })
  from: string;

  @Day({ example: '2027-11-23', describe: 'The same as `from` when only the times at which people are told change.' })
  to: string;

  @Whole({ example: 858, describe: 'Duties still owed under it.' })
  owed: number;
}

export class WorkCalendarPreviewAnswer {
  @Year()
  year: number;

  @Whole({ example: 4, describe: 'All that would be planned anew; the list shows the first 200.' })
  total: number;

  @PartList(() => PlannedMoveAnswer, { max: 200, describe: 'By due day.' })
  moves: PlannedMoveAnswer[];

  @TextList({ example: ['round/modelResults/2027'], describe: 'Openings that wait for this year and would be opened.' })
  released: string[];
}

export class CalendarDifferenceAnswer {
  @Day({ example: '2027-09-01' })
  day: string;

  @Part(() => CalendarDayBody, { nullable: true, describe: 'null: not in the draft.' })
  draft: CalendarDayBody | null;

  @Part(() => CalendarDayBody, { nullable: true, describe: 'null: not proposed.' })
  proposed: CalendarDayBody | null;
}

export class NotIncludedAnswer {
  @Day({ example: '2027-11-24' })
  day: string;

  @Text({ max: 200, example: 'Ngày Văn hoá Việt Nam' })
  reason: string;

  @Text({ max: 300, example: 'Nghị quyết 80-NQ/TW ngày 07/01/2026' })
  document: string;
}

export class CalendarProposalAnswer {
  @Year()
  year: number;

  @PartList(() => CalendarDayBody, {
    max: MOST_DAYS,
    describe: 'What the law and the lunar calendar give; never more than a proposal.',
  })
  days: CalendarDayBody[];

  @PartList(() => CalendarDifferenceAnswer, {
    max: 2 * MOST_DAYS,
    describe: 'Where the draft says something else. Without a draft: every day.',
  })
  differences: CalendarDifferenceAnswer[];

  @PartList(() => NotIncludedAnswer, { max: 10, describe: 'Days a setting leaves out, with the document behind them.' })
  notIncluded: NotIncludedAnswer[];
}

export class CultureDayBody {
  @Whole({ min: 2026, max: 2199, nullable: true, describe: 'The first year in which 24/11 is a day off; null: not yet.' })
  offFromYear: number | null;

  @Text({ max: 300, example: 'Nghị quyết 80-NQ/TW ngày 07/01/2026', describe: 'The document behind it.' })
  source: string;
}

export class CultureDayAnswer extends CultureDayBody {
  @Whole({ min: 1, example: 1 })
  revision: number;
}

export class WaitingOpeningAnswer {
  @Text({ max: 200, example: 'round/modelResults/2027' })
  key: string;

  @Day({ example: '2027-10-01' })
  opensOn: string;

  @Year()
  missingYear: number;

  @Flag({ describe: 'true: its day has come and it is not open.' })
  isLate: boolean;
}

export class WaitingOpeningsAnswer {
  @PartList(() => WaitingOpeningAnswer, { max: 1000, describe: 'By the day they open; those of the year ahead.' })
  items: WaitingOpeningAnswer[];
}

export class WaitingDeadlinesQuery extends PageQuery {
  @QueryWhole({ min: 1900, max: 2199, optional: true, example: 2027, describe: 'Only what waits for this year.' })
  year?: number;
}

export class WaitingRungAnswer {
  @Text({ max: 30, example: 'T+7' })
  rung: string;

  @OneOf(RUNG_ACTS, { name: 'RungAct' })
  act: string;

  @Moment({ describe: 'As planned while the year is unknown; planned anew when it is published.' })
  plannedAt: Date;
}

export class WaitingDeadlineAnswer extends DeadlineSubject {
  @Id()
  deadlineId: string;

  @OneOf(['duty', 'answer'], { name: 'DeadlinePurpose', describe: '`answer`: by when the receiving side answers.' })
  purpose: 'duty' | 'answer';

  @Day({ example: '2026-12-28' })
  dueOn: string;

  @Whole({ example: 143, describe: 'How many still owe under it.' })
  owed: number;

  @WholeList({ example: [2027], describe: 'Years to publish, ascending.' })
  missingYears: number[];

  @PartList(() => WaitingRungAnswer, { max: 40, describe: 'What is told in those years; the earliest first.' })
  rungs: WaitingRungAnswer[];
}

export class WaitingDeadlinePage extends pageOf(WaitingDeadlineAnswer) {}
