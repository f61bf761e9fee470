import type { WorkCalendar } from '../calendar/work-calendar.js';
import type { SendingRule } from '../rules/rule-shapes.js';
import { addDays, dayAt, instantOf, type PlainDay } from '../time/plain-day.js';
import { sendingInstant } from './sending.js';

const SLOT = 10 * 60_000;

/**
 * The sending slot of what fires at `now`: its planned instant, or, when it fires late (an outage), the ten minutes it falls in.
 * Whatever was planned for the same instant, or caught up with together, reaches a person as one letter.
 */
export function digestMoment(plannedAt: Date, now: Date): Date {
  const late = now.getTime() - plannedAt.getTime();
  return late < SLOT ? plannedAt : new Date(Math.floor(now.getTime() / SLOT) * SLOT);
}

/** When letters leave, and within what the hour a reader chose for reminders is kept. */
export interface SendingSlot {
  moment: Date;
  hours: { from: string; to: string };
  /** The first day after the moment's on which letters go out. */
  nextDay: PlainDay;
}

/** The slot of what fires at `now` under a rule with sending hours: caught up with at night or on a day off, it leaves when letters may go out again. */
export function sendingSlot(plannedAt: Date, now: Date, sending: SendingRule, calendar?: WorkCalendar): SendingSlot {
  const moment = sendingInstant(digestMoment(plannedAt, now), 'later', sending, calendar);
  const { from, to } = sending;
  const tomorrow = instantOf(addDays(dayAt(moment), 1), from);
  return { moment, hours: { from, to }, nextDay: dayAt(sendingInstant(tomorrow, 'later', sending, calendar)) };
}

/**
 * The first instant from `now` on at which the hours of every rule allow a letter to leave: `now` itself where they do. Rules that share
 * no hour would hold the letter for ever; there the first ones give way.
 */
export function mayLeaveAt(now: Date, rules: readonly SendingRule[], calendar?: WorkCalendar): Date {
  const onePass = (from: Date) => rules.reduce((at, rule) => sendingInstant(at, 'later', rule, calendar), from);
  // Whatever is still moved on after a pass for each rule has no end.
  const at = rules.reduce(onePass, now);
  return onePass(at).getTime() === at.getTime() ? at : mayLeaveAt(now, rules.slice(1), calendar);
}
