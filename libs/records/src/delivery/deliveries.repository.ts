import { violates, type Sql } from '../sql.js';
import { channelRuleSql } from './channel-rule.js';

export type DeliveryChannel = 'email' | 'sms' | 'zalo' | 'webhook';

export interface LeasedDelivery {
  id: string;
  channel: DeliveryChannel;
  /** Counts the attempt that begins with this lease. */
  attempts: number;
  /** Of these, how many were made before it was sent again by hand. */
  attemptsBefore: number;
}

export interface AttemptedLetter {
  outcome: 'accepted' | 'retry' | 'rejected';
  address: string;
  subject: string;
  messageId: string;
  /** What the other side said. */
  answer: string;
}

export interface DeliveryStanding {
  status: 'queued' | 'sent' | 'dead';
  /** When it came back after it had been sent. */
  bouncedAt: Date | null;
  /** Its reader's address sends letters back; nothing goes there until somebody mends it. */
  addressBounces: boolean;
  /** Of a call: whether its webhook is switched on; null: it is no call. */
  webhookStatus: 'active' | 'disabled' | 'removed' | null;
}

/** The queue of letters. A sender that dies loses its lease, not the letter. */
export class DeliveriesRepository {
  constructor(private readonly sql: Sql) {}

  /** `what`: letters and messages to people, or calls of webhooks; neither waits for the other. */
  async lease(
    sender: string,
    limit: number,
    now: Date,
    leaseMs: number,
    what: 'letters' | 'calls' = 'letters',
  ): Promise<LeasedDelivery[]> {
    return this.sql.rows<LeasedDelivery>(
      `WITH taken AS (
         SELECT id FROM deliveries WHERE status = 'queued' AND channel ${what === 'calls' ? '=' : '<>'} 'webhook' AND next_attempt_at <= $3 AND (leased_until IS NULL OR leased_until <= $3)
         ORDER BY next_attempt_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
       )
       UPDATE deliveries d SET leased_by = $1, leased_until = $3::timestamptz + $4 * interval '1 millisecond', attempts = attempts + 1
       FROM taken WHERE d.id = taken.id RETURNING d.id, d.channel, d.attempts, d.attempts_before AS "attemptsBefore"`,
      [sender, limit, now, leaseMs],
    );
  }

