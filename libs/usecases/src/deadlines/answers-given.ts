import type { Tx } from '#records';
import { followingWish } from './following-wish.js';

/** Nobody is waited for under a deadline of answers any more: its rungs ahead are cancelled, and whoever follows it sleeps on to the next. */
export async function answersGiven(tx: Tx, deadlineIds: readonly string[], now: Date): Promise<void> {
  for (const id of [...new Set(deadlineIds)].toSorted()) {
    // Held, so that an answer that comes to be owed meanwhile is seen, or sees that there is no ladder.
    const deadline = (await tx.deadlines.lock(id))!;
    if (await tx.answers.anyOwed(id)) continue;
    await tx.deadlines.cancelAhead(id, now, 'answersGiven');
    await tx.outbox.wish(await followingWish(tx, deadline), 'answersGiven', now);
  }
}
