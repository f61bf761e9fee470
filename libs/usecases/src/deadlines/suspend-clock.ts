import { addDays, clockOf, isRefusal, refusal, spoken, stale, stopClock, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { dayOutOfBounds, notAClock, notOwed, notProvided } from './clock-refusals.js';
import { heldByGranter } from './held-duty.js';
import { moveDueDay } from './move-due-day.js';
import { recordAct } from './record-act.js';
import { withCalendar } from './with-calendar.js';

export interface SuspendClockInput {
  obligationId: string;
  revision: number;
  /** The last day the clock stands. */
  until: string;
  reason: string;
  actor: Actor;
}

/**
 * Stops the clock of a duty for a bounded time: nobody is told of it meanwhile, and the days that were left are given back. It runs again
 * by itself, because the new due day is known at once; both days are kept.
 */
@Injectable()
export class SuspendClock {
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
  }: SuspendClockInput): Promise<{ actId: string; revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return withCalendar(this.records, async (tx, calendar) => {
      const obligation = await heldByGranter(tx, { obligationId, revision, actor }, today);
      if (isRefusal(obligation)) return obligation;
      if (obligation.kind === 'answer') return notAClock();
      if (obligation.status !== 'open' && obligation.status !== 'returned') return notOwed();
      if (today > obligation.dueOn) return ranOut(obligation.dueOn);
      const standing = await tx.clockActs.standing(obligationId, today);
      if (standing) return standsAlready(standing.untilOn);

      const edition = await tx.rules.byId(obligation.ruleEditionId);
      const limit = edition && clockOf(edition).suspension;
      if (!limit) return notProvided('suspension');
      const last = addDays(today, limit.maxDays - (await tx.clockActs.daysStood(obligationId)) - 1);
      if (until < today || until > last) return dayOutOfBounds('/until', today, last, edition.source);

      const stop = stopClock(obligation.dueOn, today, until);
      const deadlineId = await moveDueDay(tx, obligation, { dueOn: stop.toDueOn, cause: 'clockSuspended', calendar, now });
      if (!(await tx.obligations.change(obligationId, revision, { status: obligation.status, moved: { deadlineId, at: now } })))
        return stale();
      const { toDueOn, remainingDays } = stop;
      const body = { fromDueOn: obligation.dueOn, toDueOn, until, remainingDays };
      const actId = await recordAct(
        tx,
        obligation,
        { kind: 'suspension', reason, toDueOn, stop, body },
        { actor, calendar, now, today },
      );
      return { actId, revision: revision + 1 };
    });
  }
}

const ranOut = (dueOn: string) =>
  refusal('conflict', {
    vi: `Hạn ${spoken(dueOn)} đã qua: thời hạn không còn chạy để tạm dừng.`,
    en: `The due day ${spoken(dueOn)} has passed: no clock runs that could be stopped.`,
  });
const standsAlready = (until: string) =>
  refusal('conflict', {
    vi: `Thời hạn đang tạm dừng đến hết ngày ${spoken(until)}.`,
    en: `The clock stands already, until ${spoken(until)}.`,
  });
