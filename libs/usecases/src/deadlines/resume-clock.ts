import { addDays, isRefusal, refusal, runAgain, stale, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { notOwed } from './clock-refusals.js';
import { heldByGranter } from './held-duty.js';
import { moveDueDay } from './move-due-day.js';
import { recordAct } from './record-act.js';
import { withCalendar } from './with-calendar.js';

export interface ResumeClockInput {
  obligationId: string;
  revision: number;
  reason: string;
  actor: Actor;
}

/** Lets a clock that stands run again sooner than was said: what was left on the day it stopped is left today. */
@Injectable()
export class ResumeClock {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ obligationId, revision, reason, actor }: ResumeClockInput): Promise<{ actId: string; revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return withCalendar(this.records, async (tx, calendar) => {
      const obligation = await heldByGranter(tx, { obligationId, revision, actor }, today);
      if (isRefusal(obligation)) return obligation;
      if (obligation.status !== 'open' && obligation.status !== 'returned') return notOwed();
      const standing = await tx.clockActs.standing(obligationId, today);
      if (!standing) return runs();

      // A day given while it stood, as by an extension that was granted, is not taken back by letting the clock run.
      const isGivenSince = obligation.dueOn !== runAgain(standing, addDays(standing.untilOn, 1));
      const toDueOn = isGivenSince ? obligation.dueOn : runAgain(standing, today);
      const deadlineId = isGivenSince
        ? null
        : await moveDueDay(tx, obligation, { dueOn: toDueOn, cause: 'clockResumed', calendar, now });
      const change = { status: obligation.status, ...(deadlineId && { moved: { deadlineId, at: now } }) };
      if (!(await tx.obligations.change(obligationId, revision, change))) return stale();
      const body = { fromDueOn: obligation.dueOn, toDueOn, remainingDays: standing.remainingDays };
      const resumed = { kind: 'resumption', reason, toDueOn, endsId: standing.id, body } as const;
      const actId = await recordAct(tx, obligation, resumed, { actor, calendar, now, today });
      return { actId, revision: revision + 1 };
    });
  }
}

const runs = () => refusal('conflict', { vi: 'Thời hạn không tạm dừng.', en: 'The clock does not stand.' });
