import { calculateDueDay, type DueDay } from '../calendar/calculate-due-day.js';
import { spokenDay, readDay } from '../calendar/epoch-day.js';
import type { LadderRule, ModelDutiesRule } from '../rules/rule-shapes.js';
import type { PlainDay } from '../time/plain-day.js';
import type { ModelDuty } from './duties.js';

/** The last day of a duty that arises today: the day a decision set, while it lies ahead, else the term of the rule. */
export function dutyDueDay({ duties, roll }: ModelDutiesRule, duty: ModelDuty, today: PlainDay, setFor: PlainDay | null): DueDay {
  if (setFor !== null && setFor > today) {
    const said = spokenDay(readDay(setFor)!);
    return {
      dueOn: setFor,
      explanation: [{ vi: `Ngày do quyết định ấn định: ${said}`, en: `The day set by the decision: ${said}` }],
    };
  }
  const due = calculateDueDay({ anchor: today, budget: duties[duty].term, direction: 'after', roll, inclusive: true });
  if ('error' in due) throw new Error(`the term of "${duty}" leads to no day: ${due.error.detail.en}`);
  return due;
}

export const dutyLadder = ({ duties, ladder }: ModelDutiesRule, duty: ModelDuty): LadderRule => duties[duty].ladder ?? ladder;
