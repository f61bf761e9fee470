import { dayAt } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { modelReviewRoundWish } from '../wishes.js';

/**
 * Closes every round of reviews in which nothing is left to conclude: what lies ahead of its ladders is cancelled, its workflow ends.
 * Repeating it closes nothing twice. Asked after a conclusion that looked like the last, after a rung, and by the reconciler, since two
 * last conclusions at the same instant do not see each other.
 */
@Injectable()
export class CloseReviewRounds {
  constructor(private readonly records: Records) {}

  async run({ now, roundId }: { now: Date; roundId?: string }): Promise<{ closed: number }> {
    const today = dayAt(now);
    return this.records.inTransaction(async (tx) => {
      const closed = await tx.reviewRounds.closeConcluded(today, now, roundId ?? null);
      for (const round of closed) {
        await tx.journal.append({
          stream: 'round',
          streamId: round.id,
          kind: 'roundClosed',
          at: now,
          by: null,
          body: { on: today, expected: round.expected, concluded: round.concluded },
        });
        await tx.outbox.wish(modelReviewRoundWish(round), 'roundClosed', now);
      }
      return { closed: closed.length };
    });
  }
}
