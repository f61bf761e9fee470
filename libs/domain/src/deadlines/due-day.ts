import { dueDayBy, type DueDay } from '../calendar/calculate-due-day.js';
import { readDay, spokenDay, writeDay } from '../calendar/epoch-day.js';
import { readCalculation, type Calculation } from '../calendar/read-calculation.js';
import { settle } from '../calendar/settle.js';
import { publishedDays, type WorkCalendar } from '../calendar/work-calendar.js';
import type { Words } from '../refusals/refusal.js';
import type { LadderRule, MonthDay, Roll } from '../rules/rule-shapes.js';
import { InvalidDay, type PlainDay } from '../time/plain-day.js';

export type { DueDay };

export const monthDayOf = (year: number, { month, day }: MonthDay): PlainDay =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** A due day that a rule names. */
export interface NamedDay {
  named: PlainDay;
  /** false: "before that day". */
  inclusive: boolean;
  roll: Roll;
}

/** A due day counted from another day. */
export type Term = Pick<Calculation, 'anchor' | 'budget' | 'direction' | 'inclusive' | 'roll'>;

/** How a due day came about; kept with the deadline, so that it can be computed again when the calendar changes. */
export type DueComputation = NamedDay | Term;

/**
 * The last day on which something is in time.
 * @throws UnpublishedCalendar where working days matter and the year has no published calendar.
 */
export function computeDue(computation: DueComputation, calendar?: WorkCalendar): DueDay {
  if ('named' in computation) return dueDay(computation.named, computation.inclusive, computation.roll, calendar);
  return dueDayBy(readCalculation(computation, true), publishedDays(calendar));
}

const needsCalendar = (computation: DueComputation): boolean =>
  computation.roll !== 'none' || (!('named' in computation) && computation.budget.unit === 'workingDay');

/** Whether another work calendar may give another day, or other instants at which people are told. */
export const dependsOnCalendar = (computation: DueComputation | null, ladder: LadderRule): boolean =>
  (computation !== null && needsCalendar(computation)) || (ladder.sending?.workingDaysOnly ?? false);

/**
 * The last day on which something is in time, from a day that is named.
 * @throws UnpublishedCalendar when the roll rule meets a year without a calendar.
 */
export function dueDay(named: PlainDay, inclusive: boolean, roll: Roll, calendar?: WorkCalendar): DueDay {
  const day = readDay(named);
  if (day === null) throw new InvalidDay(named);
  const explanation: Words[] = [{ vi: `Ngày quy định: ${spokenDay(day)}`, en: `The day named by the rule: ${spokenDay(day)}` }];
  return { dueOn: writeDay(settle(day, inclusive, roll, publishedDays(calendar), explanation)), explanation };
}

/** How a due day came about that no rule computes: more time, a stopped clock, a duty reopened, a shared day put off. */
export const givenDay = (dueOn: PlainDay): Words[] => {
  const day = readDay(dueOn);
  if (day === null) throw new InvalidDay(dueOn);
  return [
    {
      vi: `Ngày do quyết định ấn định, không tính theo quy định: ${spokenDay(day)}`,
      en: `The day given by a decision, not computed by the rule: ${spokenDay(day)}`,
    },
  ];
};
