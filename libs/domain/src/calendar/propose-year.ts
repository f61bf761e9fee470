import type { PlainDay } from '../time/plain-day.js';
import { readDay, WEEKDAYS, weekdayOf, writeDay, type EpochDay, type Weekday } from './epoch-day.js';
import type { CalendarDay } from './work-calendar.js';

/** A statutory holiday as an almanac knows it. */
export interface AlmanacDay {
  day: PlainDay;
  reason: string;
}

/** 24/11, Ngày Văn hoá Việt Nam: wanted by resolution, a day off only once the law says so. Data, off until a year is set. */
export interface CultureDay {
  /** The first year in which it is a day off; null: not yet. */
  offFromYear: number | null;
  /** The document behind it. */
  source: string;
}

export interface CalendarProposal {
  days: CalendarDay[];
  /** Days that would come if a setting allowed it, with why they do not. */
  notIncluded: { day: PlainDay; reason: string; document: string }[];
}

const HOLIDAYS = 'Bộ luật Lao động 2019, Điều 112';
const IN_EXCHANGE = 'Bộ luật Lao động 2019, Điều 111 khoản 3';

/**
 * What the law gives for a year: the holidays of an almanac, the day beside National Day, and a day off for each that falls on a weekly
 * rest day. It only proposes: which day beside National Day it is, and what is worked in exchange, the yearly announcement says.
 */
export function proposeYear(
  year: number,
  almanac: readonly AlmanacDay[],
  weekend: readonly Weekday[],
  culture: CultureDay,
): CalendarProposal {
  const rests = (day: EpochDay) => weekend.includes(WEEKDAYS[weekdayOf(day)]!);
  const days = new Map<EpochDay, CalendarDay>();
  const add = (day: EpochDay, kind: CalendarDay['kind'], reason: string, document: string) =>
    days.set(day, { day: writeDay(day), kind, reason, document });
  for (const { day, reason } of almanac) add(readDay(day)!, 'holiday', reason, HOLIDAYS);
  const nationalDay = readDay(`${String(year).padStart(4, '0')}-09-02`)!;
  add(besideOf(nationalDay, rests), 'holiday', 'Quốc khánh (ngày liền kề)', `${HOLIDAYS} (đề xuất ngày liền kề)`);
  const cultureDay = `${String(year).padStart(4, '0')}-11-24`;
  const isOff = culture.offFromYear !== null && culture.offFromYear <= year;
  if (isOff) add(readDay(cultureDay)!, 'holiday', CULTURE, culture.source);
  for (const holiday of [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    const at = readDay(holiday.day)!;
    if (!rests(at)) continue;
    let free = at + 1;
    while (rests(free) || days.has(free)) free++;
    add(free, 'compensatoryOff', `Nghỉ bù ${holiday.reason}`, IN_EXCHANGE);
  }
  return {
    days: [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    notIncluded: isOff ? [] : [{ day: cultureDay, reason: CULTURE, document: culture.source }],
  };
}

const CULTURE = 'Ngày Văn hoá Việt Nam';

/** The neighbour that makes the longer break with the weekly rest days; between equals, the day before. */
function besideOf(day: EpochDay, rests: (day: EpochDay) => boolean): EpochDay {
  const breakOf = (other: EpochDay) => {
    const isFree = (one: EpochDay) => one === day || one === other || rests(one);
    let [first, last] = [day, day];
    while (isFree(first - 1)) first--;
    while (isFree(last + 1)) last++;
    return last - first;
  };
  const neighbours = [day - 1, day + 1].filter((other) => !rests(other));
  return neighbours.toSorted((a, b) => breakOf(b) - breakOf(a))[0] ?? day - 1;
}

export interface CalendarDifference {
  day: PlainDay;
  /** null: not in the draft. */
  draft: CalendarDay | null;
  /** null: not proposed. */
  proposed: CalendarDay | null;
}

/** Where a draft and a proposal say different things of a day; documents may differ. */
export function compareDays(draft: readonly CalendarDay[], proposed: readonly CalendarDay[]): CalendarDifference[] {
  const byDay = new Map<PlainDay, CalendarDifference>();
  const of = (day: PlainDay) => byDay.get(day) ?? { day, draft: null, proposed: null };
  for (const one of draft) byDay.set(one.day, { ...of(one.day), draft: one });
  for (const one of proposed) byDay.set(one.day, { ...of(one.day), proposed: one });
  return [...byDay.values()]
    .filter(({ draft: a, proposed: b }) => a?.kind !== b?.kind)
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
}
