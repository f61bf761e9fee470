import {
  CLOSED_EARLY,
  clockOf,
  computeDue,
  dayAt,
  dependsOnCalendar,
  ladderOf,
  MOVED,
  planEarlyClosing,
  planLadder,
  planMovedRung,
  type DueComputation,
  type LadderRule,
  type PlannedRung,
  type RuleEdition,
  type RungCause,
  type WorkCalendar,
  type Words,
} from '#domain';
import type { OpenDeadline, Tx } from '#records';
import type { Actor } from '../actor.js';
import { signature } from '../actor.js';
import { deadlineWish } from '../wishes.js';

/** A deadline computed again, where that gives another day or other instants. */
export interface Move {
  deadline: OpenDeadline;
  dueOn: string;
  explanation: Words[];
  computation: DueComputation | null;
  ruleEditionId: string;
  dependsOnCalendar: boolean;
  rungs: PlannedRung[];
}

const CHUNK = 1000;

/** What another work calendar makes of the open deadlines; those it leaves as they are do not come back. */
export function movesBy(
  deadlines: readonly OpenDeadline[],
  editions: ReadonlyMap<string, RuleEdition>,
  calendar: WorkCalendar,
  now: Date,
): Move[] {
  return deadlines.flatMap((deadline) => {
    const edition = editions.get(deadline.ruleEditionId);
    if (!edition) throw new Error(`deadline ${deadline.id} without its rule edition`);
    const move = computeAgain(deadline, { computation: deadline.computation, edition, duty: deadline.duty }, calendar, now);
    return changes(move, now) ? [move] : [];
  });
}

/** @throws UnpublishedCalendar where working days matter and the year has no published calendar. */
export function computeAgain(
  deadline: OpenDeadline,
  { computation, edition, duty }: { computation: DueComputation | null; edition: RuleEdition; duty: string },
  calendar: WorkCalendar,
  now: Date,
): Move {
  const ladder = (deadline.purpose === 'answer' && clockOf(edition).ladder) || ladderOf(edition, duty);
  // A day given by a decision stays; only when people are told of it may change.
  const due = computation ? computeDue(computation, calendar) : deadline;
  return {
    deadline,
    dueOn: due.dueOn,
    explanation: due.explanation,
    computation,
    ruleEditionId: edition.id,
    dependsOnCalendar: dependsOnCalendar(computation, ladder),
    rungs: closingOrdered(deadline, due.dueOn, ladder, calendar) ?? [
      ...planLadder(due.dueOn, ladder, calendar),
      ...toldOfTheMove(deadline, due.dueOn, ladder, now, calendar),
    ],
  };
}

/** Whoever still owes is told when the day itself moves, or was to be told of a move before and was not yet. */
const toldOfTheMove = (
  { dueOn: before, owed, ahead }: OpenDeadline,
  dueOn: string,
  ladder: LadderRule,
  now: Date,
  calendar: WorkCalendar,
): PlannedRung[] =>
  owed > 0 && (before !== dueOn || ahead.some(({ act }) => act === MOVED)) ? [planMovedRung(dueOn, ladder, now, calendar)] : [];

/** What was ordered closed early stays so, whatever the calendar says meanwhile; null: nothing was ordered. */
function closingOrdered(
  { ahead }: OpenDeadline,
  dueOn: string,
  ladder: LadderRule,
  calendar: WorkCalendar,
): PlannedRung[] | null {
  const ordered = ahead.find(({ act }) => act === CLOSED_EARLY);
  return ordered ? planEarlyClosing(dueOn, ladder, new Date(ordered.plannedAt), calendar) : null;
}

/** Whether a move moves anything: the day, or when people are told. */
export function changes(move: Move, now: Date): boolean {
  const { dueOn, ahead } = move.deadline;
  const instants = (rungs: readonly { rung: string; act: string; plannedAt: Date | string }[]) =>
    rungs
      .filter(({ act }) => act !== MOVED)
      .map(({ rung, plannedAt }) => `${rung}@${new Date(plannedAt).getTime()}`)
      .toSorted()
      .join();
  if (dueOn !== move.dueOn) return true;
  const codes = new Set(ahead.map(({ rung }) => rung));
  return instants(ahead) !== instants(move.rungs.filter(({ rung, plannedAt }) => codes.has(rung) || plannedAt > now));
}

/** Keeps the moves: old rungs cancelled, both dates journaled, whoever follows them told to look again. Set by set. */
export async function keepMoves(
  tx: Tx,
  moves: readonly Move[],
  { cause, now, actor, about }: { cause: RungCause; now: Date; actor: Actor | null; about: Record<string, unknown> },
): Promise<void> {
  for (let from = 0; from < moves.length; from += CHUNK) {
    const chunk = moves.slice(from, from + CHUNK);
    await tx.deadlines.replanAll(
      chunk.map(
        ({ deadline: { id, revision }, dueOn, explanation, computation, ruleEditionId, dependsOnCalendar: depends, rungs }) => ({
          id,
          revision,
          dueOn,
          explanation,
          computation,
          ruleEditionId,
          dependsOnCalendar: depends,
          rungs,
        }),
      ),
      { now, on: dayAt(now), pastReason: 'plannedBeforeTheMove', cause },
    );
    await tx.journal.appendAll(
      chunk.map(({ deadline, dueOn }) => ({
        stream: 'deadline' as const,
        streamId: deadline.id,
        kind: 'deadlineReplanned',
        at: now,
        by: actor && signature(actor),
        body: { from: deadline.dueOn, to: dueOn, revision: deadline.revision + 1, cause, ...about },
      })),
    );
  }
  const wishes = new Map(moves.map(({ deadline }) => deadlineWish(deadline)).map((wish) => [wish.workflowId, wish]));
  await tx.outbox.wishAll([...wishes.values()], cause, now);
}
