import {
  dayAt,
  type DueComputation,
  type PastReason,
  type PlannedRung,
  type ReplacedBy,
  type RungCause,
  type Words,
} from '#domain';
import type { Sql } from '../sql.js';
import { queueDigests } from '../delivery/queue-digests.js';

export interface NewDeadline {
  id: string;
  roundId: string | null;
  conferenceId: string | null;
  modelId?: string | null;
  duty: string;
  dueOn: string;
  explanation: Words[];
  ruleEditionId: string;
  /** How the day was computed; null or absent: a day given by a decision. */
  computation?: DueComputation | null;
  /** Whether another work calendar may give another day or other instants. */
  dependsOnCalendar?: boolean;
}

export interface DeadlineRow {
  id: string;
  roundId: string | null;
  conferenceId: string | null;
  modelId: string | null;
  duty: string;
  dueOn: string;
  originalDueOn: string;
  purpose: 'duty' | 'answer';
  revision: number;
  closedAt: Date | null;
  ruleEditionId: string;
}

/** A deadline computed again: its next revision. */
export interface Replan {
  id: string;
  /** The revision seen; what moved on since stays as it is. */
  revision: number;
  /** Those that share it are written from one. */
  plan: DeadlinePlan;
}

export interface DeadlinePlan {
  dueOn: string;
  explanation: Words[];
  computation: DueComputation | null;
  dependsOnCalendar?: boolean;
  ruleEditionId: string;
  rungs: PlannedRung[];
}

export interface RungRow {
  rung: string;
  offsetDays: number;
  act: PlannedRung['act'];
  stepsUp: number;
  plannedAt: Date;
  /** When its first page was told; null: not begun. */
  begunAt: Date | null;
  /** The last obligation told so far. */
  toldUpTo: string | null;
  /** How many notices its pages wrote so far. */
  reached: number;
}

/** `pastReason`: rungs already past at `now` are settled at once under this reason; null leaves them ahead, to be collapsed when fired. */
export interface RungPlan {
  rungs: PlannedRung[];
  now: Date;
  pastReason: PastReason | null;
}

const select = `
  SELECT id, round_id AS "roundId", conference_id AS "conferenceId", model_id AS "modelId", duty, due_on AS "dueOn",
         original_due_on AS "originalDueOn", purpose, revision, closed_at AS "closedAt", rule_edition_id AS "ruleEditionId"
         FROM deadlines`;

// The condition of the index `one_given_day_a_round`.
// A shared day that was put off to such a day is not one.
const isGivenDay = 'computation IS NULL AND closed_at IS NULL AND due_on = original_due_on';
const onGivenDayThere = `ON CONFLICT (round_id, due_on) WHERE ${isGivenDay} DO NOTHING`;

export class DeadlinesRepository {
  constructor(private readonly sql: Sql) {}

  async insert(deadline: NewDeadline, plan: RungPlan): Promise<void> {
    await this.insertRow(deadline, '');
    await this.insertRungs(deadline.id, 1, plan);
  }

  /**
   * The deadline of a round on a day given by a decision, locked. A day of the rule may move, a granted one must not move with it; so it is
   * made where there is none. Two who give the same day at once share what the first made.
   */
  async onGivenDay(deadline: NewDeadline & { roundId: string }, plan: RungPlan): Promise<{ id: string; isNew: boolean }> {
    for (;;) {
      const there = await this.ofRoundOn(deadline.roundId, deadline.dueOn);
      if (there) return { id: there.id, isNew: false };
      if ((await this.insertRow({ ...deadline, computation: null }, onGivenDayThere)) === 1) break;
    }
    await this.insertRungs(deadline.id, 1, plan);
    return { id: deadline.id, isNew: true };
  }

  private insertRow(deadline: NewDeadline, onConflict: string): Promise<number> {
    return this.sql.affected(
      `INSERT INTO deadlines (id, round_id, conference_id, duty, due_on, original_due_on, explanation, rule_edition_id, computation, depends_on_calendar, model_id)
       VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10) ${onConflict}`,
      [
        deadline.id,
        deadline.roundId,
        deadline.conferenceId,
        deadline.duty,
        deadline.dueOn,
        JSON.stringify(deadline.explanation),
        deadline.ruleEditionId,
        deadline.computation ?? null,
        deadline.dependsOnCalendar ?? false,
        deadline.modelId ?? null,
      ],
    );
  }

