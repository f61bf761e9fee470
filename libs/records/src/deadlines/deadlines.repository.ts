import type { PlannedRung, Words } from '#domain';
import type { Sql } from '../sql.js';
import { queueDigests } from '../delivery/queue-digests.js';

export interface NewDeadline {
  id: string;
  roundId: string | null;
  conferenceId: string | null;
  duty: string;
  dueOn: string;
  explanation: Words[];
  ruleEditionId: string;
}

export interface DeadlineRow {
  id: string;
  roundId: string | null;
  conferenceId: string | null;
  duty: string;
  dueOn: string;
  revision: number;
  closedAt: Date | null;
  ruleEditionId: string;
}

export interface RungRow {
  rung: string;
  act: 'remind' | 'due' | 'overdue' | 'escalate' | 'close';
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
  pastReason: string | null;
}

export class DeadlinesRepository {
  constructor(private readonly sql: Sql) {}

  async insert(deadline: NewDeadline, plan: RungPlan): Promise<void> {
    await this.sql.affected(
      `INSERT INTO deadlines (id, round_id, conference_id, duty, due_on, original_due_on, explanation, rule_edition_id)
       VALUES ($1, $2, $3, $4, $5, $5, $6, $7)`,
      [
        deadline.id,
        deadline.roundId,
        deadline.conferenceId,
        deadline.duty,
        deadline.dueOn,
        JSON.stringify(deadline.explanation),
        deadline.ruleEditionId,
      ],
    );
    await this.insertRungs(deadline.id, 1, plan);
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

  /** The open deadline of a round on a day, locked. */
  ofRoundOn(roundId: string, dueOn: string): Promise<DeadlineRow | null> {
    return this.one(`round_id = $1 AND due_on = $2`, [roundId, dueOn]);
  }

  lock(id: string): Promise<DeadlineRow | null> {
    return this.one(`id = $1`, [id]);
  }

  private one(where: string, parameters: unknown[]): Promise<DeadlineRow | null> {
    return this.sql.row<DeadlineRow>(
      `SELECT id, round_id AS "roundId", conference_id AS "conferenceId", duty, due_on AS "dueOn", revision, closed_at AS "closedAt", rule_edition_id AS "ruleEditionId"
       FROM deadlines WHERE ${where} FOR NO KEY UPDATE`,
      parameters,
    );
  }

  ahead(deadlineId: string, revision: number): Promise<RungRow[]> {
    return this.sql.rows<RungRow>(
      `SELECT rung, act, steps_up AS "stepsUp", planned_at AS "plannedAt", begun_at AS "begunAt", told_up_to AS "toldUpTo", coalesce(reached, 0) AS reached
       FROM deadline_rungs
       WHERE deadline_id = $1 AND revision = $2 AND outcome IS NULL ORDER BY planned_at`,
      [deadlineId, revision],
    );
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
      `UPDATE deadline_rungs SET begun_at = coalesce(begun_at, $6), told_up_to = coalesce($4, told_up_to), reached = coalesce(reached, 0) + $5
       WHERE deadline_id = $1 AND revision = $2 AND rung = $3 AND outcome IS NULL`,
      [deadlineId, revision, rung, upTo, notices, at],
    );
  }

  async settle(
    deadlineId: string,
    revision: number,
    rungs: string[],
    outcome: 'fired' | 'collapsed',
    at: Date,
    reason: string | null,
  ): Promise<void> {
    if (rungs.length === 0) return;
    await this.sql.affected(
      `UPDATE deadline_rungs SET outcome = $4, settled_at = $5, reason = $6, reached = coalesce(reached, 0)
       WHERE deadline_id = $1 AND revision = $2 AND rung = ANY($3) AND outcome IS NULL`,
      [deadlineId, revision, rungs, outcome, at, reason],
    );
  }

  /** Moves a deadline to another day: what lay ahead is cancelled, a new revision is planned. */
  async replan(deadline: DeadlineRow, dueOn: string, explanation: Words[], plan: RungPlan, reason: string): Promise<void> {
    await this.cancelAhead(deadline.id, plan.now, reason);
    await this.sql.affected(`UPDATE deadlines SET due_on = $2, explanation = $3, revision = revision + 1 WHERE id = $1`, [
      deadline.id,
      dueOn,
      JSON.stringify(explanation),
    ]);
    await this.insertRungs(deadline.id, deadline.revision + 1, plan);
  }

  /** What lay ahead is no longer needed. A rung in the middle of its pages ends there: whoever it told was told, and gets the letter. */
  async cancelAhead(deadlineId: string, at: Date, reason: string): Promise<void> {
    const begun = await this.sql.rows<{ rung: string; revision: number }>(
      `WITH settled AS (
         UPDATE deadline_rungs SET outcome = CASE WHEN begun_at IS NULL THEN 'cancelled' ELSE 'fired' END, settled_at = $2, reason = $3, reached = coalesce(reached, 0)
         WHERE deadline_id = $1 AND outcome IS NULL RETURNING rung, revision, outcome
       ) SELECT rung, revision FROM settled WHERE outcome = 'fired'`,
      [deadlineId, at, reason],
    );
    for (const { rung, revision } of begun) await queueDigests(this.sql, { deadlineId, revision, rung, at });
  }

  async close(deadlineId: string, at: Date): Promise<void> {
    await this.sql.affected(`UPDATE deadlines SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL`, [deadlineId, at]);
  }
}
