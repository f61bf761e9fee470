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
} from '#domain';
import type { DeadlinePlan, OpenDeadline, Tx } from '#records';
import type { Actor } from '../actor.js';
import { signature } from '../actor.js';
import { deadlineWish } from '../wishes.js';

/** A deadline computed again, where that gives another day or other instants. Deadlines that are computed alike share their plan. */
export interface Move {
  deadline: OpenDeadline;
  plan: DeadlinePlan;
}

const CHUNK = 5000;

/** What another work calendar makes of the open deadlines; those it leaves as they are do not come back. */
export function movesBy(
  deadlines: readonly OpenDeadline[],
  editions: ReadonlyMap<string, RuleEdition>,
  calendar: WorkCalendar,
  now: Date,
): Move[] {
  // A herd has few days and few ladders: each is computed once.
  const known = new Map<string, DeadlinePlan>();
  return deadlines.flatMap((deadline) => {
    const { computation, duty, purpose, dueOn, ruleEditionId } = deadline;
    const edition = editions.get(ruleEditionId);
    if (!edition) throw new Error(`deadline ${deadline.id} without its rule edition`);
    // A day given by a decision, or a closing that was ordered, is one deadline's own.
    const alike =
      computation && !closingOrdered(deadline)
        ? JSON.stringify([ruleEditionId, duty, purpose, computation, dueOn, deadline.owed > 0, waitsToTell(deadline)])
        : deadline.id;
    const plan = known.get(alike) ?? computeAgain(deadline, { computation, edition, duty }, calendar, now).plan;
    known.set(alike, plan);
    const move = { deadline, plan };
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
  const { dueOn, explanation } = computation ? computeDue(computation, calendar) : deadline;
  // What was ordered closed early stays so, whatever the calendar says meanwhile.
  const ordered = closingOrdered(deadline);
  const rungs = ordered
    ? planEarlyClosing(dueOn, ladder, new Date(ordered.plannedAt), calendar)
    : [...planLadder(dueOn, ladder, calendar), ...toldOfTheMove(deadline, dueOn, ladder, now, calendar)];
  const plan = { dueOn, explanation, computation, ruleEditionId: edition.id };
  return { deadline, plan: { ...plan, dependsOnCalendar: dependsOnCalendar(computation, ladder), rungs } };
}

/** Whoever still owes is told when the day itself moves, or was to be told of a move before and was not yet. */
const toldOfTheMove = (
  deadline: OpenDeadline,
  dueOn: string,
  ladder: LadderRule,
  now: Date,
  calendar: WorkCalendar,
): PlannedRung[] =>
  deadline.owed > 0 && (deadline.dueOn !== dueOn || waitsToTell(deadline)) ? [planMovedRung(dueOn, ladder, now, calendar)] : [];

/** A move before was to be told, and was not yet. */
const waitsToTell = ({ ahead }: OpenDeadline): boolean => ahead.some(({ act }) => act === MOVED);

const closingOrdered = ({ ahead }: OpenDeadline) => ahead.find(({ act }) => act === CLOSED_EARLY);

/** Whether a move moves anything: the day, or when people are told. */
export function changes({ deadline: { dueOn, ahead }, plan }: Move, now: Date): boolean {
  const instants = (rungs: readonly { rung: string; act: string; plannedAt: Date | string }[]) =>
    rungs
      .filter(({ act }) => act !== MOVED)
      .map(({ rung, plannedAt }) => `${rung}@${new Date(plannedAt).getTime()}`)
      .toSorted()
      .join();
  if (dueOn !== plan.dueOn) return true;
  const codes = new Set(ahead.map(({ rung }) => rung));
  return instants(ahead) !== instants(plan.rungs.filter(({ rung, plannedAt }) => codes.has(rung) || plannedAt > now));
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
      chunk.map(({ deadline: { id, revision }, plan }) => ({ id, revision, plan })),
      { now, on: dayAt(now), pastReason: 'plannedBeforeTheMove', cause },
    );
    await tx.journal.appendAll(
      chunk.map(({ deadline, plan }) => ({
        stream: 'deadline' as const,
        streamId: deadline.id,
        kind: 'deadlineReplanned',
        at: now,
        by: actor && signature(actor),
        body: { from: deadline.dueOn, to: plan.dueOn, revision: deadline.revision + 1, cause, ...about },
      })),
    );
  }
  const wishes = new Map(moves.map(({ deadline }) => deadlineWish(deadline)).map((wish) => [wish.workflowId, wish]));
  await tx.outbox.wishAll([...wishes.values()], cause, now);
}
