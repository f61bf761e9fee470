import { isRefusal, stale, targetDeeds, type ModelStep, type Refusal } from '#domain';
import type { ModelStanding, Tx } from '#records';
import { signature } from '../actor.js';
import { calendarOfDuties } from './calendar-of-duties.js';
import { dutiesAfterPlace } from './duties-after.js';
import type { HeldStep, StepRecorded } from './end-in-transaction.js';
import { heirSeen, takeStep } from './take-step.js';

const takesOrReleases = new Set<ModelStep>(['propose', 'resubmit', 'withdrawProposal', 'rejectProposal', 'annulRejection']);

/** Does the step of a copy change whom its parent waits for? Whoever took the model up owes the parent a copy until it is proposed. */
export const movesItsPlace = ({ facts }: ModelStanding, step: ModelStep): boolean =>
  facts.parentage !== null && takesOrReleases.has(step);

/**
 * The step of a copy, and what its parent is owed now that the place has its copy or has lost it, in one transaction.
 * @throws UnpublishedCalendar
 */
export async function stepOfACopy(tx: Tx, { model, step, question, actor, at }: HeldStep): Promise<StepRecorded | Refusal> {
  await tx.models.hold([model.id]);
  const taken = takeStep(model, step, actor, at, await calendarOfDuties(tx, model.duties));
  if (isRefusal(taken)) return taken;
  const { to, change, paper, entry, duties } = taken;
  const recorded = await tx.models.record(model, to, change, paper, entry, { duties, heir: heirSeen(model) });
  if (!recorded) return stale();
  const parent = change.place && (await tx.replications.parentOf(model.id, question.day));
  if (change.place && parent) {
    const { deed } = change.place;
    const said = 'reason' in change.place ? change.place.reason : undefined;
    const owed = dutiesAfterPlace(
      parent,
      { name: deed, words: targetDeeds[deed].words, said },
      parent.duties.places,
      question.day,
      await calendarOfDuties(tx, parent.duties),
    );
    if (owed) await tx.replications.changeDuties(parent.id, owed, { at, by: signature(actor) });
  }
  return { taken, revision: recorded.revision };
}
