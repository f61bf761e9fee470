import type { WorkCalendar } from '../calendar/work-calendar.js';
import type { SendingRule } from '../rules/rule-shapes.js';
import { addDays, dayAt, instantOf, timeAt, type PlainDay } from '../time/plain-day.js';

/** The longest row of days off is Tết with its swaps; beyond this something is wrong with the calendar, and waiting longer helps nobody. */
const LONGEST_REST = 30;

/**
 * When a letter planned for an instant may go out: `earlier` on the last sending day up to it, `later` on the first from it on, at the
 * same time of day as far as the hours allow. A day of a year without a published calendar counts as a sending day: a due day is never guessed, but a letter is better
 * sent on its own day than not at all, and the ladder is planned again when the year is published.
 */
export function sendingInstant(
  planned: Date,
  direction: 'earlier' | 'later',
  { from, to, workingDaysOnly }: SendingRule,
  calendar?: WorkCalendar,
): Date {
  const isSendingDay = (day: PlainDay) => !workingDaysOnly || (calendar?.isWorkingDay(day) ?? true);
  const day = dayAt(planned);
  const time = timeAt(planned);
  const inHours = time < from ? from : time > to ? to : time;
  // Before the hours there is nothing earlier on the same day, after them nothing later.
  const isMissed = direction === 'earlier' ? time < from : time > to;
  if (!isMissed && isSendingDay(day)) return inHours === time ? planned : instantOf(day, inHours);
  const onOtherDay = isMissed ? (direction === 'earlier' ? to : from) : inHours;
  for (let away = 1; away <= LONGEST_REST; away++) {
    const other = addDays(day, direction === 'earlier' ? -away : away);
    if (isSendingDay(other)) return instantOf(other, onOtherDay);
  }
  return planned;
}
