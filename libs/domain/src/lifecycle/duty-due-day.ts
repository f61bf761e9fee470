import type { DueDay } from '../calendar/calculate-due-day.js';
import { spokenDay, readDay } from '../calendar/epoch-day.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import { computeDue, dependsOnCalendar, type DueComputation, type Term } from '../deadlines/due-day.js';
import type { LadderRule, ModelDutiesRule } from '../rules/rule-shapes.js';
import type { PlainDay } from '../time/plain-day.js';
import { modelDutyNames, type ModelDuty } from './duties.js';

export interface DutyDueDay extends DueDay {
  /** How to compute it again; null: a decision set the day. */
  computation: DueComputation | null;
}

/**
 * The last day of a duty that arises today: the day a decision set, while it lies ahead, else the term of the rule.
 * @throws UnpublishedCalendar where working days matter and the year has no published calendar.
 */
export function dutyDueDay(
  rule: ModelDutiesRule,
  duty: ModelDuty,
  { today, setFor, calendar }: { today: PlainDay; setFor: PlainDay | null; calendar: WorkCalendar | undefined },
): DutyDueDay {
  if (setFor !== null && setFor > today) {
    const said = spokenDay(readDay(setFor)!);
    return {
      dueOn: setFor,
      explanation: [{ vi: `Ngày do quyết định ấn định: ${said}`, en: `The day set by the decision: ${said}` }],
      computation: null,
    };
  }
  const computation = termOf(rule, duty, today);
  return { ...computeDue(computation, calendar), computation };
}

const termOf = ({ duties, roll }: ModelDutiesRule, duty: ModelDuty, anchor: PlainDay): Term => ({
  anchor,
  budget: duties[duty]!.term,
  direction: 'after',
  inclusive: true,
  roll,
});

export const dutyLadder = ({ duties, ladder }: ModelDutiesRule, duty: ModelDuty): LadderRule => duties[duty]?.ladder ?? ladder;

/** The duties an edition gives a term: all there were when it was written. */
export const ruledDuties = ({ duties }: ModelDutiesRule): ModelDuty[] => modelDutyNames.filter((duty) => duties[duty]);

/** The duties an edition gives no term: it is older than they are. */
export const unruledDuties = ({ duties }: ModelDutiesRule): ModelDuty[] => modelDutyNames.filter((duty) => !duties[duty]);

/** Whether any duty of the rule is planned by working days; where none is, nobody need ask for the work calendar. */
export const dutiesNeedCalendar = (rule: ModelDutiesRule): boolean =>
  ruledDuties(rule).some((duty) => dependsOnCalendar(termOf(rule, duty, '2024-01-01'), dutyLadder(rule, duty)));
