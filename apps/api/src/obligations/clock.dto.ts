import { Day, Id, Moment, OneOf, Part, Text, Whole } from '../door/fields.js';
import { pageOf } from '../door/pages.js';

const CLOCK_ACTS = ['suspension', 'resumption', 'waiver', 'reopening'] as const;

export class ReasonBody {
  @Text({ max: 2000, example: 'Địa bàn đang khắc phục hậu quả lũ.' })
  reason: string;
}

export class SuspendClockBody extends ReasonBody {
  @Day({ example: '2026-11-30', describe: 'The last day the clock stands, within what the rule of the duty allows.' })
  until: string;
}

export class ReopenBody extends ReasonBody {
  @Day({ example: '2027-02-15', describe: 'The new due day, within what the rule of the duty allows.' })
  until: string;
}

export class GrantedByAnswer {
  @Text({ max: 200, example: 'Lãnh đạo Ban' })
  name: string;

  @Text({ max: 300, example: 'Trưởng ban' })
  postVi: string;

  @Text({ max: 300, example: 'Head of the board' })
  postEn: string;
}

export class ClockActAnswer {
  @Id()
  id: string;

  @OneOf(CLOCK_ACTS, { name: 'ClockActKind' })
  kind: (typeof CLOCK_ACTS)[number];

  @Text({ max: 2000, example: 'Địa bàn đang khắc phục hậu quả lũ.' })
  reason: string;

  @Day({ example: '2026-11-22' })
  fromDueOn: string;

  @Day({ nullable: true, example: '2026-12-11', describe: 'null: nothing is due any more.' })
  toDueOn: string | null;

  @Day({ nullable: true, example: '2026-11-12', describe: 'The day the clock stopped.' })
  stopsOn: string | null;

  @Day({ nullable: true, example: '2026-11-30', describe: 'The last day it was to stand.' })
  stopsUntil: string | null;

  @Whole({ nullable: true, example: 10, describe: 'Days that were left when it stopped; given back when it runs again.' })
  remainingDays: number | null;

  @Moment()
  at: Date;

  @Part(() => GrantedByAnswer, { describe: 'Who granted it, and through which post.' })
  by: GrantedByAnswer;
}

export class ClockActPage extends pageOf(ClockActAnswer) {}
