import type { Sql } from '../sql.js';

export interface BouncedLetter {
  deliveryId: string;
  personId: string;
  /** The address the letter was sent to is still the person's. */
  isCurrent: boolean;
  markedAlready: boolean;
}

export interface BouncingAddress {
  /** The person's. */
  id: string;
  displayName: string;
  email: string;
  since: Date;
  reason: string;
}

/** Letters that came back, and the addresses they came back from. */
export class BouncesRepository {
  constructor(private readonly sql: Sql) {}

  /** The person is locked, so the same report twice is one. */
  lockLetter(by: { deliveryId: string | null; messageId: string | null }): Promise<BouncedLetter | null> {
    return this.sql.row<BouncedLetter>(
      `SELECT v.id AS "deliveryId", p.id AS "personId", p.email = v.address AS "isCurrent", p.email_bounced_at IS NOT NULL AS "markedAlready"
       FROM deliveries v JOIN persons p ON p.id = v.person_id
       WHERE v.channel = 'email' AND v.status = 'sent' AND (v.id = $1::uuid OR ($1::uuid IS NULL AND v.message_id = $2)) FOR NO KEY UPDATE OF p`,
      [by.deliveryId, by.messageId],
    );
  }

  async note(deliveryId: string, reason: string, at: Date): Promise<void> {
    await this.sql.affected(`UPDATE deliveries SET bounced_at = $3, bounce = $2 WHERE id = $1 AND bounced_at IS NULL`, [
      deliveryId,
      reason,
      at,
    ]);
  }

  async mark(personId: string, reason: string, at: Date): Promise<void> {
    await this.sql.affected(`UPDATE persons SET email_bounced_at = $3, email_bounce = $2 WHERE id = $1`, [personId, reason, at]);
  }

  /** false: it was not marked. */
  async clear(personId: string): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE persons SET email_bounced_at = NULL, email_bounce = NULL WHERE id = $1 AND email_bounced_at IS NOT NULL`,
        [personId],
      )) === 1
    );
  }

  list(after: { since: string; id: string } | null, limit: number): Promise<BouncingAddress[]> {
    return this.sql.rows<BouncingAddress>(
      `SELECT id, display_name AS "displayName", email, email_bounced_at AS since, email_bounce AS reason FROM persons
       WHERE email_bounced_at IS NOT NULL AND ($1::timestamptz IS NULL OR (email_bounced_at, id) < ($1, $2::uuid))
       ORDER BY email_bounced_at DESC, id DESC LIMIT $3`,
      [after?.since ?? null, after?.id ?? null, limit],
    );
  }
}
