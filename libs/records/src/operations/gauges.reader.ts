import type { PlainDay } from '#domain';
import type { Sql } from '../sql.js';

export interface Gauges {
  outboxWaiting: number;
  outboxOldestSeconds: number;
  deliveriesQueued: number;
  deliveriesDead: number;
  textsDead: number;
  webhookCallsDead: number;
  webhooksDisabled: number;
  addressesBouncing: number;
  overdueObligations: number;
}

/** The figures an operator watches, in one statement. */
export class GaugesReader {
  constructor(private readonly sql: Sql) {}

  async read(now: Date, today: PlainDay): Promise<Gauges> {
    return (await this.sql.row<Gauges>(
      `SELECT o.waiting AS "outboxWaiting", o.oldest AS "outboxOldestSeconds", d.queued AS "deliveriesQueued", d.dead AS "deliveriesDead",
         d.texts AS "textsDead", d.calls AS "webhookCallsDead", (SELECT count(*)::int FROM webhooks WHERE status = 'disabled') AS "webhooksDisabled",
         (SELECT count(*)::int FROM persons WHERE email_bounced_at IS NOT NULL) AS "addressesBouncing",
         (SELECT count(*)::int FROM obligations b JOIN deadlines l ON l.id = b.deadline_id
          WHERE b.status IN ('open', 'returned') AND l.due_on < $2::date) AS "overdueObligations"
       FROM (SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM $1::timestamptz - min(created_at)), 0)::float8 AS oldest
             FROM outbox WHERE sent_at IS NULL) o,
         (SELECT count(*) FILTER (WHERE status = 'queued')::int AS queued, count(*) FILTER (WHERE status = 'dead' AND channel = 'email')::int AS dead,
           count(*) FILTER (WHERE status = 'dead' AND channel IN ('sms', 'zalo'))::int AS texts, count(*) FILTER (WHERE status = 'dead' AND channel = 'webhook')::int AS calls
         FROM deliveries WHERE status IN ('queued', 'dead')) d`,
      [now, today],
    ))!;
  }
}
