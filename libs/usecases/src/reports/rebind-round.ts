import { randomUUID } from 'node:crypto';
import {
  dayAt,
  isAnnualReport,
  isModelReview,
  ladderOf,
  MOVED,
  monthDayOf,
  notFound,
  planBacklogRound,
  planLadder,
  planMovedRung,
  planReviewRound,
  refusal,
  roundKindOf,
  stale,
  type AnnualReportRule,
  type DueComputation,
  type ModelReviewRule,
  type Refusal,
  type RuleEdition,
  type WorkCalendar,
} from '#domain';
import {
  Records,
  type DeadlinePlan,
  type DeadlineRow,
  type LockedRound,
  type OpenDeadline,
  type OwedDuty,
  type Tx,
} from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { changes, computeAgain, keepMoves, type Move } from '../deadlines/replan.js';
import { withCalendar } from '../deadlines/with-calendar.js';
import { Clock } from '../ports.js';
import { BACKLOG_ROUND, REVIEW_ROUND, roundWish } from '../wishes.js';

export interface RebindRoundInput {
  roundId: string;
  /** The revision of the round the sender saw. */
  revision: number;
  ruleEditionId: string;
  reason: string;
  actor: Actor;
}

type Edition = RuleEdition<AnnualReportRule> | RuleEdition<ModelReviewRule>;

/**
 * Binds a running round, of reports or of reviews, to another edition of its rule: due days, ladders and extension limits. What is still
 * owed moves and is told so, with both dates kept; what was met stays met by the day it was met by; who owes what stays as it was when the
 * round opened. A duty of a review that has a day of its own keeps it.
 */
@Injectable()
export class RebindRound {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ roundId, revision, ruleEditionId, reason, actor }: RebindRoundInput): Promise<{ revision: number } | Refusal> {
    const now = this.clock.now();
    return withCalendar(this.records, async (tx, calendar) => {
      const round = await tx.rounds.lock(roundId);
      if (!round) return notFound();
      if (round.revision !== revision) return stale();
      if (round.closedOn) return closed(round.closedOn);
      const edition = await tx.rules.byId(ruleEditionId);
      if (!edition || !rules(edition, round.kind)) return anotherRule(round.kind);
      if (edition.id === round.ruleEditionId) return boundBefore(edition.validFrom);

      const plan = planAnew(await tx.openDeadlines.lockedOfRound(roundId), await tx.obligations.owedDuties(roundId), {
        edition,
        named: daysNamed(edition, round, calendar),
        calendar,
        now,
      });
      const moves = plan.map(({ stays }) => stays).filter((move) => changes(move, now));
      await keepMoves(tx, moves, { cause: 'roundRebound', now, actor, about: { reason, ruleFrom: edition.validFrom } });
      await tx.deadlines.bindAll(
        plan.map(({ stays }) => stays.deadline.id),
        edition.id,
      );
      const shared = plan
        .map(({ stays }) => ({ ...stays, id: stays.deadline.id }))
        .filter(({ plan: { computation } }) => computation);
      for (const { stays, parted } of plan)
        for (const move of parted) shared.push({ ...move, id: await part(tx, stays.deadline, move, { now, actor, edition }) });
      for (const day of shared) await goTogether(tx, day, { roundId, now, actor, edition, calendar });
      const dataClosesOn = isAnnualReport(edition) ? monthDayOf(round.year, edition.body.dataClosesOn) : null;
      if (!(await tx.rounds.rebind(roundId, revision, { ruleEditionId, dataClosesOn }))) return stale();
      await tx.journal.append({
        stream: 'round',
        streamId: roundId,
        kind: 'roundRebound',
        at: now,
        by: signature(actor),
        body: {
          reason,
          from: round.ruleEditionId,
          to: edition.id,
          ruleFrom: edition.validFrom,
          source: edition.source,
          dataClosesOn: { from: round.dataClosesOn, to: dataClosesOn },
          deadlines: plan.flatMap(({ stays, parted }) =>
            [stays, ...parted].map(({ deadline, duty, plan: { dueOn } }) => ({ duty, from: deadline.dueOn, to: dueOn })),
          ),
        },
      });
      await tx.outbox.wish(roundWish(round), 'roundRebound', now);
      return { revision: revision + 1 };
    });
  }
}

const isReview = (kind: string): boolean => kind === REVIEW_ROUND || kind === BACKLOG_ROUND;

const rules = (edition: RuleEdition, kind: string): edition is Edition =>
  isReview(kind) ? isModelReview(edition) : isAnnualReport(edition) && roundKindOf(edition.ruleKey) === kind;

/** The day of each level, or of each duty of the review. */
function daysNamed(edition: Edition, { kind, year, openedOn }: LockedRound, calendar: WorkCalendar): Map<string, DueComputation> {
  if (isAnnualReport(edition)) {
    const { levels, roll } = edition.body;
    return new Map(levels.map(({ code, due, inclusive }) => [code, { named: monthDayOf(year, due), inclusive, roll }]));
  }
  const plan =
    kind === BACKLOG_ROUND ? planBacklogRound(edition.body, openedOn, calendar) : planReviewRound(edition.body, year, calendar);
  return new Map(plan.map(({ duty, computation }) => [duty, computation]));
}

interface Replanned {
  stays: Move & { duty: string };
  /** Levels that shared the day until now and do not any more. */
  parted: (Move & { duty: string; duties: string[] })[];
}

