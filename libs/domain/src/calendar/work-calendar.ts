import type { Words } from '../refusals/refusal.js';
import type { PlainDay } from '../time/plain-day.js';
import { readDay, spokenDay, WEEKDAYS, weekdayOf, writeDay, type EpochDay, type Weekday } from './epoch-day.js';
import { NAMED_REST_DAYS, restWordsOf, sumOfRest, wordsOf, type ListedKind } from './listed-days.js';
import { walkToWorked, withinRange, type WorkDays } from './settle.js';

export const DAY_KINDS = ['holiday', 'compensatoryOff', 'workingSaturday'] as const satisfies readonly ListedKind[];

/** A day that is not as its weekday would have it, with the document that says so. */
export interface CalendarDay {
  day: PlainDay;
  kind: ListedKind;
  reason: string;
  document: string;
}

export interface CalendarYear {
  year: number;
  /** The weekly rest days: data, should a year ever work on Saturdays. */
  weekend: readonly Weekday[];
  days: readonly CalendarDay[];
}

/** Which days are worked. It answers `null` for a year nobody has published: never a guess. */
export interface WorkCalendar {
  isWorkingDay(day: PlainDay): boolean | null;
  /** Why a day is not as its weekday would have it, or is a weekly rest day; `null` for an ordinary working day. */
  tell?(day: PlainDay): { words: Words; isWeekly: boolean } | null;
}

export class UnpublishedCalendar extends Error {
  constructor(readonly year: number) {
    super(`The work calendar of ${year} is not published; a day that depends on days off cannot be computed`);
  }
}

/** The years published so far, each by its publication in force. */
export class PublishedCalendar implements WorkCalendar {
  private readonly years = new Map<string, { restsOn: boolean[]; listed: Map<PlainDay, CalendarDay> }>();

  constructor(years: readonly CalendarYear[]) {
    for (const { year, weekend, days } of years)
      this.years.set(String(year).padStart(4, '0'), {
        restsOn: WEEKDAYS.map((weekday) => weekend.includes(weekday)),
        listed: new Map(days.map((listed) => [listed.day, listed])),
      });
  }

  isWorkingDay(day: PlainDay): boolean | null {
    const year = this.years.get(day.slice(0, 4));
    if (!year) return null;
    const listed = year.listed.get(day);
    return listed ? listed.kind === 'workingSaturday' : !year.restsOn[weekdayOf(readDay(day)!)];
  }

  tell(day: PlainDay): { words: Words; isWeekly: boolean } | null {
    const year = this.years.get(day.slice(0, 4));
    const epoch = readDay(day)!;
    const listed = year?.listed.get(day);
    if (listed) return { words: wordsOf({ ...listed, day: epoch }), isWeekly: false };
    return year?.restsOn[weekdayOf(epoch)] ? { words: restWordsOf(epoch), isWeekly: true } : null;
  }
}

/** The days of a calendar that is published year by year, asked one after the other. @throws UnpublishedCalendar */
export const publishedDays = (calendar: WorkCalendar | undefined): WorkDays => {
  const isWorked = (day: EpochDay): boolean => {
    const worked = calendar?.isWorkingDay(writeDay(day)) ?? null;
    if (worked === null) throw new UnpublishedCalendar(Number(writeDay(day).slice(0, 4)));
    return worked;
  };
  return {
    nearest: (from, step) => walkToWorked(from, step, isWorked),
    workingDaysAway: (from, count, step) => {
      let day = from;
      for (let left = count; left > 0;) {
        day = withinRange(day + step);
        if (isWorked(day)) left--;
      }
      return day;
    },
    tellSkipped: (from, to) => {
      const step = from <= to ? 1 : -1;
      const told: { words: Words; isWeekly: boolean }[] = [];
      for (let day = from; day !== to + step; day += step) {
        const known = calendar?.tell?.(writeDay(day));
        if (known) told.push(known);
        else if (!isWorked(day)) told.push({ words: offWords(day), isWeekly: false });
      }
      const weekly = told.filter(({ isWeekly }) => isWeekly).length;
      if (weekly <= NAMED_REST_DAYS) return told.map(({ words }) => words);
      return [sumOfRest(weekly, from, to), ...told.filter(({ isWeekly }) => !isWeekly).map(({ words }) => words)];
    },
  };
};

const offWords = (day: EpochDay): Words => ({
  vi: `${spokenDay(day)} là ngày nghỉ`,
  en: `${spokenDay(day)} is a day off`,
});
