import type { Words } from '#domain';
import { unpublishedYear } from '../deadlines/with-calendar.js';

export interface Told {
  words: Words;
  source: string;
}
/** What the work calendar has against something: it forbids it, or may, by the answers. */
export interface CalendarTold {
  reasons: (Told & { criterion: string })[];
  warnings: (Told & { code: string })[];
}

const CALENDAR = 'workCalendarIsPublished';
/** Days and weekends of the work calendar come from the yearly announcement (Bộ luật Lao động 2019). */
const SOURCE = 'Bộ luật Lao động 2019, Điều 112';

/** `ways`: the years nobody has published that are needed, for each way the answers may go. Needed on every way they are a reason, else a warning. */
export function calendarTold(ways: readonly number[][]): CalendarTold {
  const years = [...new Set(ways.flat())].toSorted((a, b) => a - b);
  const told = years.map((year) => ({ words: unpublishedYear(year).words, source: SOURCE }));
  return ways.every((missing) => missing.length > 0)
    ? { reasons: told.map((one) => ({ criterion: CALENDAR, ...one })), warnings: [] }
    : { reasons: [], warnings: told.map((one) => ({ code: CALENDAR, ...one })) };
}