  /**
   * What came of one attempt. `again`: when to try next; null: sent, or given up for good. A message to a phone that is given up, though it tells
   * what must reach its reader by the rule of that day, goes by e-mail as a letter of its own, unless it reached another phone or does already.
   */
  async attempted(id: string, sender: string, letter: AttemptedLetter, at: Date, again: Date | null): Promise<void> {
    await this.sql.affected(
      `WITH settled AS (
         UPDATE deliveries SET status = CASE WHEN $3 = 'accepted' THEN 'sent' WHEN $9::timestamptz IS NULL THEN 'dead' ELSE 'queued' END,
                sent_at = CASE WHEN $3 = 'accepted' THEN $8::timestamptz END, next_attempt_at = coalesce($9, next_attempt_at),
                address = $4, subject = $5, message_id = $6, answer = $7, leased_until = NULL
         WHERE id = $1 AND leased_by = $2 AND status = 'queued' RETURNING id, attempts, status, channel, person_id, moment
       ), instead AS (
         INSERT INTO deliveries (channel, person_id, moment, next_attempt_at, queued_at)
         SELECT 'email', s.person_id, s.moment, $8::timestamptz, $8::timestamptz FROM settled s
         WHERE s.status = 'dead' AND s.channel IN ('sms', 'zalo')
           AND NOT EXISTS (SELECT FROM deliveries v WHERE v.person_id = s.person_id AND v.moment = s.moment AND v.id <> s.id AND v.status = 'sent')
           AND EXISTS (SELECT FROM notices n WHERE n.recipient_id = s.person_id AND n.moment = s.moment
             AND (${channelRuleSql('n.act', `($8::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`)} ->> 'mustReach')::boolean)
         ON CONFLICT ON CONSTRAINT one_digest_a_moment DO NOTHING RETURNING 1
       )
       INSERT INTO delivery_attempts (delivery_id, number, at, outcome, address, answer)
       SELECT id, attempts, $8::timestamptz, $3, $4, $7 || CASE WHEN EXISTS (SELECT FROM instead) THEN '; it goes by e-mail instead' ELSE '' END FROM settled`,
      [id, sender, letter.outcome, letter.address, letter.subject, letter.messageId, letter.answer.slice(0, 500), at, again],
    );
  }

  /** Cannot go to a phone: the same letter goes by e-mail; where one does already, this one is given up. The attempt says why. */
  async mailInstead(id: string, sender: string, letter: Omit<AttemptedLetter, 'outcome'>, at: Date): Promise<void> {
    try {
      await this.turnToMail(id, sender, letter, at);
    } catch (error) {
      // Two messages of one person in the same instant: the other one became the letter, and is seen now.
      if (!violates(error, 'one_digest_a_moment')) throw error;
      await this.turnToMail(id, sender, letter, at);
    }
  }

  private async turnToMail(id: string, sender: string, letter: Omit<AttemptedLetter, 'outcome'>, at: Date): Promise<void> {
    await this.sql.affected(
      `WITH turned AS (
         UPDATE deliveries v SET channel = CASE WHEN m.id IS NULL THEN 'email' ELSE v.channel END, status = CASE WHEN m.id IS NULL THEN 'queued' ELSE 'dead' END,
                next_attempt_at = $7::timestamptz, attempts_before = v.attempts, address = $3, subject = $4, message_id = $5, answer = $6, leased_until = NULL
         FROM deliveries t LEFT JOIN deliveries m ON m.person_id = t.person_id AND m.moment = t.moment AND m.channel = 'email'
         WHERE t.id = $1 AND v.id = t.id AND v.leased_by = $2 AND v.status = 'queued' RETURNING v.id, v.attempts
       )
       INSERT INTO delivery_attempts (delivery_id, number, at, outcome, address, answer) SELECT id, attempts, $7::timestamptz, 'rejected', $3, $6 FROM turned`,
      [id, sender, letter.address, letter.subject, letter.messageId, letter.answer.slice(0, 500), at],
    );
  }

  /** How it stands, locked; null when there is none. */
  lock(id: string): Promise<DeliveryStanding | null> {
    return this.sql.row<DeliveryStanding>(
      `SELECT v.status, v.bounced_at AS "bouncedAt", coalesce(v.channel = 'email' AND p.email_bounced_at IS NOT NULL, false) AS "addressBounces",
              w.status AS "webhookStatus"
       FROM deliveries v LEFT JOIN persons p ON p.id = v.person_id LEFT JOIN webhooks w ON w.id = v.webhook_id WHERE v.id = $1 FOR UPDATE OF v`,
      [id],
    );
  }

  /**
   * What was given up, or came back, waits again; the waits between its attempts begin anew. That it came back stays on record as an
   * attempt of its own.
   */
  async requeue(id: string, at: Date): Promise<void> {
    await this.sql.affected(
      `WITH again AS (
         SELECT id, attempts, address, bounced_at, bounce FROM deliveries WHERE id = $1 AND (status = 'dead' OR bounced_at IS NOT NULL)
       ), back AS (
         INSERT INTO delivery_attempts (delivery_id, number, at, outcome, address, answer)
         SELECT id, attempts + 1, bounced_at, 'rejected', address, bounce FROM again WHERE bounced_at IS NOT NULL
       )
       UPDATE deliveries v SET status = 'queued', attempts = again.attempts + (again.bounced_at IS NOT NULL)::int,
              attempts_before = again.attempts + (again.bounced_at IS NOT NULL)::int, sent_at = NULL, bounced_at = NULL, bounce = NULL,
              next_attempt_at = $2, leased_until = NULL
       FROM again WHERE v.id = again.id`,
      [id, at],
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
