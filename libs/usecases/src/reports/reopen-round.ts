import { randomUUID } from 'node:crypto';
import {
  addDays,
  clockOf,
  dependsOnCalendar,
  givenDay,
  ladderOf,
  notFound,
  planLadder,
  refusal,
  stale,
  type Refusal,
} from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { dayOutOfBounds, notAboveAll, notProvided } from '../deadlines/clock-refusals.js';
import { tellOfAct } from '../deadlines/tell-of-act.js';
import { withCalendar } from '../deadlines/with-calendar.js';
import { Clock } from '../ports.js';
import { roundWish } from '../wishes.js';

export interface ReopenRoundInput {
  roundId: string;
  revision: number;
  /** The new due day of whatever was not received. */
  until: string;
  reason: string;
  actor: Actor;
}

/** Opens again, until a day within what the rule allows, everything a round recorded as not received. What was received stays. */
@Injectable()
export class ReopenRound {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({
    roundId,
    revision,
    until,
    reason,
    actor,
  }: ReopenRoundInput): Promise<{ revision: number; reopened: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return withCalendar(this.records, async (tx, calendar) => {
      const round = await tx.rounds.lock(roundId);
      if (!round) return notFound();
      const lost = await tx.obligations.notReceivedOf(roundId);
      if (!lost.length) return nothingLost();
      const deadlines = [...new Set(lost.map(({ deadlineId }) => deadlineId))];
      if (!(await tx.obligations.standsAboveAll(deadlines, actor.post.organisationId, today))) return notAboveAll();
      if (round.revision !== revision) return stale();
      const edition = await tx.rules.byId(round.ruleEditionId);
      const limit = edition && clockOf(edition).reopening;
      if (!limit) return notProvided('reopening');
      const last = addDays(today, limit.maxDays);
      if (until < today || until > last) return dayOutOfBounds('/until', today, last, edition.source);

      const ladder = ladderOf(edition, 'reopened');
      const { id: deadlineId } = await tx.deadlines.onGivenDay(
        {
          id: randomUUID(),
          roundId,
          conferenceId: null,
          duty: 'reopened',
          dueOn: until,
          explanation: givenDay(until),
          ruleEditionId: edition.id,
          dependsOnCalendar: dependsOnCalendar(null, ladder),
        },
        { rungs: planLadder(until, ladder, calendar), now, pastReason: 'plannedBeforeTheDeadlineExisted' },
      );
      const by = signature(actor);
      const ids = lost.map(({ id }) => id);
      const reopened = await tx.obligations.reopen(ids, { deadlineId, body: { toDueOn: until, reason }, at: now, by });
      await tx.clockActs.recordReopenings(ids, { reason, toDueOn: until, at: now, day: today, ...by });
      if (!(await tx.rounds.reopen(roundId)) && !(await tx.rounds.touch(roundId, revision))) return stale();
      await tx.journal.append({
        stream: 'round',
        streamId: roundId,
        kind: 'roundReopened',
        at: now,
        by,
        body: { until, reason, reopened },
      });
      await tx.outbox.wish(roundWish(round), 'roundReopened', now);
      await tellOfAct(tx, {
        obligationIds: ids,
        act: 'dutyReopened',
        key: `round/${round.revision}`,
        rule: { ruleEditionId: edition.id, duty: 'reopened' },
        calendar,
        now,
        today,
      });
      return { revision: revision + 1, reopened };
    });
  }
}

const nothingLost = () =>
  refusal('conflict', {
    vi: 'Kỳ này không có báo cáo nào bị ghi là không nhận được.',
    en: 'Nothing in this round was recorded as not received.',
  });
