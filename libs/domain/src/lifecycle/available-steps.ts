import type { Words } from '../refusals/refusal.js';
import { type Reason, unmetCriteria } from './advance.js';
import { asksOf, type StepAsk } from './asks.js';
import type { ModelFacts } from './facts.js';
import { type StepWarning, warningsOf } from './warnings.js';
import type { ModelStage, Region } from './stage.js';
import { type ModelStep, modelStepNames, orderOf } from './steps.js';

export interface StepChoice {
  step: ModelStep;
  region: Region;
  words: Words;
  source: string;
  /** Nothing but what is asked for (`asks`, the decision) stands between here and the step. */
  allowed: boolean;
  reasons: Reason[];
  needsDecision: boolean;
  asks: StepAsk[];
  /** What forbids nothing, but must be seen. */
  warnings: StepWarning[];
}

/** Every step there is, each with whether it is open now, or every reason why not. What was handed in is not looked at. */
export function availableSteps(stage: ModelStage, facts: ModelFacts): StepChoice[] {
  return modelStepNames.map((step) => {
    const { region, words, source, decision, asks } = orderOf(step);
    const reasons = unmetCriteria(stage, step, { facts, asking: true });
    return {
      step,
      region,
      words,
      source,
      allowed: reasons.length === 0,
      reasons,
      needsDecision: decision === true,
      asks: asksOf(step, asks, facts),
      warnings: warningsOf(step, facts),
    };
  });
}
