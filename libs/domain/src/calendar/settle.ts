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
  if (worked !== last) explanation.push(...workDays.tellSkipped(last, worked - step), rolledWords(worked, step));
  return worked;
}

const rolledWords = (worked: EpochDay, step: 1 | -1): Words =>
  step > 0
    ? {
        vi: `Ngày cuối là ngày nghỉ, nên thời hạn kết thúc vào ngày làm việc tiếp theo: ${spokenDay(worked)} (Bộ luật Dân sự 2015, Điều 148)`,
        en: `The last day is a day off, so it ends with the next working day: ${spokenDay(worked)} (Civil Code 2015, article 148)`,
      }
    : {
        vi: `Ngày cuối là ngày nghỉ, nên theo quy định thời hạn kết thúc sớm hơn, vào ngày làm việc liền trước: ${spokenDay(worked)}`,
        en: `The last day is a day off, so by the rule it ends sooner, with the working day before: ${spokenDay(worked)}`,
      };

/** The nearest worked day, found by asking day by day. */
export function walkToWorked(from: EpochDay, step: 1 | -1, isWorked: (day: EpochDay) => boolean): EpochDay {
  let day = from;
  while (!isWorked(day)) day = withinRange(day + step);
  return day;
}
