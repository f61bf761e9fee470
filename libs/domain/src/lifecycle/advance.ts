import { transition } from 'xstate';
import type { Words } from '../refusals/refusal.js';
import { type CriterionName, criterion } from './criteria.js';
import type { Criterion } from './criteria/criterion.js';
import type { ModelFacts } from './facts.js';
import { modelEdges } from './model-graph.js';
import { knowsStage, meets, modelMachine, type StandingContext } from './model-machine.js';
import { type ModelStage, type Region, regions, stageWords } from './stage.js';
import { criteriaOf, type ModelStep, orderOf } from './steps.js';

/** One unmet criterion. Shaped so that it fits a refusal's `errors` as it is. */
export type Reason = {
  criterion: CriterionName | 'stepBelongsToStage';
  words: Words;
  source: string;
  /** JSON pointer to the part of the input that is to blame. */
  pointer?: string;
};

export type Advance =
  | { kind: 'advanced'; from: ModelStage; to: ModelStage; step: ModelStep; region: Region }
  | { kind: 'refused'; from: ModelStage; step: ModelStep; reasons: Reason[] };

/** Where one step leads from one stage on one day, or every reason why not. Writes nothing, asks no clock. */
export function advance(stage: ModelStage, step: ModelStep, facts: ModelFacts): Advance {
  const standing: StandingContext = { facts, asking: false };
  const here = stand(stage, standing);
  const reasons = unmetCriteria(stage, step, standing);
  if (here.can({ type: step }) !== (reasons.length === 0)) {
    throw new Error(
      `The machine and the criteria disagree on "${step}": ${reasons.map((reason) => reason.criterion).join(', ')}`,
    );
  }
  const from = { ...stage };
  if (reasons.length > 0) return { kind: 'refused', from, step, reasons };
  const [there] = transition(modelMachine, here, { type: step });
  return { kind: 'advanced', from, to: { ...(there.value as ModelStage) }, step, region: orderOf(step).region };
}

/** The model standing in a stage, rebuilt from its three words. */
export function stand(stage: ModelStage, standing: StandingContext) {
  if (!knowsStage(stage)) throw new Error(`No such stage: ${JSON.stringify(stage)}`);
  const { life, spread, honour } = stage;
  return modelMachine.resolveState({ value: { life, spread, honour }, context: standing });
}

export function unmetCriteria(stage: ModelStage, step: ModelStep, standing: StandingContext): Reason[] {
  const order = orderOf(step);
  const unmet = criteriaOf(order).flatMap((name) => {
    const one = criterion(name);
    return isMet(one, stage, step, standing) ? [] : [reasonOf(name, one)];
  });
  return stagesThatAllow(step).includes(stage[order.region]) ? unmet : [stepBelongsToStage(step), ...unmet];
}

const isMet = (one: Criterion, stage: ModelStage, step: ModelStep, standing: StandingContext): boolean =>
  'holds' in one
    ? meets(one, standing, step)
    : regions.every((region) => !(one.notWhile[region] as string[] | undefined)?.includes(stage[region]));

const reasonOf = (name: CriterionName, one: Criterion): Reason => ({
  criterion: name,
  words: one.words,
  source: one.source,
  ...('holds' in one && one.pointer ? { pointer: one.pointer } : {}),
});

const stagesThatAllow = (step: ModelStep): string[] => modelEdges.filter((edge) => edge.step === step).map((edge) => edge.from);

function stepBelongsToStage(step: ModelStep): Reason {
  const { region, words, source } = orderOf(step);
  const stages = stageWords[region] as Record<string, Words>;
  const named = (language: keyof Words) =>
    stagesThatAllow(step)
      .map((stage) => `“${stages[stage]?.[language]}”`)
      .join(', ');
  return {
    criterion: 'stepBelongsToStage',
    words: {
      vi: `Bước “${words.vi}” chỉ thực hiện khi mô hình ở trạng thái: ${named('vi')}`,
      en: `The step “${words.en}” is possible only while the model is: ${named('en')}`,
    },
    source,
  };
}
