import type { PlannedRung, Words } from '#domain';
import type { Sql } from '../sql.js';

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
       FROM deadlines WHERE ${where} FOR UPDATE`,
      parameters,
    );
  }

  ahead(deadlineId: string, revision: number): Promise<RungRow[]> {
    return this.sql.rows<RungRow>(
      `SELECT rung, act, steps_up AS "stepsUp", planned_at AS "plannedAt" FROM deadline_rungs
       WHERE deadline_id = $1 AND revision = $2 AND outcome IS NULL ORDER BY planned_at`,
      [deadlineId, revision],
    );
  }

  async settle(
    deadlineId: string,
    revision: number,
    rungs: string[],
    outcome: 'fired' | 'collapsed' | 'cancelled',
    at: Date,
    reason: string | null,
    reached = 0,
  ): Promise<void> {
    if (rungs.length === 0) return;
    await this.sql.affected(
      `UPDATE deadline_rungs SET outcome = $4, settled_at = $5, reason = $6, reached = $7
       WHERE deadline_id = $1 AND revision = $2 AND rung = ANY($3) AND outcome IS NULL`,
      [deadlineId, revision, rungs, outcome, at, reason, reached],
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

  async cancelAhead(deadlineId: string, at: Date, reason: string): Promise<void> {
    await this.sql.affected(
      `UPDATE deadline_rungs SET outcome = 'cancelled', settled_at = $2, reason = $3, reached = 0 WHERE deadline_id = $1 AND outcome IS NULL`,
      [deadlineId, at, reason],
    );
  }

  async close(deadlineId: string, at: Date): Promise<void> {
    await this.sql.affected(`UPDATE deadlines SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL`, [deadlineId, at]);
  }
}
