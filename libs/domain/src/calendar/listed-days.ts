import type { Words } from '../refusals/refusal.js';
import { outOfRange } from './calculation-fault.js';
import { FIRST_DAY, LAST_DAY, spokenDay, weekdayOf, type EpochDay } from './epoch-day.js';
import type { WorkDays } from './settle.js';

export type ListedKind = 'holiday' | 'compensatoryOff' | 'workingSaturday';

/** A day that is not as its weekday would have it, and why. */
export interface Listed {
  day: EpochDay;
  kind: ListedKind;
  reason?: string | undefined;
  document?: string | undefined;
}

// Beyond so many, weekly rest days are told as one sum; a listed day always keeps its own sentence, for its document's sake.
export const NAMED_REST_DAYS = 60;

/**
 * A week of working and rest days with its listed exceptions.
 * It counts by weeks and looks exceptions up in sorted lists, so a million working days cost no more than five.
 */
export class ListedDays implements WorkDays {
  private readonly off: Listed[];
  private readonly working: Listed[];
  /** Listed days off that their weekday would have worked, and the other way round. */
  private readonly taken: EpochDay[];
  private readonly given: EpochDay[];
  private readonly workedByWeekday: number[] = [0];

  constructor(
    private readonly restsOn: readonly boolean[],
    off: readonly Listed[],
    working: readonly Listed[],
  ) {
    this.off = sorted(off);
    this.working = sorted(working).filter(({ day }) => this.rests(day));
    this.taken = this.off.map(({ day }) => day).filter((day) => !this.rests(day));
    this.given = this.working.map(({ day }) => day);
    for (const rests of restsOn) this.workedByWeekday.push(this.workedByWeekday.at(-1)! + (rests ? 0 : 1));
  }

  /** The nth working day after a day, or before it. */
  workingDaysAway(from: EpochDay, count: number, step: 1 | -1): EpochDay {
    // Both look for the first day by which enough has been worked: going back, enough to leave `count` up to the anchor.
    const wanted = step > 0 ? this.workedUpTo(from) + count : this.workedUpTo(from - 1) - count + 1;
    if (wanted < 1 || wanted > this.workedUpTo(LAST_DAY)) throw outOfRange();
    let [low, high] = step > 0 ? [from + 1, LAST_DAY] : [FIRST_DAY, from - 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.workedUpTo(middle) >= wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  nearest(day: EpochDay, step: 1 | -1): EpochDay {
    return this.workedUpTo(day) > this.workedUpTo(day - 1) ? day : this.workingDaysAway(day, 1, step);
  }

  tellSkipped(from: EpochDay, to: EpochDay): Words[] {
    const [first, last] = from <= to ? [from, to] : [to, from];
    const off = between(this.off, first, last);
    const working = between(this.working, first, last);
    const resting = last - first + 1 - (this.workedUpTo(last) - this.workedUpTo(first - 1)) - off.length;
    const named = [...off, ...working].map((listed) => ({ day: listed.day, words: wordsOf(listed) }));
    if (resting > 0 && resting <= NAMED_REST_DAYS) {
      const listed = new Set(named.map(({ day }) => day));
      for (let day = first; day <= last; day++)
        if (this.rests(day) && !listed.has(day)) named.push({ day, words: restWordsOf(day) });
    }
    const order = from <= to ? 1 : -1;
    const told = named.sort((a, b) => (a.day - b.day) * order).map(({ words }) => words);
    if (resting > NAMED_REST_DAYS) told.unshift(sumOfRest(resting, from, to));
    return told;
  }

  private rests(day: EpochDay): boolean {
    return this.restsOn[weekdayOf(day)]!;
  }

  /** How many days are worked from the first of the calendar, a Monday, up to and with this one. */
  private workedUpTo(day: EpochDay): number {
    const days = day - FIRST_DAY + 1;
    return (
      Math.floor(days / 7) * this.workedByWeekday[7]! +
      this.workedByWeekday[days % 7]! -
      countUpTo(this.taken, day) +
      countUpTo(this.given, day)
    );
  }
}

/** Earliest first; of a day listed twice, the first stands. */
function sorted(days: readonly Listed[]): Listed[] {
  const kept = new Map<EpochDay, Listed>();
  for (const listed of days) if (!kept.has(listed.day)) kept.set(listed.day, listed);
  return [...kept.values()].sort((a, b) => a.day - b.day);
}

/** How many of a sorted list are not after a day. */
function countUpTo(days: readonly EpochDay[], day: EpochDay): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

const between = (days: readonly Listed[], first: EpochDay, last: EpochDay) =>
  days.filter(({ day }) => day >= first && day <= last);

const weekdayWords: readonly Words[] = [
  { vi: 'Thứ Hai', en: 'Monday' },
  { vi: 'Thứ Ba', en: 'Tuesday' },
  { vi: 'Thứ Tư', en: 'Wednesday' },
  { vi: 'Thứ Năm', en: 'Thursday' },
  { vi: 'Thứ Sáu', en: 'Friday' },
  { vi: 'Thứ Bảy', en: 'Saturday' },
  { vi: 'Chủ nhật', en: 'Sunday' },
];
const restWords: Words = { vi: 'ngày nghỉ hằng tuần', en: 'a weekly rest day' };
const kindWords: Record<ListedKind, Words> = {
  holiday: { vi: 'ngày nghỉ lễ, tết', en: 'a public holiday' },
  compensatoryOff: { vi: 'ngày nghỉ bù', en: 'a compensatory day off' },
  workingSaturday: { vi: 'ngày làm việc bù, được tính', en: 'worked in exchange, so it counts' },
};

const tell = (day: EpochDay, what: Words, why = ''): Words => {
  const weekday = weekdayWords[weekdayOf(day)]!;
  return {
    vi: `${spokenDay(day)} (${weekday.vi}) là ${what.vi}${why}`,
    en: `${spokenDay(day)} (${weekday.en}) is ${what.en}${why}`,
  };
};

export const wordsOf = ({ day, kind, reason, document }: Listed): Words =>
  tell(day, kindWords[kind], `${reason ? `: ${reason}` : ''}${document ? ` [${document}]` : ''}`);

// The 40-hour week of state bodies rests on Saturday and Sunday; another weekday may be set by the employer.
const WEEKEND = `Bộ luật Lao động 2019, Điều 111; Quyết định 188/1999/QĐ-TTg`;
const REST = `Bộ luật Lao động 2019, Điều 111`;
const SATURDAY = 5;

export const restWordsOf = (day: EpochDay): Words => tell(day, restWords, ` [${weekdayOf(day) >= SATURDAY ? WEEKEND : REST}]`);

export const sumOfRest = (days: number, from: EpochDay, to: EpochDay): Words => ({
  vi: `${days} ngày nghỉ hằng tuần trong khoảng ${spokenDay(from)} – ${spokenDay(to)} không được tính [${REST}]`,
  en: `${days} weekly rest days between ${spokenDay(from)} and ${spokenDay(to)} are not counted [${REST}]`,
});
