import { dayAt, notFound, refusal, stale, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { notAboveAll } from '../deadlines/clock-refusals.js';
import { closeEarly } from '../deadlines/close-early.js';
import { withCalendar } from '../deadlines/with-calendar.js';
import { Clock } from '../ports.js';
import { roundWish } from '../wishes.js';

export interface CloseRoundInput {
  roundId: string;
  revision: number;
  reason: string;
  actor: Actor;
}

/** Closes a round before its ladders do: what is still owed after its day is recorded as not received; see `closeEarly`. */
@Injectable()
export class CloseRound {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ roundId, revision, reason, actor }: CloseRoundInput): Promise<{ revision: number } | Refusal> {
    const now = this.clock.now();
    const today = dayAt(now);
    return withCalendar(this.records, async (tx, calendar) => {
      const round = await tx.rounds.lock(roundId);
      if (!round) return notFound();
      const deadlines = await tx.deadlines.openOfRound(roundId);
      const ids = deadlines.map(({ id }) => id);
      if (round.closedOn || ids.length === 0) return closedBefore();
      if (!(await tx.obligations.standsAboveAll(ids, actor.post.organisationId, today))) return notAboveAll();
      if (round.revision !== revision) return stale();
      const refused = await closeEarly(tx, deadlines, { reason, actor, calendar, now, today });
      if (refused) return refused;
      if (!(await tx.rounds.touch(roundId, revision))) return stale();
      await tx.journal.append({
        stream: 'round',
        streamId: roundId,
        kind: 'earlyClosingOrdered',
        at: now,
        by: signature(actor),
        body: { reason, deadlines: ids.length },
      });
      await tx.outbox.wish(roundWish(round), 'closedEarly', now);
      return { revision: revision + 1 };
    });
  }
}

const closedBefore = () => refusal('conflict', { vi: 'Kỳ này đã đóng.', en: 'The round is closed already.' });
