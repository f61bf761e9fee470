import type { Sql } from '../sql.js';

export interface LeasedDelivery {
  id: string;
  /** Counts the attempt that begins with this lease. */
  attempts: number;
}

export interface SentLetter {
  address: string;
  subject: string;
  messageId: string;
  /** What the mail server said. */
  answer: string;
}

/** The queue of letters. A sender that dies loses its lease, not the letter. */
export class DeliveriesRepository {
  constructor(private readonly sql: Sql) {}

  async lease(sender: string, limit: number, now: Date, leaseMs: number): Promise<LeasedDelivery[]> {
    return this.sql.rows<LeasedDelivery>(
      `WITH taken AS (
         SELECT id FROM deliveries WHERE status = 'queued' AND next_attempt_at <= $3 AND (leased_until IS NULL OR leased_until <= $3)
         ORDER BY next_attempt_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
       )
       UPDATE deliveries d SET leased_by = $1, leased_until = $3::timestamptz + $4 * interval '1 millisecond', attempts = attempts + 1
       FROM taken WHERE d.id = taken.id RETURNING d.id, d.attempts`,
      [sender, limit, now, leaseMs],
    );
  }

  async sent(id: string, sender: string, letter: SentLetter, at: Date): Promise<void> {
    await this.sql.affected(
      `UPDATE deliveries SET status = 'sent', sent_at = $3, address = $4, subject = $5, message_id = $6, answer = $7, leased_until = NULL
       WHERE id = $1 AND leased_by = $2 AND status = 'queued'`,
      [id, sender, at, letter.address, letter.subject, letter.messageId, letter.answer.slice(0, 500)],
    );
  }

  /** `until` null: given up for good. */
  async failed(id: string, sender: string, letter: SentLetter, until: Date | null): Promise<void> {
    await this.sql.affected(
      `UPDATE deliveries SET status = CASE WHEN $3::timestamptz IS NULL THEN 'dead' ELSE status END, next_attempt_at = coalesce($3, next_attempt_at),
              address = $4, subject = $5, message_id = $6, answer = $7, leased_until = NULL
       WHERE id = $1 AND leased_by = $2 AND status = 'queued'`,
      [id, sender, until, letter.address, letter.subject, letter.messageId, letter.answer.slice(0, 500)],
    );
  }

  /** Gives back what was leased and not tried: the attempt does not count. */
  async giveBack(ids: string[], sender: string, until: Date): Promise<void> {
    await this.sql.affected(
      `UPDATE deliveries SET attempts = attempts - 1, next_attempt_at = $3, leased_until = NULL WHERE id = ANY($1) AND leased_by = $2 AND status = 'queued'`,
      [ids, sender, until],
    );
  }

  /** When the next queued letter may be taken; null when the queue is empty. */
  async nextAt(): Promise<Date | null> {
    const row = await this.sql.row<{ at: Date | null }>(
      `SELECT min(greatest(next_attempt_at, leased_until)) AS at FROM deliveries WHERE status = 'queued'`,
    );
    return row?.at ?? null;
  }
}
