import type { LadderRule, RungAct } from '../rules/rule-shapes.js';
import { addDays, instantOf, type PlainDay } from '../time/plain-day.js';

export interface PlannedRung {
  rung: string;
  offsetDays: number;
  act: RungAct;
  stepsUp: number;
  plannedOn: PlainDay;
  plannedAt: Date;
}

/** Every rung of a due day, earliest first. */
export function planLadder(dueOn: PlainDay, ladder: LadderRule): PlannedRung[] {
  return ladder.rungs
    .map(({ code, offsetDays, act, stepsUp }) => {
      const plannedOn = addDays(dueOn, offsetDays);
      return { rung: code, offsetDays, act, stepsUp: stepsUp ?? 0, plannedOn, plannedAt: instantOf(plannedOn, ladder.fireAt) };
    })
    .sort((a, b) => a.offsetDays - b.offsetDays);
}

export interface RungAhead {
  rung: string;
  act: RungAct;
  plannedAt: Date;
}

export interface Firing {
  /** The one notice people get; `null` when only a closing is due. */
  fire: string | null;
  /** Missed notices that the fired one replaces: after an outage nobody gets four reminders at once. */
  collapse: string[];
  close: string | null;
}

/** What is to be done at an instant with the rungs not yet settled. A closing never swallows a notice: people are told first. */
export function chooseRungs(ahead: readonly RungAhead[], now: Date): Firing {
  const due = ahead.filter((rung) => rung.plannedAt <= now).sort((a, b) => a.plannedAt.getTime() - b.plannedAt.getTime());
  const notices = due.filter((rung) => rung.act !== 'close').map((rung) => rung.rung);
  return {
    fire: notices.at(-1) ?? null,
    collapse: notices.slice(0, -1),
    close: due.find((rung) => rung.act === 'close')?.rung ?? null,
  };
}
