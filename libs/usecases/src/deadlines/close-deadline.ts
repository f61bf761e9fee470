import { notFound, stale, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { notAboveAll } from './clock-refusals.js';
import { closeEarly } from './close-early.js';
import { followingWish } from './following-wish.js';
import { withCalendar } from './with-calendar.js';

export interface CloseDeadlineInput {
  deadlineId: string;
  /** The plan seen. */
  revision: number;
  reason: string;
  actor: Actor;
}

/**
 * Closes one day before its ladder does, for everybody who still owes under it: an act of whoever stands above them all. The last day of a
 * round closes the round with it. See `closeEarly`.
 */
@Injectable()
export class CloseDeadline {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ deadlineId, revision, reason, actor }: CloseDeadlineInput): Promise<{ revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return withCalendar(this.records, async (tx, calendar) => {
      const deadline = await tx.deadlines.lock(deadlineId);
      if (!deadline || !(await tx.deadlines.visible(deadlineId, actor.post.postId))) return notFound();
      if (!(await tx.obligations.standsAboveAll([deadlineId], actor.post.organisationId, today))) return notAboveAll();
      if (deadline.revision !== revision || deadline.closedAt) return stale();
      const refused = await closeEarly(tx, [deadline], { reason, actor, calendar, now, today });
      if (refused) return refused;
      await tx.outbox.wish(await followingWish(tx, deadline), 'closedEarly', now);
      return { revision: revision + 1 };
    });
  }
}
