import type { Sql } from '../sql.js';

export interface NewToken {
  id: string;
  accountId: string;
  name: string;
  hash: Buffer;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date;
}

export class TokensRepository {
  constructor(private readonly sql: Sql) {}

  /** The journal of an account is one chain: its writers queue here. */
  async lockAccount(accountId: string): Promise<boolean> {
    return (await this.sql.row(`SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE`, [accountId])) !== null;
  }

  async add(token: NewToken): Promise<void> {
    await this.sql.affected(
      `INSERT INTO access_tokens (id, account_id, name, hash, scopes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [token.id, token.accountId, token.name, token.hash, token.scopes, token.createdAt, token.expiresAt],
    );
  }

  async revoke(accountId: string, id: string, at: Date): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE access_tokens SET revoked_at = $3 WHERE account_id = $1 AND id = $2 AND revoked_at IS NULL`,
        [accountId, id, at],
      )) === 1
    );
  }
}
