import { isRefusal, stale, type Refusal } from '#domain';
import type { Tx } from '#records';
import { calendarOfDuties } from './calendar-of-duties.js';
import type { HeldStep, StepRecorded } from './end-in-transaction.js';
import { heirSeen, takeStep } from './take-step.js';

/**
 * A step whose duties are planned by working days: until they are kept nobody publishes another calendar, and then they are planned again.
 * @throws UnpublishedCalendar
 */
export async function stepByCalendar(tx: Tx, { model, step, actor, at }: HeldStep): Promise<StepRecorded | Refusal> {
  await tx.models.hold([model.id]);
  const taken = takeStep(model, step, actor, at, await calendarOfDuties(tx, model.duties));
  if (isRefusal(taken)) return taken;
  const { to, change, paper, entry, duties } = taken;
  const recorded = await tx.models.record(model, to, change, paper, entry, { duties, heir: heirSeen(model) });
  return recorded ? { taken, revision: recorded.revision } : stale();
}