  private async insertRungs(deadlineId: string, revision: number, { rungs, now, pastReason }: RungPlan): Promise<void> {
    await this.sql.affected(
      `INSERT INTO deadline_rungs (deadline_id, revision, rung, offset_days, act, steps_up, planned_on, planned_at, outcome, settled_at, reason, reached)
       SELECT $1, $2, r.rung, r."offsetDays", r.act, r."stepsUp", r."plannedOn", r."plannedAt",
              CASE WHEN past THEN 'collapsed' END, CASE WHEN past THEN $4::timestamptz END, CASE WHEN past THEN $5 END, CASE WHEN past THEN 0 END
       FROM jsonb_to_recordset($3) AS r (rung text, "offsetDays" int, act text, "stepsUp" int, "plannedOn" date, "plannedAt" timestamptz),
            LATERAL (SELECT $5::text IS NOT NULL AND r."plannedAt" <= $4::timestamptz AND r.act <> 'close' AS past) p`,
      [deadlineId, revision, JSON.stringify(rungs), now, pastReason],
    );
  }

  private ofRoundOn(roundId: string, dueOn: string): Promise<DeadlineRow | null> {
    return this.one(`round_id = $1 AND due_on = $2 AND ${isGivenDay}`, [roundId, dueOn]);
  }

  lock(id: string): Promise<DeadlineRow | null> {
    return this.one(`id = $1`, [id]);
  }

  /** Held with others who tell of it at the same time, against all who change it. */
  lockBeside(id: string): Promise<DeadlineRow | null> {
    return this.sql.row<DeadlineRow>(`${select} WHERE id = $1 FOR SHARE`, [id]);
  }

  private one(where: string, parameters: unknown[]): Promise<DeadlineRow | null> {
    return this.sql.row<DeadlineRow>(`${select} WHERE ${where} FOR NO KEY UPDATE`, parameters);
  }

  /** Whether no other obligation ever hung on a deadline. */
  async isOnlyFor(deadlineId: string, obligationId: string): Promise<boolean> {
    return (
      (await this.sql.row(`SELECT FROM obligations WHERE deadline_id = $1 AND id <> $2 LIMIT 1`, [deadlineId, obligationId])) ===
      null
    );
  }

  /** The open deadlines of a round by which something is owed, locked. */
  openOfRound(roundId: string): Promise<DeadlineRow[]> {
    return this.sql.rows<DeadlineRow>(
      `${select} WHERE round_id = $1 AND closed_at IS NULL AND purpose = 'duty' ORDER BY id FOR NO KEY UPDATE`,
      [roundId],
    );
  }

  /** How the day of a deadline stands, to plan its rungs anew without moving it. */
  async dayOf(id: string): Promise<Pick<DeadlinePlan, 'dueOn' | 'explanation' | 'computation' | 'dependsOnCalendar'>> {
    return (await this.sql.row<Pick<DeadlinePlan, 'dueOn' | 'explanation' | 'computation' | 'dependsOnCalendar'>>(
      `SELECT due_on AS "dueOn", explanation, computation, depends_on_calendar AS "dependsOnCalendar" FROM deadlines WHERE id = $1`,
      [id],
    ))!;
  }

  /** Whether a post may see somebody who owes under a deadline. */
  async visible(id: string, postId: string): Promise<boolean> {
    return (
      (await this.sql.row(
        `SELECT FROM obligations o WHERE o.deadline_id = $1
           AND (o.organisation_id IN (SELECT visible_organisations($2)) OR o.reports_to[1] IN (SELECT visible_organisations($2))) LIMIT 1`,
        [id, postId],
      )) !== null
    );
  }

  /** Plans the ladder of a deadline that was just made without one. */
  plan(deadlineId: string, plan: RungPlan): Promise<void> {
    return this.insertRungs(deadlineId, 1, plan);
  }

  ahead(deadlineId: string, revision: number): Promise<RungRow[]> {
    return this.sql.rows<RungRow>(
      `SELECT rung, offset_days AS "offsetDays", act, steps_up AS "stepsUp", planned_at AS "plannedAt", begun_at AS "begunAt", told_up_to AS "toldUpTo", coalesce(reached, 0) AS reached
       FROM deadline_rungs
       WHERE deadline_id = $1 AND revision = $2 AND outcome IS NULL ORDER BY planned_at, offset_days`,
      [deadlineId, revision],
    );
  }

  /** Where each of so many full pages of those who still owe ends, behind the last one told; fewer, when fewer are full. */
  async fullPages(deadlineId: string, after: string | null, { size, count }: { size: number; count: number }): Promise<string[]> {
    const ends = await this.sql.rows<{ id: string }>(
      `SELECT id FROM (
         SELECT id, row_number() OVER (ORDER BY id) AS nth FROM obligations
         WHERE deadline_id = $1 AND status IN ('open', 'returned') AND id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
         ORDER BY id LIMIT $3::int * $4::int) owed
       WHERE nth % $3 = 0 ORDER BY id`,
      [deadlineId, after, size, count],
    );
    return ends.map(({ id }) => id);
  }

