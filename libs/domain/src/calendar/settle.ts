import type { Words } from '../refusals/refusal.js';
import type { Roll } from '../rules/roll.js';
import { outOfRange } from './calculation-fault.js';
import { FIRST_DAY, LAST_DAY, spokenDay, type EpochDay } from './epoch-day.js';

/** Which days are worked, as far as counting and rolling need to know. */
export interface WorkDays {
  /** The day itself when it is worked, else the nearest one that is, in that direction. */
  nearest(day: EpochDay, step: 1 | -1): EpochDay;
  /** The nth worked day after a day (1), or before it (-1). */
  workingDaysAway(from: EpochDay, count: number, step: 1 | -1): EpochDay;
  /** One sentence for each day off from one day to another, in that order. */
  tellSkipped(from: EpochDay, to: EpochDay): Words[];
}

export const withinRange = (day: EpochDay): EpochDay => {
  if (day < FIRST_DAY || day > LAST_DAY) throw outOfRange();
  return day;
};

/**
 * From the day counted or named to the last day on which something is in time: first "before the day", then rolling.
 * Every deadline of the product passes here. Each step is told into `explanation`.
 * @throws CalculationFault when it leaves the calendar.
 */
export function settle(day: EpochDay, inclusive: boolean, roll: Roll, workDays: WorkDays, explanation: Words[]): EpochDay {
  let last = day;
  if (!inclusive) {
    last = withinRange(last - 1);
    explanation.push({
      vi: `"Trước ngày": hạn cuối là ${spokenDay(last)}`,
      en: `"Before the day": the last day is ${spokenDay(last)}`,
    });
  }
  if (roll === 'none') return last;
  const step = roll === 'next' ? 1 : -1;
  const worked = workDays.nearest(last, step);
  if (worked !== last) explanation.push(...workDays.tellSkipped(last, worked - step));
  return worked;
}

/** The nearest worked day, found by asking day by day. */
export function walkToWorked(from: EpochDay, step: 1 | -1, isWorked: (day: EpochDay) => boolean): EpochDay {
  let day = from;
  while (!isWorked(day)) day = withinRange(day + step);
  return day;
}
