import type { WorkCalendar } from '../calendar/work-calendar.js';
import { computeDue, type DueDay, type NamedDay } from '../deadlines/due-day.js';
import type { ConferenceRule, ConferenceStepRule } from '../rules/rule-shapes.js';
import { addDays, addMonths, addYears, type PlainDay } from '../time/plain-day.js';

export interface ConferenceDates {
  /** The anchor of its cycle: the first day counted from. */
  anchorOn: PlainDay;
  plannedOn: PlainDay;
  opensOn: PlainDay;
}

/** The conferences of a rule whose opening day lies in [from, to], cycle by cycle. */
export function conferencesBetween(rule: ConferenceRule, from: PlainDay, to: PlainDay): ConferenceDates[] {
  const found: ConferenceDates[] = [];
  for (let anchorOn = rule.anchorOn; ; anchorOn = addYears(anchorOn, rule.cycleYears)) {
    const plannedOn = addYears(anchorOn, rule.afterYears);
    const opensOn = addMonths(plannedOn, -rule.opensMonthsBefore);
    if (opensOn > to) return found;
    if (opensOn >= from) found.push({ anchorOn, plannedOn, opensOn });
  }
}

export interface PlannedStep {
  step: ConferenceStepRule;
  position: number;
  dueOn: PlainDay;
  due: DueDay;
  computation: NamedDay;
}

/** Back-planned from the day of the conference (D3.7). */
export function planSteps(rule: ConferenceRule, plannedOn: PlainDay, calendar?: WorkCalendar): PlannedStep[] {
  return rule.steps.map((step, index) => {
    const computation = { named: addDays(plannedOn, step.offsetDays), inclusive: true, roll: rule.roll };
    const due = computeDue(computation, calendar);
    return { step, position: index + 1, dueOn: due.dueOn, due, computation };
  });
}
