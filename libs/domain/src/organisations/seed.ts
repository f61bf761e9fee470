import type { Words } from '../refusals/refusal.js';
import type { PlainDay } from '../time/plain-day.js';
import type { FunctionCode, OrganisationKind, TerritoryLevel } from './kinds.js';
import type { Span } from './span.js';

/** One line of a seed file as it was read: the cells by column, not yet believed. */
export interface SeedRow {
  line: number;
  cells: Record<string, string>;
}

export interface SeedFiles {
  territories: SeedRow[];
  successions: SeedRow[];
  patterns: SeedRow[];
  settings: { homeProvince?: unknown; organisationsWithin?: unknown };
}

/** What stops a seed, and where: `file` and `line` are what a person opens. */
export interface SeedFault {
  file: keyof SeedFiles;
  line: number;
  column: string;
  words: Words;
}

export interface SeedTerritory extends Span {
  line: number;
  key: string;
  level: TerritoryLevel;
  code: string | null;
  name: string;
  unitType: string;
  parentKey: string | null;
  source: string;
}

export interface SeedSuccession {
  line: number;
  predecessorKey: string;
  successorKey: string;
  effectiveOn: PlainDay;
  isDefault: boolean;
  document: string;
}

/** `supervision`: the posts of the body supervise; `+administration`: it also has the administrator's post. */
export type Staff = 'staff' | 'supervision' | 'supervision+administration';

/** Every territory of a level and type has this body while both last. */
export interface OrganisationPattern extends Span {
  line: number;
  kind: OrganisationKind;
  level: TerritoryLevel;
  unitTypes: string[];
  /** `{unit}`: "xã Mỹ Xương" · `{name}`: "Mỹ Xương". */
  nameVi: string;
  nameEn: string;
  functions: FunctionCode[];
  /** Kinds that may stand above it in its line; the nearest territory upwards that has one gives it. */
  lineKinds: OrganisationKind[];
  /** Kinds that take over when it ends, in the same territory or in the one that succeeds it. None: it ends without an heir. */
  successorKinds: OrganisationKind[];
  /** Bodies of one seat share their holders within a territory: a renamed body keeps its people. */
  seat: string;
  staff: Staff;
  scope: 'own' | 'line' | 'territory' | 'all';
  source: string;
}

export interface Seed {
  homeProvinceKey: string;
  organisationsWithin: string[];
  territories: SeedTerritory[];
  successions: SeedSuccession[];
  patterns: OrganisationPattern[];
}
