import { randomUUID } from 'node:crypto';
import { notFound, refusal, stale, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { obligationWish } from '../wishes.js';
import { grants, notAClock, notOwed, notTheGranter } from './clock-refusals.js';

export interface WaiveObligationInput {
  obligationId: string;
  revision: number;
  reason: string;
  actor: Actor;
}

/** What is owed need not be done: said by the head of the receiving body, with the reason. It counts neither as received nor as late. */
@Injectable()
export class WaiveObligation {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({
    obligationId,
    revision,
    reason,
    actor,
  }: WaiveObligationInput): Promise<{ actId: string; revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return this.records.inTransaction(async (tx) => {
      // A conference is locked before its steps, here as where a step is done.
      const conferenceId = await tx.obligations.conferenceOf(obligationId);
      if (conferenceId) await tx.conferences.lock(conferenceId);
      const obligation = await tx.obligations.lock(obligationId, actor.post.postId, today);
      if (!obligation) return notFound();
      if (!grants(obligation, actor)) return notTheGranter();
      if (obligation.revision !== revision) return stale();
      if (obligation.kind === 'answer') return notAClock();
      if (obligation.status !== 'open' && obligation.status !== 'returned') return notOwed();
      if (conferenceId && obligation.duty === 'held') return moveInstead();

      if (!(await tx.obligations.change(obligationId, revision, { status: 'waived' }))) return stale();
      const actId = randomUUID();
      await tx.clockActs.record({
        id: actId,
        kind: 'waiver',
        obligationId,
        reason,
        fromDueOn: obligation.dueOn,
        toDueOn: null,
        at: now,
        day: today,
        ...signature(actor),
      });
      await tx.journal.append({
        stream: 'obligation',
        streamId: obligationId,
        kind: 'dutyWaived',
        at: now,
        by: signature(actor),
        body: { from: obligation.status, to: 'waived', dueOn: obligation.dueOn, reason },
      });
      await tx.answers.lapse([obligationId], { at: now, day: today, by: signature(actor), reason: 'dutyWaived' });
      if (obligation.roundId === null || obligation.kind !== 'report') {
        if (await tx.deadlines.isOnlyFor(obligation.deadlineId, obligationId)) {
          await tx.deadlines.cancelAhead(obligation.deadlineId, now, 'dutyWaived');
          await tx.deadlines.close(obligation.deadlineId, now);
        }
        await tx.outbox.wish(obligationWish(obligation), 'dutyWaived', now);
      }
      if (conferenceId) await tx.conferences.closeIfDone(conferenceId, today);
      return { actId, revision: revision + 1 };
    });
  }
}

const moveInstead = () =>
  refusal('conflict', {
    vi: 'Không miễn việc tổ chức hội nghị; hãy dời ngày hội nghị.',
    en: 'Holding the conference is not waived; move the conference instead.',
  });
