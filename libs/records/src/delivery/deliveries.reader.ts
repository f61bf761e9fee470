import type { Sql } from '../sql.js';

export interface DeliveryItem {
  id: string;
  channel: 'email' | 'sms' | 'zalo' | 'webhook';
  status: 'queued' | 'sent' | 'dead';
  /** Who it is for: a person, or the name of a webhook. */
  recipient: string;
  personId: string | null;
  webhookId: string | null;
  /** The notices it carries; an event of a webhook carries none. */
  notices: number;
  subject: string | null;
  address: string | null;
  attempts: number;
  queuedAt: Date;
  nextAttemptAt: Date | null;
  sentAt: Date | null;
  answer: string | null;
  bouncedAt: Date | null;
  bounce: string | null;
}

export interface DeliveryAttempt {
  number: number;
  at: Date;
  outcome: 'accepted' | 'retry' | 'rejected';
  address: string;
  answer: string;
}

export interface DeliveriesQuestion {
  status?: string | undefined;
  channel?: string | undefined;
  personId?: string | undefined;
  webhookId?: string | undefined;
  bounced?: boolean | undefined;
}

const select = `
  SELECT v.id, v.channel, v.status, coalesce(p.display_name, w.name) AS recipient, v.person_id AS "personId", v.webhook_id AS "webhookId",
         (SELECT count(*)::int FROM notices n WHERE n.recipient_id = v.person_id AND n.moment = v.moment) AS notices,
         v.subject, v.address, v.attempts, v.queued_at AS "queuedAt", CASE WHEN v.status = 'queued' THEN v.next_attempt_at END AS "nextAttemptAt",
         v.sent_at AS "sentAt", v.answer, v.bounced_at AS "bouncedAt", v.bounce
  FROM deliveries v LEFT JOIN persons p ON p.id = v.person_id LEFT JOIN webhooks w ON w.id = v.webhook_id`;

/** What left the house, waits to leave it, or was given up. */
export class DeliveriesReader {
  constructor(private readonly sql: Sql) {}

  /** Newest first: the ids grow with time. */
  list(question: DeliveriesQuestion, after: { id: string } | null, limit: number): Promise<DeliveryItem[]> {
    return this.sql.rows<DeliveryItem>(
      `${select} WHERE ($1::text IS NULL OR v.status = $1) AND ($2::text IS NULL OR v.channel = $2) AND ($3::uuid IS NULL OR v.person_id = $3)
         AND ($4::uuid IS NULL OR v.webhook_id = $4) AND ($5::boolean IS NULL OR (v.bounced_at IS NOT NULL) = $5) AND ($6::uuid IS NULL OR v.id < $6)
       ORDER BY v.id DESC LIMIT $7`,
      [
        question.status ?? null,
        question.channel ?? null,
        question.personId ?? null,
        question.webhookId ?? null,
        question.bounced ?? null,
        after?.id ?? null,
        limit,
      ],
    );
  }

  one(id: string): Promise<DeliveryItem | null> {
    return this.sql.row<DeliveryItem>(`${select} WHERE v.id = $1`, [id]);
  }

  attempts(id: string): Promise<DeliveryAttempt[]> {
    return this.sql.rows<DeliveryAttempt>(
      `SELECT number, at, outcome, address, answer FROM delivery_attempts WHERE delivery_id = $1 ORDER BY number`,
      [id],
    );
  }
}
