import type { Sql } from '../sql.js';

export type Difference = 'missing' | 'lostWish' | 'wrongWait' | 'shouldHaveEnded' | 'orphanedDuty';

export interface Repair {
  workflowId: string;
  difference: Difference;
  detail: string;
  at: Date;
}

export interface Ladders {
  rounds: { id: string; kind: string; year: number }[];
  conferences: { id: string }[];
}

/** What the reconciler reads and what it leaves behind. */
export class RepairsRepository {
  constructor(private readonly sql: Sql) {}

  async record({ workflowId, difference, detail, at }: Repair): Promise<void> {
    await this.sql.affected(`INSERT INTO repairs (workflow_id, difference, detail, at) VALUES ($1, $2, $3, $4)`, [
      workflowId,
      difference,
      detail.slice(0, 1000),
      at,
    ]);
  }

  /** Whatever has a ladder, the closed ones too: their workflows should have ended. A few dozen in a decade. */
  async ladders(): Promise<Ladders> {
    return {
      rounds: await this.sql.rows(`SELECT id, kind, year FROM rounds ORDER BY opened_at, id`),
      conferences: await this.sql.rows(`SELECT id FROM conferences ORDER BY opened_at, id`),
    };
  }

  /**
   * Models whose duties need looking after about now: a rung lies within a day, or they were settled within one. There may be a hundred
   * thousand with a clock; each is looked at when its time comes, before anybody is told late. A page, in the order of their ids.
   */
  async modelsNear(now: Date, after: string | null, limit: number): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string }>(
      `SELECT near.id FROM (
       SELECT d.model_id AS id FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id AND d.revision = r.revision
       WHERE r.outcome IS NULL AND r.planned_at < $1::timestamptz + interval '1 day' AND d.model_id IS NOT NULL AND d.closed_at IS NULL
       UNION
       SELECT model_id FROM deadlines WHERE model_id IS NOT NULL AND closed_at > $1::timestamptz - interval '1 day'
       ) near WHERE $2::uuid IS NULL OR near.id > $2 ORDER BY near.id LIMIT $3`,
      [now, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Whether the outbox ever held a wish for a workflow, told or not. */
  async everWished(workflowId: string): Promise<boolean> {
    return (await this.sql.row(`SELECT FROM outbox WHERE workflow_id = $1 LIMIT 1`, [workflowId])) !== null;
  }

  async wishesUnderway(): Promise<Set<string>> {
    const rows = await this.sql.rows<{ workflowId: string }>(
      `SELECT DISTINCT workflow_id AS "workflowId" FROM outbox WHERE sent_at IS NULL`,
    );
    return new Set(rows.map(({ workflowId }) => workflowId));
  }
}
