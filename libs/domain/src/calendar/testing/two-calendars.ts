import type { Words } from '../../refusals/refusal.js';
import type { PlainDay } from '../../time/plain-day.js';
import { readDay, WEEKDAYS, type Weekday } from '../epoch-day.js';
import { ListedDays, type ListedKind } from '../listed-days.js';
import type { WorkDays } from '../settle.js';
import { PublishedCalendar, publishedDays } from '../work-calendar.js';

interface OneDay {
  day: PlainDay;
  kind: ListedKind;
}
type Skipped = (from: PlainDay, to: PlainDay) => Words[];

const skippedBy =
  (days: WorkDays): Skipped =>
  (from, to) =>
    days.tellSkipped(readDay(from)!, readDay(to)!);

/** What is told of the days from one to another, where the days came with the question. */
export const listedDays = (weekend: readonly Weekday[], listed: readonly OneDay[]): Skipped => {
  const days = listed.map(({ day, kind }) => ({ day: readDay(day)!, kind }));
  return skippedBy(
    new ListedDays(
      WEEKDAYS.map((weekday) => weekend.includes(weekday)),
      days.filter(({ kind }) => kind !== 'workingSaturday'),
      days.filter(({ kind }) => kind === 'workingSaturday'),
    ),
  );
};

/** The same, where the years are published. */
export const published = (weekend: readonly Weekday[], listed: readonly OneDay[]): Skipped =>
  skippedBy(
    publishedDays(
      new PublishedCalendar(
        [2026, 2027].map((year) => ({
          year,
          weekend,
          days: listed.filter(({ day }) => day.startsWith(String(year))).map((one) => ({ ...one, reason: '', document: '' })),
        })),
      ),
    ),
  );
