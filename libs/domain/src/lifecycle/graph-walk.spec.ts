import { advance, INITIAL_STAGE, type ModelStage } from '#domain';
import { getShortestPaths, getSimplePaths } from 'xstate/graph';
import { factsThatAllow } from './example-facts.js';
import { modelMachine } from './model-machine.js';
import { type Region, regions, stagesOf } from './stage.js';
import { criteriaOf, type ModelStep, modelStepNames, orderOf } from './steps.js';

/** The machine with every criterion about facts met; those about the stage stay as they are. */
const generous = modelMachine.provide({
  guards: Object.fromEntries(modelStepNames.flatMap((step) => criteriaOf(orderOf(step))).map((name) => [name, () => true])),
});
const startingAt = (stage: ModelStage) => ({
  fromState: generous.resolveState({ value: stage, context: { facts: factsThatAllow('propose'), asking: false } }) as never,
  serializeState: (state: { value: unknown }) => JSON.stringify(state.value) as never,
});
const stepsOf = (region?: Region) =>
  modelStepNames.filter((step) => !region || orderOf(step).region === region).map((type) => ({ type }));

type Walk = { state: { value: unknown }; steps: { state: { value: unknown }; event: { type: string } }[] };

/** Every path the machine knows must be a path of `advance`, stage by stage. */
function compare(paths: Walk[], start: ModelStage): void {
  for (const { steps, state } of paths) {
    let stage = start;
    for (const { event } of steps.filter(({ event: taken }) => taken.type !== 'xstate.init')) {
      const outcome = advance(stage, event.type as ModelStep, factsThatAllow(event.type as ModelStep));
      if (outcome.kind === 'refused') throw new Error(`${event.type} refused in ${JSON.stringify(stage)}`);
      stage = outcome.to;
    }
    expect(stage).toEqual(state.value);
  }
}

describe('libs/domain/lifecycle - every path of the graph', () => {
  it('the shortest way to every reachable stage of the three regions together', () => {
    const paths = getShortestPaths(generous, { ...startingAt(INITIAL_STAGE), events: stepsOf() }) as unknown as Walk[];
    compare(paths, INITIAL_STAGE);
    const reached = new Set(paths.map((path) => JSON.stringify(path.state.value)));
    const all = stagesOf('life').flatMap((life) =>
      stagesOf('spread').flatMap((spread) => stagesOf('honour').map((honour) => ({ life, spread, honour }))),
    );
    // Nobody is commended without being recognised; every other combination happens.
    const missing = all.filter((stage) => !reached.has(JSON.stringify(stage)));
    expect(missing.every(({ life, honour }) => honour === 'commended' && /drafting|proposed|returned|rejected/.test(life))).toBe(
      true,
    );
    expect(missing).toHaveLength(4 * 4);
  });

  it.each(regions)('every simple path of the region %s', (region) => {
    const start: ModelStage = region === 'life' ? INITIAL_STAGE : { ...INITIAL_STAGE, life: 'operating' };
    const paths = getSimplePaths(generous, { ...startingAt(start), events: stepsOf(region) }) as unknown as Walk[];
    compare(paths, start);
    const ends = new Set(paths.map((path) => (path.state.value as ModelStage)[region]));
    expect([...ends].sort()).toEqual([...stagesOf(region)].sort());
  });
});
