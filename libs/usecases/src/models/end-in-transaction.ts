import {
  endIsHonourable,
  groundWords,
  isRefusal,
  latestVerdict,
  stale,
  type ModelStep,
  type Refusal,
  type TerminationGround,
  type WorkCalendar,
} from '#domain';
import { OVERTAKEN, readStanding, type FactsQuestion, type ModelStanding, type Tx } from '#records';
import { signature, type Actor } from '../actor.js';
import { calendarOfDuties } from './calendar-of-duties.js';
import { takeStep, type StepTaken } from './take-step.js';

/** A step upon a model as it was read before the transaction. */
export interface HeldStep {
  model: ModelStanding;
  step: ModelStep;
  question: FactsQuestion;
  actor: Actor;
  at: Date;
}

export interface StepRecorded {
  taken: StepTaken;
  revision: number;
}

/** Does the step write more than its own model: the heir of a consolidation, or a nomination that ends with the model? */
export const reachesFurther = (model: ModelStanding, step: ModelStep): boolean =>
  (step === 'terminate' && (groundOf(model) === 'consolidated' || closesTheNomination(model))) ||
  (step === 'annulTermination' && model.facts.end?.ground === 'consolidated');

/** The same as one record, in one transaction with what goes with it. All of it is read again once it is held. */
export async function endInTransaction(tx: Tx, { model, step, question, actor, at }: HeldStep): Promise<StepRecorded | Refusal> {
  const heirId = step === 'terminate' ? (model.facts.heir?.modelId ?? null) : (model.facts.end?.heirId ?? null);
  await tx.models.hold([model.id, ...(heirId ? [heirId] : [])]);
  const seen = await readStanding(tx, question);
  if (!seen || seen === OVERTAKEN || seen.revision !== model.revision) return stale();
  const calendar = await calendarOfDuties(tx, seen.duties);
  const first = takeStep(seen, step, actor, at, calendar);
  if (isRefusal(first)) return first;
  const now =
    step === 'terminate' && closesTheNomination(seen) ? await closeNomination(tx, seen, { question, actor, at, calendar }) : seen;
  const taken = now === seen ? first : takeStep(now, step, actor, at, calendar);
  if (isRefusal(taken)) return taken;
  const recorded = await tx.models.record(now, taken.to, taken.change, taken.paper, taken.entry, { duties: taken.duties });
  if (!recorded) return stale();
  if (heirId) {
    const told = { at, by: signature(actor), decision: decisionTold(taken), onDay: taken.paper!.effectiveOn };
    if (step === 'terminate') await tx.models.bringAlong(heirId, [{ id: model.id, decisionId: taken.paper!.id }], told);
    else await tx.models.giveBack(heirId, model.id, { ...told, undone: taken.paper!.annulsId! });
  }
  return { taken, revision: recorded.revision };
}

/** A nomination has nobody left to honour when the end is not honourable: it is withdrawn first, as a step of its own. */
export async function closeNomination(
  tx: Tx,
  model: ModelStanding,
  { question, actor, at, calendar }: Pick<HeldStep, 'question' | 'actor' | 'at'> & { calendar: WorkCalendar | undefined },
): Promise<ModelStanding> {
  const reason = `Mô hình kết thúc: ${groundWords[groundOf(model)!].vi}`;
  const asked = { ...model, facts: { ...model.facts, input: { fields: { reason } } } };
  const withdrawn = takeStep(asked, 'withdrawNomination', actor, at, calendar);
  if (isRefusal(withdrawn)) throw new Error(`The nomination of ${model.code} cannot be closed: ${withdrawn.words.en}`);
  const { to, change, entry, duties } = withdrawn;
  const recorded = await tx.models.record(model, to, change, null, entry, { duties });
  const again = recorded && (await readStanding(tx, question));
  if (!again || again === OVERTAKEN) throw new Error(`${model.code} moved although it was held`);
  return again;
}

export const closesTheNomination = ({ facts }: ModelStanding): boolean =>
  facts.honours.nominationIsOpen && !endIsHonourable(facts.input?.fields['ground'] as TerminationGround, latestVerdict(facts));

const groundOf = ({ facts }: ModelStanding) => facts.input?.fields['ground'] as TerminationGround | undefined;

export const decisionTold = ({ paper }: StepTaken) => ({
  id: paper!.id,
  number: paper!.number,
  decidedOn: paper!.decidedOn,
  annulsId: paper!.annulsId,
});
