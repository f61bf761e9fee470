import type { PlainDay } from '../time/plain-day.js';
import type { RuleEdition } from './rule-shapes.js';

/** The edition in force on a day: the last one whose first day is not later. `null` before the first. */
export function editionInForce<E extends RuleEdition>(editions: readonly E[], day: PlainDay): E | null {
  let found: E | null = null;
  for (const edition of editions)
    if (edition.validFrom <= day && (!found || edition.validFrom > found.validFrom)) found = edition;
  return found;
}
