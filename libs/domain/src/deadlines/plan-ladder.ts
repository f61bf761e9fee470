import type { WorkCalendar } from '../calendar/work-calendar.js';
import type { LadderRule, RungAct } from '../rules/rule-shapes.js';
import { addDays, dayAt, daysBetween, instantOf, type PlainDay } from '../time/plain-day.js';
import { sendingInstant } from './sending.js';

export interface PlannedRung {
  rung: string;
  offsetDays: number;
  act: RungAct | typeof MOVED | typeof CLOSED_EARLY;
  stepsUp: number;
  plannedOn: PlainDay;
  plannedAt: Date;
}

/**
 * Every rung of a due day, earliest first. Where the ladder has sending hours, what is told up to the due day goes out earlier rather
 * than too late, what is told after it goes out later: nobody is late on a day off. A closing tells nobody and keeps its day.
 */
export function planLadder(dueOn: PlainDay, ladder: LadderRule, calendar?: WorkCalendar): PlannedRung[] {
  return ladder.rungs
    .toSorted((a, b) => a.offsetDays - b.offsetDays)
    .map(({ code, offsetDays, act, stepsUp }) => {
      const named = instantOf(addDays(dueOn, offsetDays), ladder.fireAt);
      const plannedAt =
        ladder.sending && act !== 'close'
          ? sendingInstant(named, offsetDays <= 0 ? 'earlier' : 'later', ladder.sending, calendar)
          : named;
      return { rung: code, offsetDays, act, stepsUp: stepsUp ?? 0, plannedOn: dayAt(plannedAt), plannedAt };
    });
}

/** The code and act of the rung that tells everybody who still owes that the day has moved. */
export const MOVED = 'moved';

/** Told at once, or as soon as letters may go out. */
export function planMovedRung(dueOn: PlainDay, ladder: LadderRule, now: Date, calendar?: WorkCalendar): PlannedRung {
  const plannedAt = ladder.sending ? sendingInstant(now, 'later', ladder.sending, calendar) : now;
  const plannedOn = dayAt(plannedAt);
  return { rung: MOVED, offsetDays: daysBetween(dueOn, plannedOn), act: MOVED, stepsUp: 0, plannedOn, plannedAt };
}

/** The code and act of the rung that tells everybody who still owes that what they owe is closed before its time. */
export const CLOSED_EARLY = 'closedEarly';

/**
 * A closing ahead of its ladder: whoever still owes is told first, as soon as letters may go out, and in the same moment it closes.
 * Nobody is closed in silence, and nobody is told of a closing that is yet to come.
 */
export function planEarlyClosing(dueOn: PlainDay, ladder: LadderRule, now: Date, calendar?: WorkCalendar): PlannedRung[] {
  const plannedAt = ladder.sending ? sendingInstant(now, 'later', ladder.sending, calendar) : now;
  const plannedOn = dayAt(plannedAt);
  const closing = { offsetDays: daysBetween(dueOn, plannedOn), stepsUp: 0, plannedOn, plannedAt };
  return [
    { ...closing, rung: CLOSED_EARLY, act: CLOSED_EARLY },
    { ...closing, rung: 'close', act: 'close' },
  ];
}

/** The rung by which a ladder closes what is still owed; null: nothing closes there by itself. */
export const closingRung = ({ rungs }: LadderRule): LadderRule['rungs'][number] | null =>
  rungs.find(({ act }) => act === 'close') ?? null;

export interface RungAhead {
  rung: string;
  offsetDays: number;
  act: PlannedRung['act'];
  plannedAt: Date;
}

export interface Firing {
  /** The one notice people get; `null` when only a closing is due. */
  fire: string | null;
  /** Missed notices that the fired one replaces: after an outage nobody gets four reminders at once. */
  collapse: string[];
  close: string | null;
}

// What tells the most comes last: an escalation tells whoever a reminder would have told, and the level above.
const gravity: readonly PlannedRung['act'][] = ['moved', 'remind', 'due', 'overdue', 'escalate', 'closedEarly', 'close'];

/** Sending hours may bring several rungs to one instant (over Tết, T−1 and T): there the gravest is the latest, then the further one. */
const inOrder = (a: RungAhead, b: RungAhead) =>
  a.plannedAt.getTime() - b.plannedAt.getTime() || gravity.indexOf(a.act) - gravity.indexOf(b.act) || a.offsetDays - b.offsetDays;

/** What is to be done at an instant with the rungs not yet settled. A closing never swallows a notice: people are told first. */
export function chooseRungs(ahead: readonly RungAhead[], now: Date): Firing {
  const due = ahead.filter((rung) => rung.plannedAt <= now).sort(inOrder);
  const notices = due.filter((rung) => rung.act !== 'close').map((rung) => rung.rung);
  return {
    fire: notices.at(-1) ?? null,
    collapse: notices.slice(0, -1),
    close: due.find((rung) => rung.act === 'close')?.rung ?? null,
  };
}
