import { chooseRungs, dayAt } from '#domain';
import { Records, remindUnits, type DeadlineRow, type Tx } from '#records';
import { Injectable } from '@nestjs/common';
import { deliverWish } from '../wishes.js';

export interface FireRungInput {
  rung: { deadlineId: string; revision: number; rung: string };
  /** The workflow's time. */
  now: Date;
}

/**
 * Fires what is due of one deadline: one notice to everybody who still owes, missed rungs collapsed into it, then the closing.
 * One transaction; repeated, late or for an old revision it does nothing.
 */
@Injectable()
export class FireRung {
  constructor(private readonly records: Records) {}

  async run({ rung: { deadlineId, revision }, now }: FireRungInput): Promise<void> {
    await this.records.inTransaction(async (tx) => {
      const deadline = await tx.deadlines.lock(deadlineId);
      if (!deadline || deadline.revision !== revision) return;
      const ahead = await tx.deadlines.ahead(deadlineId, revision);
      const { fire, collapse, close } = chooseRungs(ahead, now);
      const rung = ahead.find((candidate) => candidate.rung === fire);
      if (rung) await this.notify(tx, deadline, rung, collapse, now);
      if (close) await this.close(tx, deadline, close, now);
    });
  }

  private async notify(
    tx: Tx,
    deadline: DeadlineRow,
    { rung, act, stepsUp }: { rung: string; act: string; stepsUp: number },
    collapse: string[],
    now: Date,
  ) {
    const { id: deadlineId, revision } = deadline;
    const told = await remindUnits(tx, {
      deadlineId,
      revision,
      rung,
      act,
      stepsUp: act === 'escalate' ? stepsUp : 0,
      day: dayAt(now),
      at: now,
    });
    await tx.deadlines.settle(deadlineId, revision, [rung], 'fired', now, null, told.notices);
    await tx.deadlines.settle(deadlineId, revision, collapse, 'collapsed', now, `collapsedInto ${rung}`);
    await tx.journal.append({
      stream: 'deadline',
      streamId: deadlineId,
      kind: 'rungFired',
      at: now,
      by: null,
      body: { rung, act, revision, collapsed: collapse, ...told },
    });
    if (told.digests > 0) await tx.outbox.wish(deliverWish(), 'rungFired', now);
  }

  private async close(tx: Tx, { id: deadlineId, revision, roundId }: DeadlineRow, rung: string, now: Date) {
    const today = dayAt(now);
    const notReceived = await tx.obligations.closeOwed(deadlineId, today, now);
    await tx.deadlines.settle(deadlineId, revision, [rung], 'fired', now, null);
    await tx.deadlines.close(deadlineId, now);
    await tx.journal.append({
      stream: 'deadline',
      streamId: deadlineId,
      kind: 'deadlineClosed',
      at: now,
      by: null,
      body: { rung, revision, notReceived },
    });
    if (roundId && (await tx.rounds.closeIfDone(roundId, today)))
      await tx.journal.append({
        stream: 'round',
        streamId: roundId,
        kind: 'roundClosed',
        at: now,
        by: null,
        body: { on: today },
      });
  }
}
