import type { PlainDay } from '#domain';
import type { Sql } from '../sql.js';

export interface NewAccount {
  id: string;
  personId: string;
  username: string;
  passwordHash: string;
  isDemo: boolean;
  createdAt: Date;
}

export class AccountsRepository {
  constructor(private readonly sql: Sql) {}

  /** The account that stands in the way of a new one: of the same name, or of the same person. */
  inTheWay(
    personId: string,
    username: string,
  ): Promise<{ id: string; personId: string; username: string; isDemo: boolean } | null> {
    return this.sql.row(
      `SELECT id, person_id AS "personId", username, is_demo AS "isDemo" FROM accounts WHERE person_id = $1 OR username = $2
       ORDER BY person_id = $1 AND username = $2 DESC LIMIT 1`,
      [personId, username],
    );
  }

  byUsername(username: string): Promise<{ id: string; isDemo: boolean } | null> {
    return this.sql.row(`SELECT id, is_demo AS "isDemo" FROM accounts WHERE username = $1 AND disabled_at IS NULL`, [username]);
  }

  async exist(which: 'demo' | 'real'): Promise<boolean> {
    return (await this.sql.row(`SELECT FROM accounts WHERE is_demo = $1 LIMIT 1`, [which === 'demo'])) !== null;
  }

  /** false: somebody took the name, or gave the person an account, a moment ago. */
  async add(account: NewAccount): Promise<boolean> {
    const added = await this.sql.affected(
      `INSERT INTO accounts (id, person_id, username, password_hash, is_demo, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [account.id, account.personId, account.username, account.passwordHash, account.isDemo, account.createdAt],
    );
    return added === 1;
  }

  async hasAdministrator(day: PlainDay): Promise<boolean> {
    const found = await this.sql.row(
      `SELECT FROM accounts a JOIN post_holders h ON h.person_id = a.person_id AND h.valid @> $1::date
       JOIN posts p ON p.id = h.post_id AND p.role = 'administrator' AND p.valid @> $1::date
       WHERE NOT a.is_demo AND a.disabled_at IS NULL LIMIT 1`,
      [day],
    );
    return found !== null;
  }

  async administratorPostOn(day: PlainDay): Promise<string | null> {
    const post = await this.sql.row<{ id: string }>(
      `SELECT id FROM posts WHERE role = 'administrator' AND valid @> $1::date ORDER BY id LIMIT 1`,
      [day],
    );
    return post?.id ?? null;
  }

  async addHolder(person: { id: string; displayName: string; email: string }, postId: string, from: PlainDay): Promise<void> {
    await this.sql.affected(`INSERT INTO persons (id, display_name, email) VALUES ($1, $2, $3)`, [
      person.id,
      person.displayName,
      person.email,
    ]);
    await this.sql.affected(`INSERT INTO post_holders (post_id, person_id, valid_from) VALUES ($1, $2, $3)`, [
      postId,
      person.id,
      from,
    ]);
  }
}
