import { randomUUID } from 'node:crypto';
import { addDays, clockOf, notFound, refusal, stale, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { dayOutOfBounds, grants, notProvided, notTheGranter } from './clock-refusals.js';
import { moveDueDay } from './move-due-day.js';
import { withCalendar } from './with-calendar.js';

export interface ReopenObligationInput {
  obligationId: string;
  revision: number;
  /** The new due day. */
  until: string;
  reason: string;
  actor: Actor;
}

/** What was closed as not received, or waived, is owed again until a day within what the rule allows; a closed round opens with it. */
@Injectable()
export class ReopenObligation {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({
    obligationId,
    revision,
    until,
    reason,
    actor,
  }: ReopenObligationInput): Promise<{ actId: string; revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return withCalendar(this.records, async (tx, calendar) => {
      const obligation = await tx.obligations.lock(obligationId, actor.post.postId, today);
      if (!obligation) return notFound();
      if (!grants(obligation, actor)) return notTheGranter();
      if (obligation.revision !== revision) return stale();
      if (obligation.status !== 'notReceived' && obligation.status !== 'waived') return notClosed();
      if (obligation.kind === 'modelDuty' && (await tx.obligations.owedAgain(obligationId))) return owedAgain();

      const edition = await tx.rules.byId(obligation.ruleEditionId);
      const limit = edition && clockOf(edition).reopening;
      if (!limit) return notProvided('reopening');
      const last = addDays(today, limit.maxDays);
      if (until < today || until > last) return dayOutOfBounds('/until', today, last, edition.source);

      const deadlineId = await moveDueDay(tx, obligation, { dueOn: until, cause: 'dutyReopened', calendar, now });
      const days = { fromDueOn: obligation.dueOn, toDueOn: until };
      await tx.obligations.reopen([obligationId], { deadlineId, body: { ...days, reason }, at: now, by: signature(actor) });
      const actId = randomUUID();
      await tx.clockActs.record({
        id: actId,
        kind: 'reopening',
        obligationId,
        reason,
        ...days,
        at: now,
        day: today,
        ...signature(actor),
      });
      if (obligation.kind === 'report' && obligation.roundId && (await tx.rounds.reopen(obligation.roundId)))
        await tx.journal.append({
          stream: 'round',
          streamId: obligation.roundId,
          kind: 'roundReopened',
          at: now,
          by: signature(actor),
          body: { obligationId, until, reason },
        });
      if (obligation.conferenceId) await tx.conferences.reopen(obligation.conferenceId);
      return { actId, revision: revision + 1 };
    });
  }
}

const notClosed = () =>
  refusal('conflict', {
    vi: 'Chỉ mở lại nhiệm vụ đã ghi là không nhận được hoặc đã được miễn.',
    en: 'Only what was recorded as not received, or waived, is reopened.',
  });
const owedAgain = () =>
  refusal('conflict', {
    vi: 'Mô hình đang có nhiệm vụ này rồi.',
    en: 'The model owes this duty already.',
  });
