import { notFound, stale, type PlainDay, type Refusal } from '#domain';
import type { LockedObligation, Tx } from '#records';
import type { Actor } from '../actor.js';
import { grants, notTheGranter } from './clock-refusals.js';

interface Asked {
  obligationId: string;
  revision: number;
  actor: Actor;
}

/**
 * The duty an act upon its clock is about, held until the transaction ends, for whoever may act on it; or why not. What it belongs to is
 * held first, here as where a step is done, so that no two wait for each other.
 */
export async function heldByGranter(
  tx: Tx,
  { obligationId, revision, actor }: Asked,
  today: PlainDay,
): Promise<LockedObligation | Refusal> {
  const under = await tx.obligations.belongsTo(obligationId);
  if (under?.conferenceId) await tx.conferences.lock(under.conferenceId);
  if (under?.modelId) await tx.models.hold([under.modelId]);
  // Its day may move with it, and whoever closes that day holds it before what hangs on it. The day of a round is left as it is.
  if (under && !under.roundId) await tx.deadlines.lock(under.deadlineId);
  const obligation = await tx.obligations.lock(obligationId, actor.post.postId, today);
  if (!obligation) return notFound();
  if (!grants(obligation, actor)) return notTheGranter();
  return obligation.revision === revision ? obligation : stale();
}
