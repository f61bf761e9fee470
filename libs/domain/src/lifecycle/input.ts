import { plainDay, type PlainDay } from '../time/plain-day.js';
import {
  groundWords,
  type NomineeKind,
  nomineeKindWords,
  type TerminationGround,
  type Verdict,
  verdictWords,
} from './choices.js';
import type { PlannedTarget } from '../replications/plan-places.js';
import { type ReplicationOutcome, replicationOutcomeWords } from '../replications/target.js';
import type { ModelFacts } from './facts.js';

/** What was handed in, read with suspicion: a value of the wrong kind reads as absent. */
const field = ({ input }: ModelFacts, name: string): unknown => input?.fields[name];

export const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

export function isDay(value: unknown): value is PlainDay {
  if (typeof value !== 'string') return false;
  try {
    return plainDay(value).toString() === value;
  } catch {
    return false;
  }
}

export const textOf = (facts: ModelFacts, name: string): string | null => {
  const value = field(facts, name);
  return isText(value) ? value : null;
};

export const dayOf = (facts: ModelFacts, name: string): PlainDay | null => {
  const value = field(facts, name);
  return isDay(value) ? value : null;
};

export const numberOf = (facts: ModelFacts, name: string): number | null => {
  const value = field(facts, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** The places of a plan, each as `{ territoryId, organisationId?, function? }`. */
export const targetsOf = (facts: ModelFacts, name: string): PlannedTarget[] | null => {
  const value = field(facts, name);
  return Array.isArray(value) && value.every(isTarget) ? value : null;
};

const isTarget = (value: unknown): value is PlannedTarget =>
  typeof value === 'object' && value !== null && isText((value as { territoryId?: unknown }).territoryId);

const choice =
  <C extends string>(words: Record<C, unknown>) =>
  (facts: ModelFacts, name: string): C | null => {
    const value = field(facts, name);
    return typeof value === 'string' && Object.hasOwn(words, value) ? (value as C) : null;
  };

export const verdictOf: (facts: ModelFacts, name: string) => Verdict | null = choice(verdictWords);
export const groundOf: (facts: ModelFacts, name: string) => TerminationGround | null = choice(groundWords);
export const replicationOutcomeOf: (facts: ModelFacts, name: string) => ReplicationOutcome | null =
  choice(replicationOutcomeWords);
export const nomineeKindOf: (facts: ModelFacts, name: string) => NomineeKind | null = choice(nomineeKindWords);
/** Was anything handed in under the name? */
export const isGiven = (facts: ModelFacts, name: string): boolean =>
  field(facts, name) !== undefined && field(facts, name) !== null;
