import {
  isRefusal,
  notFound,
  orderOf,
  refusal,
  stale,
  type DecisionRecord,
  type ModelStage,
  type ModelStep,
  type Refusal,
  type StepWarning,
} from '#domain';
import {
  ModelsRepository,
  ONE_DECISION_A_NUMBER,
  OVERTAKEN,
  readStanding,
  Records,
  violates,
  type ModelChange,
  type FactsQuestion,
  type ModelStanding,
} from '#records';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { refusingUnpublished } from '../deadlines/with-calendar.js';
import { Clock } from '../ports.js';
import { CloseReviewRounds } from '../reviews/close-review-rounds.js';
import { planByCalendar } from './calendar-of-duties.js';
import { endInTransaction, reachesFurther } from './end-in-transaction.js';
import { stepByCalendar } from './step-by-calendar.js';
import { movesItsPlace, stepOfACopy } from './step-of-a-copy.js';
import { readStepInput } from './step-input.js';
import { postMayNot, stepRoles } from './step-policy.js';
import { heirSeen, misshapen, nextFrom, numberIsTaken, takeStep, unmetOf, type StepTaken } from './take-step.js';

export interface AdvanceModelInput {
  modelId: string;
  /** The revision the sender saw. */
  revision: number;
  step: ModelStep;
  /** The answers to what the step asks for. */
  fields: Record<string, unknown>;
  /** The paper, where the step is a decision. */
  decision?: DecisionRecord;
  actor: Actor;
}

export interface ModelAdvanced {
  id: string;
  code: string;
  step: ModelStep;
  from: ModelStage;
  stage: ModelStage;
  decisionId: string | null;
  /** What the graph leads to from here; `GET …/steps` says which of it is allowed, and why not. */
  next: ModelStep[];
  /** What did not forbid the step, but must be seen; kept in the journal and with the decision. */
  warnings: StepWarning[];
  revision: number;
}

/**
 * A model takes one step, or is refused with every reason why not. Two round trips: one statement reads where it stands, one writes
 * everything by compare-and-set, or nothing when the model, or what the step rests on, moved on between the two. Where the rule plans
 * duties by working days, or where it changes what another model is owed, it is one transaction with what goes with it.
 */
@Injectable()
export class AdvanceModel {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ modelId, revision, step, fields, decision, actor }: AdvanceModelInput): Promise<ModelAdvanced | Refusal> {
    const at = this.clock.now();
    const day = this.clock.today();
    const order = orderOf(step);
    if (!stepRoles[step].includes(actor.post.role)) return postMayNot(order.words, stepRoles[step]);
    const read = readStepInput(step, fields, decision);
    if ('faults' in read) return misshapen(read.faults);

    const model = await readStanding(this.records.sql, { modelId, postId: actor.post.postId, day, input: read.input });
    if (!model) return notFound();
    if (model === OVERTAKEN || model.revision !== revision) return stale();
    const question = { modelId, postId: actor.post.postId, day, input: read.input };
    const deed = { model, step, question, actor, at };
    const inTransaction = transactionOf(model, step);
    if (inTransaction)
      return onePaperANumber(read.input.decision, async () => {
        const made = await refusingUnpublished(() => this.records.inTransaction((tx) => inTransaction(tx, deed)));
        if (isRefusal(made)) return made.code === 'stale' ? this.overtaken(model, step, question) : made;
        await this.closeTheRound(model, made.taken.change, at);
        return told(model, step, made.taken, made.revision);
      });

    const taken = takeStep(model, step, actor, at);
    if (isRefusal(taken)) return taken;
    return onePaperANumber(read.input.decision, async () => {
      const recorded = await new ModelsRepository(this.records.sql).record(
        model,
        taken.to,
        taken.change,
        taken.paper,
        taken.entry,
        { duties: taken.duties, heir: heirSeen(model), key: this.records.keyOfDeed() },
      );
      if (!recorded) return this.overtaken(model, step, question);
      await this.closeTheRound(model, taken.change, at);
      return told(model, step, taken, recorded.revision);
    });
  }

  /** Nothing was written: the model moved on, or another came first where only one can be; then what is now unmet is said. */
  private async overtaken(seen: ModelStanding, step: ModelStep, question: FactsQuestion): Promise<Refusal> {
    const now = await readStanding(this.records.sql, question);
    if (!now || now === OVERTAKEN || now.revision !== seen.revision) return stale();
    return unmetOf(now, step) ?? stale();
  }

  /** The last conclusion of a round closes it, in a transaction of its own: should that fail, the reconciler does it. */
  private async closeTheRound({ duties }: ModelStanding, { review }: ModelChange, now: Date): Promise<void> {
    const roundId = duties?.review?.isTheLast ? duties.review.roundId : null;
    if (roundId && review && 'set' in review && (review.set.concludedOn ?? review.set.cancelledOn))
      await new CloseReviewRounds(this.records).run({ now, roundId });
  }
}

/** Null: the two statements are enough. */
function transactionOf(model: ModelStanding, step: ModelStep) {
  if (reachesFurther(model, step)) return endInTransaction;
  if (movesItsPlace(model, step)) return stepOfACopy;
  return planByCalendar(model.duties) ? stepByCalendar : null;
}

const told = (model: ModelStanding, step: ModelStep, { to, paper, warnings }: StepTaken, revision: number): ModelAdvanced => ({
  id: model.id,
  code: model.code,
  step,
  from: model.stage,
  stage: to,
  decisionId: paper?.id ?? null,
  next: nextFrom(to),
  warnings,
  revision,
});

/** Two papers with one number, recorded at the same instant: the index lets one through. */
export async function onePaperANumber<T>(decision: DecisionRecord | undefined, deed: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await deed();
  } catch (error) {
    if (!decision || !violates(error, ONE_DECISION_A_NUMBER)) throw error;
    const taken = numberIsTaken(decision);
    return refusal('conflict', taken.words, [taken]);
  }
}
