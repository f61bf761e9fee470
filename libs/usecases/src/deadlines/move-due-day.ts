import { randomUUID } from 'node:crypto';
import {
  dayAt,
  dependsOnCalendar,
  givenDay,
  ladderOf,
  planLadder,
  type PlainDay,
  type RungCause,
  type WorkCalendar,
} from '#domain';
import type { LockedObligation, RungPlan, Tx } from '#records';
import { obligationWish } from '../wishes.js';

interface Move {
  dueOn: PlainDay;
  /** What moves it, e.g. `extensionGranted`. */
  cause: RungCause;
  calendar: WorkCalendar;
  now: Date;
}

/**
 * Gives one obligation another due day and returns the deadline it hangs on from now. A day that others share stays theirs: the obligation
 * goes to the deadline of its round on the new day, or to one of its own. A deadline that is its own is planned again. Rungs already past
 * are settled at once: people are told by the act itself (`tellOfAct`).
 */
export async function moveDueDay(tx: Tx, obligation: LockedObligation, { dueOn, cause, calendar, now }: Move): Promise<string> {
  const { roundId, conferenceId, modelId } = obligation;
  const edition = await tx.rules.byId(obligation.ruleEditionId);
  if (!edition) throw new Error(`obligation ${obligation.id} without its rule edition ${obligation.ruleEditionId}`);
  const ladder = ladderOf(edition, obligation.duty);
  // A day that has passed already was granted late: then the last of what was missed is told, or nobody above would ever hear of it.
  const pastReason = dueOn < dayAt(now) ? null : 'plannedBeforeTheDeadlineExisted';
  const plan: RungPlan = { rungs: planLadder(dueOn, ladder, calendar), now, pastReason };
  const day = { dueOn, explanation: givenDay(dueOn), dependsOnCalendar: dependsOnCalendar(null, ladder) };
  const inRound = obligation.kind === 'report' ? roundId : null;
  const made = { id: randomUUID(), conferenceId, ruleEditionId: edition.id, ...day };

  if (inRound) {
    // A shared day is named by what made it; a duty of its own keeps its name, by which its ladder is known.
    const { id, isNew } = await tx.deadlines.onGivenDay({ ...made, roundId: inRound, duty: 'extended' }, plan);
    if (isNew) await tx.outbox.wish(obligationWish(obligation), cause, now);
    return id;
  }
  await tx.outbox.wish(obligationWish(obligation), cause, now);
  const own = (await tx.deadlines.lock(obligation.deadlineId))!;
  if (!own.roundId && !own.closedAt && (await tx.deadlines.isOnlyFor(own.id, obligation.id))) {
    await tx.deadlines.replan(own, { ...day, computation: null }, plan, cause);
    return own.id;
  }
  await tx.deadlines.insert({ ...made, roundId: null, modelId: conferenceId ? null : modelId, duty: obligation.duty }, plan);
  return made.id;
}