  /** A page of a rung is told; what it wrote is counted in. */
  async toldUpTo(
    deadlineId: string,
    revision: number,
    rung: string,
    upTo: string | null,
    notices: number,
    at: Date,
  ): Promise<void> {
    await this.sql.affected(
      `UPDATE deadline_rungs SET begun_at = coalesce(begun_at, $6), told_up_to = greatest($4::uuid, told_up_to), reached = coalesce(reached, 0) + $5
       WHERE deadline_id = $1 AND revision = $2 AND rung = $3 AND outcome IS NULL`,
      [deadlineId, revision, rung, upTo, notices, at],
    );
  }

  /** A rung that fired before told more, later: what it held back. */
  async toldLater(deadlineId: string, revision: number, rung: string, notices: number): Promise<void> {
    await this.sql.affected(
      `UPDATE deadline_rungs SET reached = reached + $4 WHERE deadline_id = $1 AND revision = $2 AND rung = $3 AND outcome = 'fired'`,
      [deadlineId, revision, rung, notices],
    );
  }

  async settle(
    deadlineId: string,
    revision: number,
    rungs: string[],
    outcome: 'fired' | 'collapsed',
    at: Date,
    reason: `${ReplacedBy} ${string}` | null,
  ): Promise<void> {
    if (rungs.length === 0) return;
    await this.sql.affected(
      `UPDATE deadline_rungs SET outcome = $4, settled_at = $5, reason = $6, reached = coalesce(reached, 0)
       WHERE deadline_id = $1 AND revision = $2 AND rung = ANY($3) AND outcome IS NULL`,
      [deadlineId, revision, rungs, outcome, at, reason],
    );
  }

  /** Moves a deadline to another day: what lay ahead is cancelled, a new revision is planned, both dates are kept. */
  async replan(
    deadline: DeadlineRow,
    {
      dueOn,
      explanation,
      computation,
      dependsOnCalendar,
    }: Pick<DeadlinePlan, 'dueOn' | 'explanation' | 'computation' | 'dependsOnCalendar'>,
    { rungs, now, pastReason }: RungPlan,
    cause: RungCause,
  ): Promise<void> {
    const { id, revision, ruleEditionId } = deadline;
    const plan = { dueOn, explanation, computation, dependsOnCalendar, ruleEditionId, rungs };
    await this.replanAll([{ id, revision, plan }], {
      now,
      on: dayAt(now),
      pastReason,
      cause,
    });
  }

