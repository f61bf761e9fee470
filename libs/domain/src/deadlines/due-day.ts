import type { DueDay } from '../calendar/calculate-due-day.js';
import { readDay, spokenDay, writeDay } from '../calendar/epoch-day.js';
import { settle, walkToWorked, type WorkDays } from '../calendar/settle.js';
import type { Words } from '../refusals/refusal.js';
import type { MonthDay, Roll } from '../rules/rule-shapes.js';
import { InvalidDay, yearOf, type PlainDay } from '../time/plain-day.js';

export type { DueDay };

/** Which days are worked. It answers `null` for a year nobody has published: never a guess. */
export interface WorkCalendar {
  isWorkingDay(day: PlainDay): boolean | null;
}

export class UnpublishedCalendar extends Error {
  constructor(readonly year: number) {
    super(`The work calendar of ${year} is not published; a due day that rolls over days off cannot be computed`);
  }
}

export const monthDayOf = (year: number, { month, day }: MonthDay): PlainDay =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/**
 * The last day on which something is in time.
 * @throws UnpublishedCalendar when the roll rule meets a year without a calendar.
 */
export function dueDay(named: PlainDay, inclusive: boolean, roll: Roll, calendar?: WorkCalendar): DueDay {
  const day = readDay(named);
  if (day === null) throw new InvalidDay(named);
  const explanation: Words[] = [{ vi: `Ngày quy định: ${spokenDay(day)}`, en: `The day named by the rule: ${spokenDay(day)}` }];
  return { dueOn: writeDay(settle(day, inclusive, roll, published(calendar), explanation)), explanation };
}

/** The days of a calendar that is published year by year. */
const published = (calendar: WorkCalendar | undefined): WorkDays => ({
  nearest: (from, step) =>
    walkToWorked(from, step, (day) => {
      const worked = calendar?.isWorkingDay(writeDay(day)) ?? null;
      if (worked === null) throw new UnpublishedCalendar(yearOf(writeDay(day)));
      return worked;
    }),
  tellSkipped: (from, to) => {
    const step = from <= to ? 1 : -1;
    return Array.from({ length: Math.abs(to - from) + 1 }, (_, at) => spokenDay(from + step * at)).map((day) => ({
      vi: `${day} là ngày nghỉ`,
      en: `${day} is a day off`,
    }));
  },
});
