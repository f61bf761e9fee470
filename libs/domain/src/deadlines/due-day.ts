import type { Words } from '../refusals/refusal.js';
import type { MonthDay, Roll } from '../rules/rule-shapes.js';
import { addDays, plainDay, type PlainDay } from '../time/plain-day.js';

/** Which days are worked. It answers `null` for a year nobody has published: never a guess. */
export interface WorkCalendar {
  isWorkingDay(day: PlainDay): boolean | null;
}

export class UnpublishedCalendar extends Error {
  constructor(readonly year: number) {
    super(`The work calendar of ${year} is not published; a due day that rolls over days off cannot be computed`);
  }
}

export interface DueDay {
  dueOn: PlainDay;
  /** Each step of the count, for people. */
  explanation: Words[];
}

const spoken = (day: PlainDay) => day.split('-').reverse().join('/');

export const monthDayOf = (year: number, { month, day }: MonthDay): PlainDay =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/**
 * The last day on which something is in time.
 * @throws UnpublishedCalendar when the roll rule meets a year without a calendar.
 */
export function dueDay(named: PlainDay, inclusive: boolean, roll: Roll, calendar?: WorkCalendar): DueDay {
  const explanation: Words[] = [{ vi: `Ngày quy định: ${spoken(named)}`, en: `The day named by the rule: ${spoken(named)}` }];
  let dueOn = plainDay(named).toString();
  if (!inclusive) {
    dueOn = addDays(dueOn, -1);
    explanation.push({
      vi: `"Trước ngày": hạn cuối là ${spoken(dueOn)}`,
      en: `"Before the day": the last day is ${spoken(dueOn)}`,
    });
  }
  if (roll === 'none') return { dueOn, explanation };
  const step = roll === 'next' ? 1 : -1;
  for (;;) {
    const working = calendar?.isWorkingDay(dueOn) ?? null;
    if (working === null) throw new UnpublishedCalendar(plainDay(dueOn).year);
    if (working) return { dueOn, explanation };
    explanation.push({ vi: `${spoken(dueOn)} là ngày nghỉ`, en: `${spoken(dueOn)} is a day off` });
    dueOn = addDays(dueOn, step);
  }
}
