import type { Sql } from '../sql.js';

/** A wish to Temporal: make sure this workflow runs, and that it looks at PostgreSQL again. Harmless if repeated or late. */
export interface Wish {
  workflow: string;
  workflowId: string;
  argument: string | null;
}

export interface LeasedWish extends Wish {
  ids: number[];
  attempts: number;
}

export class OutboxRepository {
  constructor(private readonly sql: Sql) {}

  async wish(wish: Wish, cause: string, at: Date): Promise<void> {
    await this.sql.affected(
      `INSERT INTO outbox (workflow, workflow_id, argument, cause, created_at, next_attempt_at) VALUES ($1, $2, $3, $4, $5, $5)`,
      [wish.workflow, wish.workflowId, wish.argument, cause, at],
    );
  }

  async wishAll(wishes: readonly Wish[], cause: string, at: Date): Promise<void> {
    await this.sql.affected(
      `INSERT INTO outbox (workflow, workflow_id, argument, cause, created_at, next_attempt_at)
       SELECT workflow, "workflowId", argument, $2, $3::timestamptz, $3::timestamptz
       FROM jsonb_to_recordset($1) AS w (workflow text, "workflowId" text, argument text)`,
      [JSON.stringify(wishes), cause, at],
    );
  }

  /** Takes waiting wishes for a while; wishes for one workflow come as one. A relay that dies loses its lease, not the wish. */
  async lease(relay: string, limit: number, now: Date, leaseMs: number): Promise<LeasedWish[]> {
    return this.sql.rows<LeasedWish>(
      `WITH taken AS (
         SELECT id FROM outbox WHERE sent_at IS NULL AND next_attempt_at <= $3 AND (leased_until IS NULL OR leased_until < $3)
         ORDER BY next_attempt_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
       ), leased AS (
         UPDATE outbox o SET leased_by = $1, leased_until = $3::timestamptz + $4 * interval '1 millisecond', attempts = attempts + 1
         FROM taken WHERE o.id = taken.id RETURNING o.*
       )
       SELECT workflow, workflow_id AS "workflowId", max(argument) AS argument, array_agg(id)::int[] AS ids, max(attempts)::int AS attempts
       FROM leased GROUP BY workflow, workflow_id ORDER BY min(id)`,
      [relay, limit, now, leaseMs],
    );
  }

  async sent(ids: number[], relay: string, now: Date): Promise<void> {
    await this.sql.affected(
      `UPDATE outbox SET sent_at = $3, leased_until = NULL WHERE id = ANY($1) AND leased_by = $2 AND sent_at IS NULL`,
      [ids, relay, now],
    );
  }

  async postpone(ids: number[], relay: string, until: Date, error: string): Promise<void> {
    await this.sql.affected(
      `UPDATE outbox SET next_attempt_at = $3, leased_until = NULL, last_error = $4 WHERE id = ANY($1) AND leased_by = $2 AND sent_at IS NULL`,
      [ids, relay, until, error.slice(0, 500)],
    );
  }

  async waiting(): Promise<{ count: number; oldestAt: Date | null }> {
    return (await this.sql.row<{ count: number; oldestAt: Date | null }>(
      `SELECT count(*)::int AS count, min(created_at) AS "oldestAt" FROM outbox WHERE sent_at IS NULL`,
    ))!;
  }
}
