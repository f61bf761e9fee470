import { addDays, daysBetween, type PlainDay } from '../time/plain-day.js';

export interface Stop {
  /** The day the clock stops; that day is not counted any more. */
  fromOn: PlainDay;
  /** The last day it stands. */
  untilOn: PlainDay;
  /** What was left: kept, and given back when it runs again. */
  remainingDays: number;
  /** The due day when it runs again by itself. */
  toDueOn: PlainDay;
}

/**
 * Stops a clock for a bounded time. The days that were left on the day of the stop are left on the first day after it,
 * so the due day moves by as many days as the clock stands. Nobody has to wake it: the day is known at once.
 */
export function stopClock(dueOn: PlainDay, fromOn: PlainDay, untilOn: PlainDay): Stop {
  const remainingDays = daysBetween(fromOn, dueOn);
  return { fromOn, untilOn, remainingDays, toDueOn: addDays(untilOn, remainingDays + 1) };
}

/** How many days a clock stands. */
export const daysStopped = ({ fromOn, untilOn }: Pick<Stop, 'fromOn' | 'untilOn'>): number => daysBetween(fromOn, untilOn) + 1;

/** The due day of a clock that runs again from a day on, sooner than was said. */
export const runAgain = ({ remainingDays }: Pick<Stop, 'remainingDays'>, fromOn: PlainDay): PlainDay =>
  addDays(fromOn, remainingDays);
