import { askedFields } from './asks.js';
import { modelCriteria } from './criteria.js';
import type { Criterion } from './criteria/criterion.js';
import { edgesOf, type LooseGraph, modelGraph, targetsOf } from './model-graph.js';
import { regions, stageWords } from './stage.js';
import { criteriaOf, modelSteps, type StepOrder } from './steps.js';

export interface CheckedModel {
  graph: LooseGraph;
  steps: Record<string, StepOrder>;
  criteria: Record<string, Criterion>;
  stages: Record<string, Record<string, { vi: string; en: string }>>;
}

export const theModel: CheckedModel = {
  graph: modelGraph as LooseGraph,
  steps: modelSteps,
  criteria: modelCriteria,
  stages: stageWords,
};

/** Called at start-up. @throws when the graph has any fault, listing all of them. */
export function checkModelGraph(model: CheckedModel = theModel): void {
  const faults = faultsOf(model);
  if (faults.length > 0) throw new Error(`The model's graph has faults:\n- ${faults.join('\n- ')}`);
}

export const faultsOf = (model: CheckedModel): string[] => [
  ...faultsOfStages(model),
  ...faultsOfSteps(model),
  ...faultsOfDecisions(model),
  ...faultsOfCriteria(model),
];

const said = (words: { vi: string; en: string } | undefined): boolean => !!words?.vi.trim() && !!words.en.trim();

function faultsOfStages({ graph, stages }: CheckedModel): string[] {
  const edges = edgesOf(graph);
  const faults: string[] = [];
  for (const region of new Set([...Object.keys(graph), ...Object.keys(stages), ...regions])) {
    const part = graph[region];
    const named = stages[region];
    if (!part || !named) {
      faults.push(`region ${region} is missing from the graph or from the words`);
      continue;
    }
    const reached = new Set([part.initial]);
    for (const stage of reached)
      Object.values(part.stages[stage]?.on ?? {})
        .flatMap(targetsOf)
        .forEach((target) => reached.add(target));
    for (const stage of new Set([...Object.keys(part.stages), ...Object.keys(named), ...reached])) {
      if (!part.stages[stage]) faults.push(`stage ${region}.${stage} is not in the graph`);
      if (!said(named[stage])) faults.push(`stage ${region}.${stage} has no words`);
      if (!reached.has(stage)) faults.push(`stage ${region}.${stage} cannot be reached`);
      if (!edges.some((edge) => edge.region === region && edge.from === stage))
        faults.push(`stage ${region}.${stage} is dead: no step leaves it`);
    }
  }
  return faults;
}

function faultsOfSteps({ graph, steps, criteria }: CheckedModel): string[] {
  const edges = edgesOf(graph);
  const strangers = edges
    .filter((edge) => !steps[edge.step])
    .map((edge) => `step ${edge.step} leaves ${edge.region}.${edge.from} but is nowhere described`);
  const faults = Object.entries(steps).flatMap(([step, order]) => {
    const own = edges.filter((edge) => edge.step === step);
    const pointers = criteriaOf(order).map((name) => pointerOf(criteria[name]));
    const asked = order.asks.map((ask) => ask.field as string);
    return [
      ...unless(said(order.words), `step ${step} has no words`),
      ...unless(!!order.source?.trim(), `step ${step} has no source`),
      ...unless(own.length > 0, `step ${step} leaves no stage`),
      ...own
        .filter((edge) => edge.region !== order.region)
        .map((edge) => `step ${step} of region ${order.region} leaves a stage of region ${edge.region}`),
      ...criteriaOf(order)
        .filter((name) => !criteria[name])
        .map((name) => `step ${step} needs ${name}, which is no criterion`),
      ...asked
        .filter((field) => !Object.hasOwn(askedFields, field))
        .map((field) => `step ${step} asks for ${field}, which is no field`),
      ...asked
        .filter((field) => !pointers.includes(`/fields/${field}`))
        .map((field) => `step ${step} asks for ${field}, but no criterion reads it`),
      ...pointers
        .filter((pointer) => pointer?.startsWith('/fields/') && !asked.includes(pointer.slice('/fields/'.length)))
        .map((pointer) => `step ${step} judges ${pointer} without asking for it`),
      ...pointers
        .filter((pointer) => pointer?.startsWith('/decision/') && !order.decision)
        .map((pointer) => `step ${step} judges ${pointer} but is no decision`),
    ];
  });
  return [...strangers, ...faults];
}

/** A decision is undone only by another decision, from wherever the first one led to. */
function faultsOfDecisions({ graph, steps }: CheckedModel): string[] {
  const edges = edgesOf(graph);
  return Object.entries(steps).flatMap(([step, order]) => {
    if (order.undoes) {
      return [
        ...unless(order.decision === true, `step ${step} undoes ${order.undoes} but is no decision`),
        ...unless(steps[order.undoes]?.decision === true, `step ${step} undoes ${order.undoes}, which is no decision`),
      ];
    }
    if (order.amends)
      return [
        ...unless(order.decision === true, `step ${step} amends ${order.amends} but is no decision`),
        ...unless(steps[order.amends]?.decision === true, `step ${step} amends ${order.amends}, which is no decision`),
      ];
    if (!order.decision) return [];
    const undoing = Object.keys(steps).filter((name) => steps[name]?.undoes === step);
    return edges
      .filter((edge) => edge.step === step)
      .filter(
        ({ region, to }) => !edges.some((edge) => edge.region === region && edge.from === to && undoing.includes(edge.step)),
      )
      .map(({ region, to }) => `decision ${step} leads to ${region}.${to}, where no other decision undoes it`);
  });
}

function faultsOfCriteria({ steps, criteria }: CheckedModel): string[] {
  const needed = new Set<string>(Object.values(steps).flatMap((order) => criteriaOf(order)));
  return Object.entries(criteria).flatMap(([name, one]) => [
    ...unless(said(one.words), `criterion ${name} has no words`),
    ...unless(!!one.source?.trim(), `criterion ${name} has no source`),
    ...unless(needed.has(name), `criterion ${name} is needed by no step`),
  ]);
}

const unless = (fine: boolean, fault: string): string[] => (fine ? [] : [fault]);
const pointerOf = (one: Criterion | undefined): string | undefined => (one && 'holds' in one ? one.pointer : undefined);
