import { and, not, setup, stateIn } from 'xstate';
import { type CriterionName, criterion, modelCriteria } from './criteria.js';
import { type ConditionName, conditions } from './conditions.js';
import type { FactCriterion } from './criteria/criterion.js';
import type { ModelFacts } from './facts.js';
import { type LooseGraph, modelGraph, type Target } from './model-graph.js';
import { regions, stagesOf } from './stage.js';
import { criteriaOf, type ModelStep, modelSteps, orderOf } from './steps.js';

/** `asking`: nothing was handed in yet, so criteria about what is handed in stay silent. */
export interface StandingContext {
  facts: ModelFacts;
  asking: boolean;
}

type StepEvent = { type: ModelStep };
type GuardArgs = { context: StandingContext; event: StepEvent };

export const meets = (met: FactCriterion, { facts, asking }: StandingContext, step: ModelStep): boolean =>
  (asking && met.pointer !== undefined) || met.holds(facts, orderOf(step).undoes);

const factGuards = Object.fromEntries(
  (Object.keys(modelCriteria) as CriterionName[]).flatMap((name) => {
    const met = criterion(name);
    return 'holds' in met ? [[name, ({ context, event }: GuardArgs) => meets(met, context, event.type)] as const] : [];
  }),
);

/** A criterion about the stage becomes XState's own `stateIn`, so that a walk of the graph honours it too. */
function guardOf(name: CriterionName) {
  const met = criterion(name);
  if ('holds' in met) return name;
  const forbidden = regions.flatMap((region) => (met.notWhile[region] ?? []).map((stage) => not(stateIn({ [region]: stage }))));
  return and(forbidden as never);
}

const guardOfStep = Object.fromEntries(
  Object.entries(modelSteps).map(([step, order]) => [step, and(criteriaOf(order).map(guardOf) as never)]),
);

const conditionGuards = Object.fromEntries(
  (Object.keys(conditions) as ConditionName[]).map((name) => [name, ({ context }: GuardArgs) => conditions[name](context.facts)]),
);

/** The first that may be taken is: with the condition, then without. */
const transitionOf = (step: string, target: Target) =>
  typeof target === 'string'
    ? { target, guard: guardOfStep[step] }
    : [
        { target: target.leads, guard: and([guardOfStep[step], target.when] as never) },
        { target: target.otherwise, guard: guardOfStep[step] },
      ];

const regionConfig = ([region, { initial, stages }]: [string, LooseGraph[string]]) => [
  region,
  {
    initial,
    states: Object.fromEntries(
      Object.entries(stages).map(([stage, { on }]) => [
        stage,
        { on: Object.fromEntries(Object.entries(on).map(([step, target]) => [step, transitionOf(step, target)])) },
      ]),
    ),
  },
];

/** The graph as an XState machine; only ever used through `resolveState`, `can` and `transition`, never as an actor. */
export const modelMachine = setup({
  types: { context: {} as StandingContext, events: {} as StepEvent, input: {} as StandingContext },
  guards: { ...factGuards, ...conditionGuards },
}).createMachine({
  id: 'model',
  type: 'parallel',
  context: ({ input }) => input,
  states: Object.fromEntries(Object.entries(modelGraph as LooseGraph).map(regionConfig)) as Record<string, object>,
});

export const knowsStage = (stage: Record<string, string>): boolean =>
  regions.every((region) => (stagesOf(region) as string[]).includes(stage[region] ?? ''));
