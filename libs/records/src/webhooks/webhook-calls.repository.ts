import type { Sql } from '../sql.js';

export interface WebhookEvent {
  /** `obligation.changed`. */
  type: string;
  /** What the journal calls it: `reportSubmitted`. */
  kind: string;
  stream: string;
  id: string;
  seq: number;
  at: string;
  data: Record<string, unknown>;
}

export interface QueuedCall {
  deliveryId: string;
  webhookId: string;
  url: string;
  status: 'active' | 'disabled' | 'removed';
  privateAllowed: boolean;
  /** Sealed. The one in force first; the one before it while both are valid. */
  secrets: string[];
  event: WebhookEvent;
}

/** Calls of webhooks in the queue, and what their answers mean for the webhook. */
export class WebhookCallsRepository {
  constructor(private readonly sql: Sql) {}

  of(deliveryIds: string[], now: Date): Promise<QueuedCall[]> {
    return this.sql.rows<QueuedCall>(
      `SELECT v.id AS "deliveryId", w.id AS "webhookId", w.url, w.status, w.private_allowed AS "privateAllowed", v.event,
              array_remove(ARRAY[w.secret, CASE WHEN w.old_secret_until > $2 THEN w.old_secret END], NULL) AS secrets
       FROM deliveries v JOIN webhooks w ON w.id = v.webhook_id WHERE v.id = ANY ($1) ORDER BY v.queued_at, v.journal_id`,
      [deliveryIds, now],
    );
  }

  async answered(webhookId: string): Promise<void> {
    await this.sql.affected(`UPDATE webhooks SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL`, [webhookId]);
  }

  async failed(webhookId: string, at: Date): Promise<void> {
    await this.sql.affected(`UPDATE webhooks SET failing_since = $2 WHERE id = $1 AND failing_since IS NULL`, [webhookId, at]);
  }

  /** The owner, when it was active until now; null: somebody was faster. */
  async disable(webhookId: string, reason: string): Promise<{ ownerId: string; organisationId: string } | null> {
    return this.sql.row(
      `UPDATE webhooks SET status = 'disabled', status_reason = $2, revision = revision + 1 WHERE id = $1 AND status = 'active'
       RETURNING owner_id AS "ownerId", organisation_id AS "organisationId"`,
      [webhookId, reason],
    );
  }

  /** What still waits for a webhook that is told no more is given up, each with an attempt on record that says why. */
  async giveUpWaiting(webhookId: string, answer: string, at: Date): Promise<void> {
    await this.sql.affected(
      `WITH dead AS (
         UPDATE deliveries v SET status = 'dead', attempts = attempts + 1, address = w.url, answer = $2, leased_until = NULL
         FROM webhooks w WHERE w.id = $1 AND v.webhook_id = w.id AND v.status = 'queued' RETURNING v.id, v.attempts, w.url
       ) INSERT INTO delivery_attempts (delivery_id, number, at, outcome, address, answer) SELECT id, attempts, $3, 'rejected', url, $2 FROM dead`,
      [webhookId, answer, at],
    );
  }

  /** One notice and one letter to the owner. */
  async tellOwner(webhookId: string, owner: { ownerId: string; organisationId: string }, at: Date): Promise<void> {
    await this.sql.affected(
      `WITH noticed AS (
         INSERT INTO notices (webhook_id, act, recipient_id, organisation_id, stands_in, created_at, moment) VALUES ($1, 'webhookDisabled', $2, $3, false, $4, $4)
       ) INSERT INTO deliveries (channel, person_id, moment, next_attempt_at, queued_at) VALUES ('email', $2, $4, $4, $4)
         ON CONFLICT ON CONSTRAINT one_digest_a_moment DO NOTHING`,
      [webhookId, owner.ownerId, owner.organisationId, at],
    );
  }
}
