import type { PlainDay } from '#domain';
import type { Sql } from '../sql.js';

export interface Gauges {
  outboxWaiting: number;
  outboxOldestSeconds: number;
  deliveriesQueued: number;
  deliveriesDead: number;
  overdueObligations: number;
}

/** The figures an operator watches, in one statement. */
export class GaugesReader {
  constructor(private readonly sql: Sql) {}

  async read(now: Date, today: PlainDay): Promise<Gauges> {
    return (await this.sql.row<Gauges>(
      `SELECT o.waiting AS "outboxWaiting", o.oldest AS "outboxOldestSeconds", d.queued AS "deliveriesQueued", d.dead AS "deliveriesDead",
         (SELECT count(*)::int FROM obligations b JOIN deadlines l ON l.id = b.deadline_id
          WHERE b.status IN ('open', 'returned') AND l.due_on < $2::date) AS "overdueObligations"
       FROM (SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM $1::timestamptz - min(created_at)), 0)::float8 AS oldest
             FROM outbox WHERE sent_at IS NULL) o,
         (SELECT count(*) FILTER (WHERE status = 'queued')::int AS queued, count(*) FILTER (WHERE status = 'dead')::int AS dead FROM deliveries) d`,
      [now, today],
    ))!;
  }
}
