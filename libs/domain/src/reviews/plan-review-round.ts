import type { WorkCalendar } from '../calendar/work-calendar.js';
import { computeDue, dependsOnCalendar, monthDayOf, type DueComputation, type DueDay } from '../deadlines/due-day.js';
import { planLadder, type PlannedRung } from '../deadlines/plan-ladder.js';
import { reviewDuties, type ModelReviewRule, type ReviewDuty } from '../rules/rule-shapes.js';
import type { PlainDay } from '../time/plain-day.js';

/** One of the three deadlines of a review round, with its ladder. */
export interface ReviewDeadline {
  duty: ReviewDuty;
  computation: DueComputation;
  due: DueDay;
  rungs: PlannedRung[];
  dependsOnCalendar: boolean;
}

function deadlineOf(
  { ladders }: ModelReviewRule,
  duty: ReviewDuty,
  computation: DueComputation,
  calendar?: WorkCalendar,
): ReviewDeadline {
  const due = computeDue(computation, calendar);
  const ladder = duty === 'selfAssess' ? ladders.owner : ladders.reviewer;
  const rungs = planLadder(due.dueOn, ladder, calendar);
  return { duty, computation, due, rungs, dependsOnCalendar: dependsOnCalendar(computation, ladder) };
}

/**
 * The deadlines of the yearly review (D1.5), in the order of its duties.
 * @throws UnpublishedCalendar where working days matter and the year has no published calendar.
 */
export const planReviewRound = (rule: ModelReviewRule, year: number, calendar?: WorkCalendar): ReviewDeadline[] =>
  reviewDuties.map((duty) => {
    const { due, inclusive } = rule.steps[duty];
    return deadlineOf(rule, duty, { named: monthDayOf(year, due), inclusive, roll: rule.roll }, calendar);
  });

/** The deadlines of a review of the backlog (D1.2), each term counted from the end of the one before. */
export function planBacklogRound(rule: ModelReviewRule, openedOn: PlainDay, calendar?: WorkCalendar): ReviewDeadline[] {
  let anchor = openedOn;
  return reviewDuties.map((duty) => {
    const term = { anchor, budget: rule.backlog[duty], direction: 'after', inclusive: true, roll: rule.roll } as const;
    const deadline = deadlineOf(rule, duty, term, calendar);
    anchor = deadline.due.dueOn;
    return deadline;
  });
}
