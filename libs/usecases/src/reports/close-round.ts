import { dayAt, notFound, refusal, spoken, stale, type PlannedRung, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { notAboveAll } from '../deadlines/clock-refusals.js';
import { Clock } from '../ports.js';
import { roundWish } from '../wishes.js';

export interface CloseRoundInput {
  roundId: string;
  revision: number;
  reason: string;
  actor: Actor;
}

/**
 * Closes a round before its ladders do: what is still owed after its day is recorded as not received. Nobody loses days the rule gives:
 * while somebody still owes and the day has not passed, it is refused. The closing itself is done page by page, as when its day comes.
 */
@Injectable()
export class CloseRound {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ roundId, revision, reason, actor }: CloseRoundInput): Promise<{ revision: number } | Refusal> {
    const now = this.clock.now();
    const today = dayAt(now);
    return this.records.inTransaction(async (tx) => {
      const round = await tx.rounds.lock(roundId);
      if (!round) return notFound();
      const deadlines = await tx.deadlines.openOfRound(roundId);
      const ids = deadlines.map(({ id }) => id);
      if (round.closedOn || ids.length === 0) return closedBefore();
      if (!(await tx.obligations.standsAboveAll(ids, actor.post.organisationId, today))) return notAboveAll();
      if (round.revision !== revision) return stale();
      for (const { id, dueOn } of deadlines) {
        const owed = dueOn >= today ? await tx.obligations.owedUnder(id) : 0;
        if (owed > 0) return stillInTime(owed, dueOn);
      }

      const closing: PlannedRung = { rung: 'close', offsetDays: 0, act: 'close', stepsUp: 0, plannedOn: today, plannedAt: now };
      for (const deadline of deadlines) {
        const day = await tx.deadlines.dayOf(deadline.id);
        await tx.deadlines.replan(deadline, day, { rungs: [closing], now, pastReason: null }, 'closedEarly');
        await tx.journal.append({
          stream: 'deadline',
          streamId: deadline.id,
          kind: 'earlyClosingOrdered',
          at: now,
          by: signature(actor),
          body: { reason, dueOn: deadline.dueOn },
        });
      }
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
const stillInTime = (owed: number, dueOn: string) =>
  refusal('conflict', {
    vi: `Còn ${owed} nhiệm vụ chưa xong mà hạn ${spoken(dueOn)} chưa qua. Chờ hết hạn, hoặc miễn từng nhiệm vụ kèm lý do.`,
    en: `${owed} still owe and their day ${spoken(dueOn)} has not passed. Wait for it, or waive them one by one with a reason.`,
  });
