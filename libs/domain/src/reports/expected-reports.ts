import type { AnnualReportRule, ReportingLevel, RuleScope } from '../rules/rule-shapes.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import type { PlainDay } from '../time/plain-day.js';
import { climb } from '../deadlines/climb.js';
import { computeDue, monthDayOf, type DueDay, type NamedDay } from '../deadlines/due-day.js';
import { bodiesOfPath, provincialHolder, type FunctionHolder } from './function-holder.js';

export interface ExpectedReport {
  /** The level of the chain it belongs to, e.g. `commune`. */
  duty: string;
  functionCode: string;
  organisationId: string;
  territoryId: string;
  /** Who receives it, then who stands above, up to the top: the way an escalation climbs. */
  reportsTo: string[];
  dueOn: PlainDay;
  due: DueDay;
  computation: NamedDay;
}

/** Whether a rule concerns the holder of a function; what is not told of the holder is not in a scope that asks for it. */
const isInScope = ({ kinds, territories, organisations }: RuleScope = {}, holder: FunctionHolder): boolean =>
  (!kinds || (holder.kind !== undefined && kinds.includes(holder.kind))) &&
  (!territories || (holder.places ?? []).some((place) => territories.includes(place))) &&
  (!organisations || organisations.includes(holder.organisationId));

/**
 * The expected list of a round (D3.6): commune → district while it exists → province → mass-mobilisation lead → Standing Committee.
 * An organisation whose line has no level above reports to the level's receiving function, else to the next in the chain of functions.
 */
export function expectedReports(
  rule: AnnualReportRule,
  year: number,
  holders: readonly FunctionHolder[],
  calendar?: WorkCalendar,
): ExpectedReport[] {
  const byOrganisation = new Map<string, FunctionHolder[]>();
  for (const holder of holders)
    byOrganisation.set(holder.organisationId, [...(byOrganisation.get(holder.organisationId) ?? []), holder]);
  const provincial = (code: string) => provincialHolder(holders, code)?.organisationId;

  const receiverOf = (organisationId: string): string | null => {
    // One body may hold several functions, e.g. mass mobilisation and propaganda since 03/02/2025.
    const held = byOrganisation.get(organisationId) ?? [];
    const parent = held[0]?.lineParentId;
    if (parent && byOrganisation.has(parent)) return parent;
    const level = rule.levels.find(
      (l) => l.to && held.some((holder) => l.level === holder.level && l.reporters.includes(holder.functionCode)),
    );
    return (level?.to && provincial(level.to)) || null;
  };
  const chainAbove = (organisationId: string, first: string | null): string[] => {
    const chain: string[] = [];
    for (
      let above = first ?? receiverOf(organisationId);
      above && above !== organisationId && !chain.includes(above);
      above = receiverOf(above)
    )
      chain.push(above);
    return chain;
  };

  /** The receiving body, then the path the rule names; without one, the way its reports go. */
  const wayUp = (organisationId: string, first: string | null): string[] => {
    const chain = chainAbove(organisationId, first);
    if (!rule.escalation) return chain;
    return climb(organisationId, chain[0] ?? null, bodiesOfPath(holders, rule.escalation));
  };

  const expectedAt = (level: ReportingLevel): ExpectedReport[] => {
    const computation = { named: monthDayOf(year, level.due), inclusive: level.inclusive, roll: rule.roll };
    const due = computeDue(computation, calendar);
    const to = level.to ? (provincial(level.to) ?? null) : null;
    return holders
      .filter((holder) => holder.level === level.level && level.reporters.includes(holder.functionCode))
      .filter((holder) => isInScope(rule.scope, holder))
      .map((holder) => ({
        duty: level.code,
        functionCode: holder.functionCode,
        organisationId: holder.organisationId,
        territoryId: holder.territoryId,
        reportsTo: wayUp(holder.organisationId, to),
        dueOn: due.dueOn,
        due,
        computation,
      }));
  };
  return rule.levels.flatMap(expectedAt);
}
