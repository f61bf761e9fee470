import type { Sql } from '../sql.js';

export interface KeyLease {
  accountId: string;
  key: string;
  /** Fences: a slower first request that lost its lease to a second no longer owns the key. */
  leasedUntil: Date;
}

export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export type Claim =
  | { kind: 'leased'; lease: KeyLease }
  | { kind: 'answered'; answer: KeptAnswer }
  | { kind: 'inFlight' }
  | { kind: 'otherRequest' }
  | { kind: 'answerLost' };

interface KeyRow {
  requestHash: Buffer;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
  leasedUntil: Date;
}

/** What a key was used for. `headers` without a status says: the deed is committed, the answer is not kept (yet). */
export class IdempotencyRepository {
  constructor(private readonly sql: Sql) {}

  async claim(accountId: string, key: string, requestHash: Buffer, now: Date, leaseMs: number, keepMs: number): Promise<Claim> {
    const leasedUntil = new Date(now.getTime() + leaseMs);
    const taken = await this.sql.row(
      `INSERT INTO idempotency_keys AS k (account_id, key, request_hash, created_at, leased_until) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (account_id, key) DO UPDATE
         SET request_hash = $3, created_at = $4, leased_until = $5, status = NULL, headers = NULL, body = NULL
         WHERE (k.created_at < $6 AND k.leased_until <= $4)
            OR (k.status IS NULL AND k.headers IS NULL AND k.leased_until <= $4 AND k.request_hash = $3)
       RETURNING key`,
      [accountId, key, requestHash, now, leasedUntil, new Date(now.getTime() - keepMs)],
    );
    if (taken) return { kind: 'leased', lease: { accountId, key, leasedUntil } };
    const row = await this.sql.row<KeyRow>(
      `SELECT request_hash AS "requestHash", status, headers, body, leased_until AS "leasedUntil"
       FROM idempotency_keys WHERE account_id = $1 AND key = $2`,
      [accountId, key],
    );
    if (!row) return { kind: 'inFlight' };
    if (!row.requestHash.equals(requestHash)) return { kind: 'otherRequest' };
    if (row.status !== null)
      return { kind: 'answered', answer: { status: row.status, headers: row.headers ?? {}, body: row.body ?? '' } };
    if (row.leasedUntil > now) return { kind: 'inFlight' };
    return row.headers === null ? { kind: 'inFlight' } : { kind: 'answerLost' };
  }

  /** Inside the deed's transaction: from its commit on the key can never run the deed again. False: the lease is lost, undo the deed. */
  async markDone({ accountId, key, leasedUntil }: KeyLease): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE idempotency_keys SET headers = coalesce(headers, '{}') WHERE account_id = $1 AND key = $2 AND leased_until = $3 AND status IS NULL`,
        [accountId, key, leasedUntil],
      )) === 1
    );
  }

  /** The body is kept as a JSON string, not as JSON, so that it comes back byte for byte. */
  async keep({ accountId, key, leasedUntil }: KeyLease, { status, headers, body }: KeptAnswer): Promise<void> {
    await this.sql.affected(
      `UPDATE idempotency_keys SET status = $4, headers = $5, body = to_jsonb($6::text)
       WHERE account_id = $1 AND key = $2 AND leased_until = $3 AND status IS NULL`,
      [accountId, key, leasedUntil, status, headers, body],
    );
  }

  /** After a failure that changed nothing: the same key may be tried again at once. A deed that was committed stays. */
  async release({ accountId, key, leasedUntil }: KeyLease): Promise<void> {
    await this.sql.affected(
      `DELETE FROM idempotency_keys WHERE account_id = $1 AND key = $2 AND leased_until = $3 AND status IS NULL AND headers IS NULL`,
      [accountId, key, leasedUntil],
    );
  }

  forget(before: Date): Promise<number> {
    return this.sql.affected(`DELETE FROM idempotency_keys WHERE created_at < $1 AND leased_until < $1`, [before]);
  }
}
