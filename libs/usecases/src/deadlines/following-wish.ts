import type { DeadlineRow, Tx, Wish } from '#records';
import { deadlineWish } from '../wishes.js';

/** The workflow that follows a deadline. */
export async function followingWish(tx: Tx, { roundId, conferenceId, modelId }: DeadlineRow): Promise<Wish> {
  return deadlineWish({ round: roundId ? await tx.rounds.find(roundId) : null, conferenceId, modelId });
}
