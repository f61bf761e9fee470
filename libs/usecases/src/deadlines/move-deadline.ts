import {
  addDays,
  dependsOnCalendar,
  givenDay,
  extensionLimitsOf,
  ladderOf,
  notFound,
  planLadder,
  planMovedRung,
  stale,
  type Refusal,
} from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { dayOutOfBounds, notAClock, notAboveAll, notProvided } from './clock-refusals.js';
import { followingWish } from './following-wish.js';
import { withCalendar } from './with-calendar.js';

export interface MoveDeadlineInput {
  deadlineId: string;
  /** The plan seen. */
  revision: number;
  dueOn: string;
  reason: string;
  actor: Actor;
}

/**
 * Puts off a due day for everybody who shares it, in one act of whoever stands above them all: one deadline moves, whether five or
 * 100,000 hang on it, and all who still owe are told by its ladder. Both days are kept. Whoever was given a day of its own that is sooner
 * now goes with all the others.
 */
@Injectable()
export class MoveDeadline {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ deadlineId, revision, dueOn, reason, actor }: MoveDeadlineInput): Promise<{ revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return withCalendar(this.records, async (tx, calendar) => {
      const deadline = await tx.deadlines.lock(deadlineId);
      if (!deadline || !(await tx.deadlines.visible(deadlineId, actor.post.postId))) return notFound();
      if (!(await tx.obligations.standsAboveAll([deadlineId], actor.post.organisationId, today))) return notAboveAll();
      if (deadline.revision !== revision || deadline.closedAt) return stale();
      if (deadline.purpose === 'answer') return notAClock();

      const edition = await tx.rules.byId(deadline.ruleEditionId);
      const limits = edition && extensionLimitsOf(edition);
      if (!limits || deadline.conferenceId) return notProvided('extension');
      const [first, last] = [
        addDays(today > deadline.dueOn ? today : deadline.dueOn, 1),
        addDays(deadline.originalDueOn, limits.maxDays),
      ];
      if (dueOn < first || dueOn > last) return dayOutOfBounds('/dueOn', first, last, edition.source);

      const ladder = ladderOf(edition, deadline.duty);
      await tx.deadlines.replan(
        deadline,
        {
          dueOn,
          explanation: givenDay(dueOn),
          computation: null,
          dependsOnCalendar: dependsOnCalendar(null, ladder),
        },
        {
          rungs: [...planLadder(dueOn, ladder, calendar), planMovedRung(dueOn, ladder, now, calendar)],
          now,
          pastReason: 'plannedBeforeTheMove',
        },
        'movedForAll',
      );
      const { id, roundId, duty } = deadline;
      if (roundId)
        await tx.obligations.gatherOwed({ id, roundId, duty, dueOn }, 'movedForAll', { at: now, by: signature(actor) });
      await tx.journal.append({
        stream: 'deadline',
        streamId: deadlineId,
        kind: 'deadlineMoved',
        at: now,
        by: signature(actor),
        body: { from: deadline.dueOn, to: dueOn, reason },
      });
      await tx.outbox.wish(await followingWish(tx, deadline), 'movedForAll', now);
      return { revision: revision + 1 };
    });
  }
}
