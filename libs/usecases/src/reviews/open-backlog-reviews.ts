import { dayAt, isRefusal, planBacklogRound, UnpublishedCalendar, yearOf, type Refusal } from '#domain';
import type { Tx } from '#records';
import type { Actor } from '../actor.js';
import { unpublishedYear } from '../deadlines/with-calendar.js';
import { BACKLOG_ROUND } from '../wishes.js';
import { openReviews, reviewRuleInForce, type ReviewsOpened } from './open-reviews.js';

export interface BacklogToReview {
  /** Models just taken over from an older register, already in their stage, their journals begun. */
  modelIds: string[];
  now: Date;
  actor: Actor;
}

/**
 * D1.2: every model that ran before it was registered here is reviewed once. One round for all of them, by the terms of the rule in
 * force, inside the transaction that took them over. Models that do not run, or were reviewed already, are left out with the reason.
 */
export async function openBacklogReviews(tx: Tx, { modelIds, now, actor }: BacklogToReview): Promise<ReviewsOpened | Refusal> {
  const today = dayAt(now);
  const edition = await reviewRuleInForce(tx, today);
  if (isRefusal(edition)) return edition;
  try {
    const plan = planBacklogRound(edition.body, today, await tx.workCalendar.published());
    const opened = await openReviews(tx, {
      kind: BACKLOG_ROUND,
      year: yearOf(today),
      edition,
      plan,
      scope: { modelIds },
      now,
      actor,
    });
    if (!opened) throw new Error('a round of the backlog has no natural key, yet it was opened before');
    return opened;
  } catch (error) {
    if (error instanceof UnpublishedCalendar) return unpublishedYear(error.year);
    throw error;
  }
}