  /**
   * The same for many, in four statements; the caller holds their locks. Rungs already past are settled at once. Where the day itself
   * stays, nobody is told again what was told already. Returns how many days moved.
   */
  async replanAll(
    replans: readonly Replan[],
    { now, on, pastReason, cause }: { now: Date; on: string; pastReason: PastReason | null; cause: RungCause },
  ): Promise<number> {
    if (replans.length === 0) return 0;
    await this.cancelAllAhead(
      replans.map(({ id }) => id),
      now,
      cause,
    );
    const plans = [...new Set(replans.map(({ plan }) => plan))];
    const nths = new Map(plans.map((plan, nth) => [plan, nth]));
    const given = [
      replans.map(({ id }) => id),
      replans.map(({ revision }) => revision),
      replans.map(({ plan }) => nths.get(plan)),
    ];
    const moved = await this.sql.affected(
      `WITH given AS MATERIALIZED (
         SELECT g.id, g.revision, p.* FROM unnest($1::uuid[], $2::int[], $3::int[]) AS g (id, revision, nth)
         JOIN jsonb_to_recordset($4) AS p (nth int, "dueOn" date, explanation jsonb, computation jsonb, "dependsOnCalendar" boolean, "ruleEditionId" uuid)
           ON p.nth = g.nth
       ), before AS (
         SELECT d.id, d.due_on FROM deadlines d JOIN given g ON g.id = d.id AND g.revision = d.revision
       ), after AS (
         UPDATE deadlines d SET due_on = g."dueOn", explanation = g.explanation, computation = g.computation,
           depends_on_calendar = g."dependsOnCalendar", rule_edition_id = g."ruleEditionId", revision = d.revision + 1
         FROM given g WHERE d.id = g.id AND d.revision = g.revision RETURNING d.id, d.revision, d.due_on
       )
       INSERT INTO deadline_moves (deadline_id, revision, from_due_on, to_due_on, moved_at, moved_on, cause)
       SELECT a.id, a.revision, b.due_on, a.due_on, $5, $6, $7 FROM after a JOIN before b ON b.id = a.id WHERE b.due_on <> a.due_on`,
      [
        ...given,
        JSON.stringify(
          plans.map(({ rungs: _, dependsOnCalendar = false, ...plan }, nth) => ({ nth, ...plan, dependsOnCalendar })),
        ),
        now,
        on,
        cause,
      ],
    );
    await this.sql.affected(
      `INSERT INTO deadline_rungs (deadline_id, revision, rung, offset_days, act, steps_up, planned_on, planned_at, outcome, settled_at, reason, reached)
       SELECT g.id, g.revision, r.rung, r."offsetDays", r.act, r."stepsUp", r."plannedOn", r."plannedAt",
              CASE WHEN done.reason IS NOT NULL THEN 'collapsed' END, CASE WHEN done.reason IS NOT NULL THEN $5::timestamptz END, done.reason,
              CASE WHEN done.reason IS NOT NULL THEN 0 END
       FROM (
         SELECT g.id, g.revision + 1 AS revision, g.nth, m.deadline_id IS NOT NULL AS moved
         FROM unnest($1::uuid[], $2::int[], $3::int[]) AS g (id, revision, nth)
         LEFT JOIN deadline_moves m ON m.deadline_id = g.id AND m.revision = g.revision + 1
       ) g
       JOIN jsonb_to_recordset($4) AS r (nth int, rung text, "offsetDays" int, act text, "stepsUp" int, "plannedOn" date, "plannedAt" timestamptz)
         ON r.nth = g.nth
       CROSS JOIN LATERAL (SELECT CASE
         WHEN r.act IN ('close', 'moved', 'closedEarly') THEN NULL
         WHEN $6::text IS NOT NULL AND r."plannedAt" <= $5::timestamptz THEN $6::text
         WHEN NOT g.moved AND EXISTS (SELECT FROM deadline_rungs t WHERE t.deadline_id = g.id AND t.revision = g.revision - 1 AND t.rung = r.rung
                                      AND t.outcome IN ('fired', 'collapsed')) THEN 'toldBefore'
       END AS reason) done`,
      [...given, JSON.stringify(plans.flatMap(({ rungs }, nth) => rungs.map((rung) => ({ nth, ...rung })))), now, pastReason],
    );
    return moved;
  }

  /** What lay ahead is no longer needed. A rung in the middle of its pages ends there: whoever it told was told, and gets the letter. */
  cancelAhead(deadlineId: string, at: Date, reason: RungCause): Promise<void> {
    return this.cancelAllAhead([deadlineId], at, reason);
  }

  private async cancelAllAhead(ids: readonly string[], at: Date, reason: RungCause): Promise<void> {
    const begun = await this.sql.rows<{ deadlineId: string; rung: string; revision: number }>(
      `WITH settled AS (
         UPDATE deadline_rungs SET outcome = CASE WHEN begun_at IS NULL THEN 'cancelled' ELSE 'fired' END, settled_at = $2, reason = $3, reached = coalesce(reached, 0)
         WHERE deadline_id = ANY($1) AND outcome IS NULL RETURNING deadline_id, rung, revision, outcome
       ) SELECT deadline_id AS "deadlineId", rung, revision FROM settled WHERE outcome = 'fired'`,
      [ids, at, reason],
    );
    for (const rung of begun) await queueDigests(this.sql, { ...rung, at });
  }

  /** The edition by which open deadlines are computed and told from now on. */
  async bindAll(ids: readonly string[], ruleEditionId: string): Promise<void> {
    await this.sql.affected(`UPDATE deadlines SET rule_edition_id = $2 WHERE id = ANY($1)`, [ids, ruleEditionId]);
  }

  /** Where what a new deadline asks for was due before. */
  async keepMove(move: { deadlineId: string; from: string; to: string; now: Date; on: string; cause: RungCause }): Promise<void> {
    await this.sql.affected(
      `INSERT INTO deadline_moves (deadline_id, revision, from_due_on, to_due_on, moved_at, moved_on, cause) VALUES ($1, 1, $2, $3, $4, $5, $6)`,
      [move.deadlineId, move.from, move.to, move.now, move.on, move.cause],
    );
  }

  async close(deadlineId: string, at: Date): Promise<void> {
    await this.sql.affected(`UPDATE deadlines SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL`, [deadlineId, at]);
  }
}
