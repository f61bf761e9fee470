import type { Sql } from '../sql.js';
import type { Difference } from './repairs.repository.js';

export interface RepairItem {
  id: number;
  workflowId: string;
  difference: Difference;
  /** What was expected and what was found. */
  detail: string;
  at: Date;
}

/** What the reconciler mended, newest first: for whoever keeps the house. */
export class RepairsReader {
  constructor(private readonly sql: Sql) {}

  list(difference: Difference | null, after: { id: number } | null, limit: number): Promise<RepairItem[]> {
    return this.sql.rows<RepairItem>(
      `SELECT id, workflow_id AS "workflowId", difference, detail, at FROM repairs
       WHERE ($1::text IS NULL OR difference = $1) AND ($2::bigint IS NULL OR id < $2::bigint) ORDER BY id DESC LIMIT $3`,
      [difference, after?.id ?? null, limit],
    );
  }

  /** How many of each kind so far. */
  async counts(): Promise<Record<Difference, number>> {
    return (await this.sql.row<Record<Difference, number>>(
      `SELECT count(*) FILTER (WHERE difference = 'missing')::int AS missing, count(*) FILTER (WHERE difference = 'lostWish')::int AS "lostWish",
              count(*) FILTER (WHERE difference = 'wrongWait')::int AS "wrongWait", count(*) FILTER (WHERE difference = 'shouldHaveEnded')::int AS "shouldHaveEnded",
              count(*) FILTER (WHERE difference = 'orphanedDuty')::int AS "orphanedDuty"
       FROM repairs`,
    ))!;
  }
}