/** Each deadline by the days the edition names for the levels that still owe under it; a level it does not know keeps its day. */
function planAnew(
  deadlines: readonly OpenDeadline[],
  owed: readonly OwedDuty[],
  { edition, named, calendar, now }: { edition: Edition; named: Map<string, DueComputation>; calendar: WorkCalendar; now: Date },
): Replanned[] {
  return deadlines.map((deadline) => {
    const groups = new Map<string, { computation: DueComputation | null; duties: string[]; owed: number }>();
    const duties = owed.filter(({ deadlineId }) => deadlineId === deadline.id);
    for (const { duty, count } of duties.length > 0 ? duties : [{ duty: deadline.duty, count: 0 }]) {
      // A day given by a decision was promised to somebody.
      const computation = deadline.computation && (named.get(duty) ?? deadline.computation);
      const group = groups.get(JSON.stringify(computation)) ?? { computation, duties: [], owed: 0 };
      groups.set(JSON.stringify(computation), { ...group, duties: [...group.duties, duty], owed: group.owed + count });
    }
    const [first, ...others] = [...groups.values()].toSorted(
      (a, b) => Number(b.duties.includes(deadline.duty)) - Number(a.duties.includes(deadline.duty)),
    );
    const moveOf = ({
      computation,
      duties: [duty],
      owed: left,
    }: {
      computation: DueComputation | null;
      duties: string[];
      owed: number;
    }) => ({
      ...computeAgain({ ...deadline, owed: left }, { computation, edition, duty: duty! }, calendar, now),
      duty: duty!,
    });
    return { stays: moveOf(first!), parted: others.map((group) => ({ ...moveOf(group), duties: group.duties })) };
  });
}

/** What is still owed by some levels goes on under a deadline of its own. */
async function part(
  tx: Tx,
  from: OpenDeadline,
  { duty, duties, plan: { dueOn, explanation, computation, dependsOnCalendar, rungs } }: Replanned['parted'][number],
  { now, actor, edition }: { now: Date; actor: Actor; edition: Edition },
): Promise<string> {
  const id = randomUUID();
  await tx.deadlines.insert(
    {
      id,
      roundId: from.round!.id,
      conferenceId: null,
      duty,
      dueOn,
      explanation,
      ruleEditionId: edition.id,
      computation,
      dependsOnCalendar,
    },
    { rungs, now, pastReason: 'plannedBeforeTheMove' },
  );
  await tx.deadlines.keepMove({ deadlineId: id, from: from.dueOn, to: dueOn, now, on: dayAt(now), cause: 'roundRebound' });
  await tx.obligations.moveOwed(
    { fromDeadlineId: from.id, duties, toDeadlineId: id },
    { fromDueOn: from.dueOn, toDueOn: dueOn, cause: 'roundRebound' },
    { at: now, by: signature(actor) },
  );
  return id;
}

/**
 * A day given to somebody counts while it is later than the one all share: under a later shared day they go with everybody, and back on
 * their own where the shared one came to lie before it again. They are told of it there as all are of theirs.
 */
async function goTogether(
  tx: Tx,
  { id, duty, plan: { dueOn, rungs } }: { id: string; duty: string; plan: Pick<DeadlinePlan, 'dueOn' | 'rungs'> },
  how: { roundId: string; now: Date; actor: Actor; edition: Edition; calendar: WorkCalendar },
): Promise<void> {
  const signed = { at: how.now, by: signature(how.actor) };
  for (const own of await tx.obligations.giveBackOwed({ id, dueOn }, 'roundRebound', signed))
    await tellThere(tx, (await tx.deadlines.lock(own))!, how);
  const gathered = await tx.obligations.gatherOwed({ id, roundId: how.roundId, duty, dueOn }, 'roundRebound', signed);
  // Where nobody else owes, nobody was to be told that the day moved.
  if (gathered > 0 && !rungs.some(({ act }) => act === MOVED)) await tellThere(tx, (await tx.deadlines.lock(id))!, how);
}

/** Whoever came to hang on a day is told so; the day itself stays. */
async function tellThere(
  tx: Tx,
  deadline: DeadlineRow,
  { now, edition, calendar }: { now: Date; edition: Edition; calendar: WorkCalendar },
): Promise<void> {
  const { dueOn, duty } = deadline;
  const ladder = ladderOf(edition, duty);
  await tx.deadlines.replan(
    deadline,
    await tx.deadlines.dayOf(deadline.id),
    {
      rungs: [...planLadder(dueOn, ladder, calendar), planMovedRung(dueOn, ladder, now, calendar)],
      now,
      pastReason: 'plannedBeforeTheMove',
    },
    'roundRebound',
  );
}

const closed = (day: string) =>
  refusal('conflict', {
    vi: `Kỳ này đã khép ngày ${day}; không áp dụng quy định khác được nữa.`,
    en: `The round closed on ${day}; it can no longer be bound to another edition.`,
  });
const anotherRule = (kind: string) => {
  const ruleKey = isReview(kind) ? 'modelReview' : `annualReport.${kind}`;
  return refusal('invalid', { vi: 'Không áp dụng được quy định này.', en: 'The round cannot be bound to this edition.' }, [
    {
      pointer: '/ruleEditionId',
      words: {
        vi: `Chọn một bản của quy định "${ruleKey}"; xem GET /api/rules?ruleKey=${ruleKey}.`,
        en: `Choose an edition of the rule "${ruleKey}"; see GET /api/rules?ruleKey=${ruleKey}.`,
      },
    },
  ]);
};
const boundBefore = (validFrom: string) =>
  refusal('conflict', {
    vi: `Kỳ này đang theo quy định hiệu lực từ ${validFrom}; không có gì thay đổi.`,
    en: `The round is bound to the edition in force from ${validFrom} already; nothing changes.`,
  });
