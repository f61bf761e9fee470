import type { Sql } from '../sql.js';

export interface ExtensionRow {
  id: string;
  obligationId: string;
  fromDueOn: string;
  toDueOn: string;
  status: 'asked' | 'granted' | 'refused' | 'lapsed';
}

/** An escalation that fired, or begins to, while a request protected somebody from it. */
export interface HeldBackRung {
  rung: string;
  revision: number;
  stepsUp: number;
  /** Some of its pages are still to be told. */
  underWay: boolean;
}

export class ExtensionsRepository {
  constructor(private readonly sql: Sql) {}

  async ask(request: {
    id: string;
    obligationId: string;
    reason: string;
    fromDueOn: string;
    toDueOn: string;
    at: Date;
    on: string;
    personId: string;
    postId: string;
  }): Promise<boolean> {
    return (
      (await this.sql.affected(
        `INSERT INTO extensions (id, obligation_id, reason, from_due_on, to_due_on, asked_at, asked_on, asked_by, asked_post_id, status)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'asked') ON CONFLICT DO NOTHING`,
        [
          request.id,
          request.obligationId,
          request.reason,
          request.fromDueOn,
          request.toDueOn,
          request.at,
          request.on,
          request.personId,
          request.postId,
        ],
      )) === 1
    );
  }

  async granted(obligationId: string): Promise<number> {
    return (await this.sql.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM extensions WHERE obligation_id = $1 AND status = 'granted'`,
      [obligationId],
    ))!.count;
  }

  /** How many who owe under a deadline wait for an answer to their request. */
  async waitingUnder(deadlineId: string): Promise<number> {
    return (await this.sql.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM extensions e JOIN obligations o ON o.id = e.obligation_id
       WHERE o.deadline_id = $1 AND o.status IN ('open', 'returned') AND e.status = 'asked'`,
      [deadlineId],
    ))!.count;
  }

  find(id: string, obligationId: string): Promise<ExtensionRow | null> {
    return this.sql.row<ExtensionRow>(
      `SELECT id, obligation_id AS "obligationId", from_due_on AS "fromDueOn", to_due_on AS "toDueOn", status
       FROM extensions WHERE id = $1 AND obligation_id = $2 FOR UPDATE`,
      [id, obligationId],
    );
  }

  /** The latest escalation a duty was spared while its request waited; null: none fired meanwhile. The caller holds the deadline. */
  heldBack(id: string): Promise<HeldBackRung | null> {
    return this.sql.row<HeldBackRung>(
      `SELECT r.rung, r.revision, r.steps_up AS "stepsUp", r.outcome IS NULL AS "underWay"
       FROM extensions e JOIN obligations o ON o.id = e.obligation_id JOIN deadlines d ON d.id = o.deadline_id
       JOIN deadline_rungs r ON r.deadline_id = d.id AND r.act = 'escalate'
         AND (r.outcome = 'fired' AND r.settled_at >= e.asked_at OR r.outcome IS NULL AND r.begun_at IS NOT NULL AND r.revision = d.revision)
       WHERE e.id = $1 AND NOT EXISTS (
         SELECT FROM notices n WHERE n.obligation_id = o.id AND n.deadline_id = r.deadline_id AND n.rung = r.rung)
       ORDER BY r.settled_at DESC NULLS FIRST, r.planned_at DESC LIMIT 1`,
      [id],
    );
  }

  async answer(
    id: string,
    answer: {
      status: 'granted' | 'refused';
      reason: string | null;
      toDeadlineId: string | null;
      at: Date;
      on: string;
      personId: string;
      postId: string;
    },
  ): Promise<void> {
    await this.sql.affected(
      `UPDATE extensions SET status = $2, answer_reason = $3, to_deadline_id = $4, answered_at = $5, answered_on = $6, answered_by = $7, answered_post_id = $8
       WHERE id = $1 AND status = 'asked'`,
      [id, answer.status, answer.reason, answer.toDeadlineId, answer.at, answer.on, answer.personId, answer.postId],
    );
  }
}
