import type { ModelFacts } from './facts.js';

/** What decides between two targets of one step. Not a criterion: either answer is fine. */
export const conditions = {
  /** Beside the nomination that is open. */
  anEarlierCommendationStands: ({ honours }) => honours.standing > 0,
  /** Beside the one that is taken back. */
  anotherCommendationStands: ({ honours }) => honours.standing > 1,
} satisfies Record<string, (facts: ModelFacts) => boolean>;

export type ConditionName = keyof typeof conditions;
