import { randomUUID } from 'node:crypto';
import {
  clockOf,
  computeDue,
  dependsOnCalendar,
  planLadder,
  type LadderRule,
  type DueComputation,
  type PlainDay,
  type WorkCalendar,
} from '#domain';
import type { AnswerDuty, DeadlineRow, LockedObligation, Tx } from '#records';
import { followingWish } from './following-wish.js';

interface Owed {
  obligation: LockedObligation;
  duty: AnswerDuty;
  /** The request to be answered; null for a report. */
  extensionId: string | null;
  calendar: WorkCalendar;
  today: PlainDay;
  now: Date;
}

/**
 * Starts the clock of the receiving side, where the rule that binds the duty sets one: an obligation to answer, reminded and escalated like
 * any other. Nothing is approved by its silence. Returns it; null where the rule sets no clock, or nobody stands who could answer.
 */
export async function oweAnswer(tx: Tx, { obligation, duty, extensionId, calendar, today, now }: Owed): Promise<string | null> {
  const edition = await tx.rules.byId(obligation.ruleEditionId);
  if (!edition) throw new Error(`obligation ${obligation.id} without its rule edition ${obligation.ruleEditionId}`);
  const { answerReportWithin, answerExtensionWithin, ladder } = clockOf(edition);
  const budget = duty === 'answerReport' ? answerReportWithin : answerExtensionWithin;
  if (!budget || !ladder) return null;
  const computation: DueComputation = { anchor: today, budget, direction: 'after', inclusive: true, roll: edition.body.roll };
  const { dueOn, explanation } = computeDue(computation, calendar);
  const deadline = await tx.answers.deadline({
    id: randomUUID(),
    subjectId: obligation.id,
    dueOn,
    explanation,
    computation,
    dependsOnCalendar: dependsOnCalendar(computation, ladder),
    ruleEditionId: edition.id,
  });
  const owed = { id: randomUUID(), subjectId: obligation.id, duty, extensionId, deadlineId: deadline.id, dueOn };
  // Held, so that whoever gives the last answer meanwhile sees this one, or is seen to have given it.
  const held = (await tx.deadlines.lock(deadline.id))!;
  const isOwed = await tx.answers.owe(owed, today, now);
  if (!deadline.isNew) {
    if (isOwed && (await tx.deadlines.ahead(held.id, held.revision)).length === 0)
      await planAgain(tx, held, { ladder, calendar, now });
    return isOwed ? owed.id : null;
  }
  await tx.deadlines.plan(deadline.id, {
    rungs: planLadder(dueOn, ladder, calendar),
    now,
    pastReason: 'plannedBeforeTheDeadlineExisted',
  });
  await tx.outbox.wish(await followingWish(tx, held), 'answerOwed', now);
  return isOwed ? owed.id : null;
}

/** All that came in earlier that day was answered, and the ladder taken down: now there is somebody to remind again. */
async function planAgain(
  tx: Tx,
  deadline: DeadlineRow,
  { ladder, calendar, now }: { ladder: LadderRule; calendar: WorkCalendar; now: Date },
): Promise<void> {
  await tx.deadlines.replan(
    deadline,
    await tx.deadlines.dayOf(deadline.id),
    { rungs: planLadder(deadline.dueOn, ladder, calendar), now, pastReason: 'plannedBeforeTheDeadlineExisted' },
    'answerOwed',
  );
  await tx.outbox.wish(await followingWish(tx, deadline), 'answerOwed', now);
}
