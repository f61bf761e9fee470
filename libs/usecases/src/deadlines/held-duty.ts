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
  const { conferenceId = null, modelId = null } = (await tx.obligations.belongsTo(obligationId)) ?? {};
  if (conferenceId) await tx.conferences.lock(conferenceId);
  if (modelId) await tx.models.hold([modelId]);
  const obligation = await tx.obligations.lock(obligationId, actor.post.postId, today);
  if (!obligation) return notFound();
  if (!grants(obligation, actor)) return notTheGranter();
  return obligation.revision === revision ? obligation : stale();
}
