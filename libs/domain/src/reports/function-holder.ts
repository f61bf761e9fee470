import type { UnitLevel } from '../rules/rule-shapes.js';

/** The holder of a function in one territory on the opening day. */
export interface FunctionHolder {
  functionCode: string;
  organisationId: string;
  territoryId: string;
  level: UnitLevel;
  lineParentId: string | null;
  /** The kind of the organisation. */
  kind?: string;
  /** Its territory and everything that territory lies in. */
  places?: string[];
}

/** Who holds a function of the province; undefined: nobody does that day. */
export const provincialHolder = (holders: readonly FunctionHolder[], functionCode: string): FunctionHolder | undefined =>
  holders.find((holder) => holder.level === 'province' && holder.functionCode === functionCode);

/** The bodies of a path of functions, the lowest first; a function nobody holds is passed over. */
export const bodiesOfPath = (holders: readonly FunctionHolder[], path: readonly string[]): string[] =>
  path.flatMap((functionCode) => provincialHolder(holders, functionCode)?.organisationId ?? []);
