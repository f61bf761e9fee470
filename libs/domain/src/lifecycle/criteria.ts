import { basisCriteria, decisionCriteria, undoingCriteria } from './criteria/decision.js';
import type { Criterion } from './criteria/criterion.js';
import { honourCriteria } from './criteria/honour.js';
import { proposalCriteria } from './criteria/proposal.js';
import { reviewCriteria } from './criteria/review.js';
import { spreadCriteria } from './criteria/spread.js';
import { standingCriteria } from './criteria/standing.js';
import { terminationCriteria } from './criteria/termination.js';

/** Every guard of the machine: a sentence that must be true, its words, and where it is written. */
export const modelCriteria = {
  ...standingCriteria,
  ...proposalCriteria,
  ...reviewCriteria,
  ...terminationCriteria,
  ...decisionCriteria,
  ...undoingCriteria,
  ...basisCriteria,
  ...spreadCriteria,
  ...honourCriteria,
} satisfies Record<string, Criterion>;

export type CriterionName = keyof typeof modelCriteria;

export const criterion = (name: CriterionName): Criterion => modelCriteria[name];
