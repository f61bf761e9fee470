import { BUDGET_UNITS } from '../calendar/read-calculation.js';
import type { ModelBounds } from '../lifecycle/facts.js';
import { modelDutyNames } from '../lifecycle/duties.js';
import { clockFaults } from './check-clock.js';
import { escalationFaults } from './check-escalation.js';
import { extensionFaults, fault, isInteger, isRecord, openLadderFaults, rollFaults, strangers, type Faults } from './faults.js';
import type { DutyTerm, ModelDutiesRule } from './rule-shapes.js';

/** Every duty a model can owe has its term; a forgotten one would be owed for ever. */
export function modelDutiesFaults(body: Partial<ModelDutiesRule>): Faults {
  const faults = [
    ...strangers(body, ['duties', 'roll', 'ladder', 'extension', 'clock', 'escalation', 'bounds'], ''),
    ...strangers(body.duties, modelDutyNames, '/duties'),
    ...rollFaults(body.roll),
    ...openLadderFaults(body.ladder, '/ladder'),
    ...extensionFaults(body.extension),
    ...clockFaults(body.clock),
    ...boundsFaults(body.bounds),
  ];
  const duties: Record<string, unknown> = isRecord(body.duties) ? body.duties : {};
  const own = Object.entries(duties).map(([duty, given]) => [`/duties/${duty}/ladder`, isRecord(given) && given['ladder']]);
  faults.push(...escalationFaults(body.escalation, { '/ladder': body.ladder, ...Object.fromEntries(own) }, 1));
  for (const duty of modelDutyNames) {
    const at = `/duties/${duty}`;
    const given = duties[duty];
    const { term, ladder } = (isRecord(given) ? given : {}) as { term?: Partial<DutyTerm>; ladder?: unknown };
    if (!isInteger(term?.amount, 1, 730) || !BUDGET_UNITS.includes(term.unit!))
      faults.push(
        fault(
          `${at}/term`,
          `Nhập thời hạn: amount (1–730) và unit, một trong: ${BUDGET_UNITS.join(', ')}.`,
          `Give the term: amount (1–730) and unit, one of: ${BUDGET_UNITS.join(', ')}.`,
        ),
      );
    faults.push(...strangers(given, ['term', 'ladder'], at), ...strangers(term, ['amount', 'unit'], `${at}/term`));
    if (ladder !== undefined) faults.push(...openLadderFaults(ladder, `${at}/ladder`));
  }
  return faults;
}

// A score is kept in three digits before the point.
const most = { highestScore: 999, longestSuspensionMonths: 120 } as const satisfies Record<keyof ModelBounds, number>;

function boundsFaults(bounds: unknown): Faults {
  if (bounds === undefined) return [];
  if (!isRecord(bounds)) return [fault('/bounds', 'Các giới hạn là một đối tượng.', 'The bounds are an object.')];
  return [
    ...strangers(bounds, Object.keys(most), '/bounds'),
    ...Object.entries(most)
      .filter(([name, highest]) => bounds[name] !== undefined && !isInteger(bounds[name], 1, highest))
      .map(([name, highest]) =>
        fault(`/bounds/${name}`, `Nhập một số nguyên từ 1 đến ${highest}.`, `Give a whole number from 1 to ${highest}.`),
      ),
  ];
}
