import type { Sql } from '../sql.js';

export interface WebhookRow {
  id: string;
  name: string;
  url: string;
  events: string[];
  organisationId: string;
  ownerId: string;
  ownerName: string;
  privateAllowed: boolean;
  status: 'active' | 'disabled';
  statusReason: string | null;
  failingSince: Date | null;
  createdAt: Date;
  revision: number;
}

export interface NewWebhook {
  id: string;
  name: string;
  url: string;
  events: string[];
  /** Sealed. */
  secret: string;
  privateAllowed: boolean;
  personId: string;
  postId: string;
  organisationId: string;
  at: Date;
}

/** Whose webhooks: those of one organisation; null: all. */
export type WebhookScope = string | null;

const select = `
  SELECT w.id, w.name, w.url, w.events, w.organisation_id AS "organisationId", w.owner_id AS "ownerId", p.display_name AS "ownerName",
         w.private_allowed AS "privateAllowed", w.status, w.status_reason AS "statusReason", w.failing_since AS "failingSince",
         w.created_at AS "createdAt", w.revision
  FROM webhooks w JOIN persons p ON p.id = w.owner_id WHERE w.status <> 'removed' AND ($1::uuid IS NULL OR w.organisation_id = $1)`;

export class WebhooksRepository {
  constructor(private readonly sql: Sql) {}

  async add(webhook: NewWebhook): Promise<void> {
    await this.sql.affected(
      `INSERT INTO webhooks (id, name, url, events, secret, private_allowed, owner_id, post_id, organisation_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        webhook.id,
        webhook.name,
        webhook.url,
        webhook.events,
        webhook.secret,
        webhook.privateAllowed,
        webhook.personId,
        webhook.postId,
        webhook.organisationId,
        webhook.at,
      ],
    );
  }

  list(scope: WebhookScope, after: { id: string } | null, limit: number): Promise<WebhookRow[]> {
    return this.sql.rows<WebhookRow>(`${select} AND ($2::uuid IS NULL OR w.id > $2) ORDER BY w.id LIMIT $3`, [
      scope,
      after?.id ?? null,
      limit,
    ]);
  }

  one(id: string, scope: WebhookScope): Promise<WebhookRow | null> {
    return this.sql.row<WebhookRow>(`${select} AND w.id = $2`, [scope, id]);
  }

  lock(id: string, scope: WebhookScope): Promise<WebhookRow | null> {
    return this.sql.row<WebhookRow>(`${select} AND w.id = $2 FOR UPDATE OF w`, [scope, id]);
  }

  /** The caller holds the lock. Switched on again it starts without a past. */
  async change(
    id: string,
    to: {
      name: string;
      url: string;
      events: string[];
      privateAllowed: boolean;
      status: 'active' | 'disabled' | 'removed';
      reason: string | null;
    },
  ): Promise<void> {
    await this.sql.affected(
      `UPDATE webhooks SET name = $2, url = $3, events = $4, private_allowed = $5, status = $6, status_reason = $7,
              failing_since = CASE WHEN $6 = 'active' AND status <> 'active' THEN NULL ELSE failing_since END, revision = revision + 1 WHERE id = $1`,
      [id, to.name, to.url, to.events, to.privateAllowed, to.status, to.reason],
    );
  }

  /** Until the old one ends, calls are signed with both. */
  async rotate(id: string, secret: string, oldUntil: Date): Promise<void> {
    await this.sql.affected(
      `UPDATE webhooks SET old_secret = secret, old_secret_until = $3, secret = $2, revision = revision + 1 WHERE id = $1`,
      [id, secret, oldUntil],
    );
  }

  /** As they are kept, removed webhooks too: what is in the database is in its backups. */
  secretsAfter(after: string | null, limit: number): Promise<{ id: string; secret: string; oldSecret: string | null }[]> {
    return this.sql.rows(
      `SELECT id, secret, old_secret AS "oldSecret" FROM webhooks WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2`,
      [after, limit],
    );
  }

  /** The same secrets in other writing; false: they are others by now. */
  async reseal(
    id: string,
    was: { secret: string; oldSecret: string | null },
    to: { secret: string; oldSecret: string | null },
  ): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE webhooks SET secret = $2, old_secret = $3 WHERE id = $1 AND secret = $4 AND old_secret IS NOT DISTINCT FROM $5`,
        [id, to.secret, to.oldSecret, was.secret, was.oldSecret],
      )) === 1
    );
  }

  /** A call that tells nothing but that calls arrive. */
  async queueTest(webhookId: string, at: Date): Promise<string> {
    const row = await this.sql.row<{ id: string }>(
      `INSERT INTO deliveries (channel, webhook_id, event, next_attempt_at, queued_at)
       VALUES ('webhook', $1, jsonb_build_object('type', 'webhook.test', 'kind', 'test', 'stream', 'webhook', 'id', $1::uuid, 'seq', 0, 'at', $2::timestamptz, 'data', '{}'::jsonb), $2, $2)
       RETURNING id`,
      [webhookId, at],
    );
    return row!.id;
  }
}
