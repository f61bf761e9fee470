import { BUDGET_UNITS } from '../calendar/read-calculation.js';
import { modelDutyNames } from '../lifecycle/duties.js';
import { clockFaults } from './check-clock.js';
import { extensionFaults, fault, isInteger, isRecord, openLadderFaults, rollFaults, strangers, type Faults } from './faults.js';
import type { DutyTerm, ModelDutiesRule } from './rule-shapes.js';

/** Every duty a model can owe has its term; a forgotten one would be owed for ever. */
export function modelDutiesFaults(body: Partial<ModelDutiesRule>): Faults {
  const faults = [
    ...strangers(body, ['duties', 'roll', 'ladder', 'extension', 'clock'], ''),
    ...strangers(body.duties, modelDutyNames, '/duties'),
    ...rollFaults(body.roll),
    ...openLadderFaults(body.ladder, '/ladder'),
    ...extensionFaults(body.extension),
    ...clockFaults(body.clock),
  ];
  const duties: Record<string, unknown> = isRecord(body.duties) ? body.duties : {};
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
