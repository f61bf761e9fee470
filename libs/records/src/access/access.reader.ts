import type { PlainDay } from '#domain';
import type { Sql } from '../sql.js';

export interface HeldPost {
  postId: string;
  organisationId: string;
  organisationNameVi: string;
  organisationNameEn: string;
  titleVi: string;
  titleEn: string;
  role: 'officer' | 'head' | 'supervisor' | 'administrator';
  scope: 'own' | 'line' | 'territory' | 'all';
}

/** Who knocks: the person behind an account, and the posts held on a day. */
export interface Caller {
  accountId: string;
  personId: string;
  username: string;
  displayName: string;
  locale: 'vi' | 'en';
  posts: HeldPost[];
}

export interface TokenCaller extends Caller {
  tokenId: string;
  scopes: string[];
}

export interface TokenRow {
  id: string;
  name: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

// Person and posts in one statement: it runs on every request. The post held longest leads; of several, the one with the least power.
const caller = `a.id AS "accountId", a.username, n.id AS "personId", n.display_name AS "displayName", n.locale,
  coalesce((
    SELECT jsonb_agg(jsonb_build_object('postId', p.id, 'organisationId', p.organisation_id,
      'organisationNameVi', v.name_vi, 'organisationNameEn', v.name_en, 'titleVi', p.title_vi, 'titleEn', p.title_en,
      'role', p.role, 'scope', p.scope) ORDER BY h.valid_from NULLS FIRST,
      array_position(ARRAY['officer', 'head', 'supervisor', 'administrator'], p.role), p.id)
    FROM post_holders h JOIN posts p ON p.id = h.post_id AND p.valid @> $2::date
    JOIN organisation_versions v ON v.organisation_id = p.organisation_id AND v.valid @> $2::date
    WHERE h.person_id = n.id AND h.valid @> $2::date
  ), '[]') AS posts`;
const token = `id, name, scopes, created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt"`;

export class AccessReader {
  constructor(private readonly sql: Sql) {}

  byAccount(accountId: string, on: PlainDay): Promise<Caller | null> {
    return this.sql.prepared<Caller>(
      `SELECT ${caller} FROM accounts a JOIN persons n ON n.id = a.person_id WHERE a.id = $1 AND a.disabled_at IS NULL`,
      [accountId, on],
    );
  }

  byToken(hash: Buffer, on: PlainDay, now: Date): Promise<TokenCaller | null> {
    return this.sql.prepared<TokenCaller>(
      `SELECT ${caller}, t.id AS "tokenId", t.scopes
       FROM access_tokens t JOIN accounts a ON a.id = t.account_id AND a.disabled_at IS NULL JOIN persons n ON n.id = a.person_id
       WHERE t.hash = $1 AND t.revoked_at IS NULL AND t.expires_at > $3`,
      [hash, on, now],
    );
  }

  passwordOf(username: string): Promise<{ accountId: string; passwordHash: string | null } | null> {
    return this.sql.row(
      `SELECT id AS "accountId", password_hash AS "passwordHash" FROM accounts WHERE username = $1 AND disabled_at IS NULL`,
      [username],
    );
  }

  /** Newest first; ids are random, so the moment of making leads. */
  tokensOf(accountId: string, after: { createdAt: string; id: string } | null, limit: number): Promise<TokenRow[]> {
    return this.sql.rows<TokenRow>(
      `SELECT ${token} FROM access_tokens
       WHERE account_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2::timestamptz, $3::uuid))
       ORDER BY created_at DESC, id DESC LIMIT $4`,
      [accountId, after?.createdAt ?? null, after?.id ?? null, limit],
    );
  }

  token(accountId: string, id: string): Promise<TokenRow | null> {
    return this.sql.row<TokenRow>(`SELECT ${token} FROM access_tokens WHERE account_id = $1 AND id = $2`, [accountId, id]);
  }
}
