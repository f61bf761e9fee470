import type { Sql } from '../sql.js';

export interface CalendarFeedRow {
  id: string;
  of: 'me' | 'organisation';
  organisationId: string | null;
  createdAt: Date;
  revision: number;
}

/** Whose feeds somebody keeps: their own, and that of the organisation they act for. */
export interface FeedKeeper {
  personId: string;
  organisationId: string;
}

export interface OpenedFeed {
  personId: string | null;
  organisationId: string | null;
  name: string | null;
  locale: 'vi' | 'en';
}

const select = `
  SELECT id, CASE WHEN person_id IS NULL THEN 'organisation' ELSE 'me' END AS of, organisation_id AS "organisationId", created_at AS "createdAt", revision
  FROM calendar_feeds WHERE revoked_at IS NULL AND (person_id = $1 OR organisation_id = $2)`;

/** Secret addresses of calendars; only the hash of a secret is kept. */
export class CalendarFeedsRepository {
  constructor(private readonly sql: Sql) {}

  list({ personId, organisationId }: FeedKeeper): Promise<CalendarFeedRow[]> {
    return this.sql.rows<CalendarFeedRow>(`${select} ORDER BY person_id NULLS LAST, id`, [personId, organisationId]);
  }

  lock(id: string, { personId, organisationId }: FeedKeeper): Promise<CalendarFeedRow | null> {
    return this.sql.row<CalendarFeedRow>(`${select} AND id = $3 FOR UPDATE`, [personId, organisationId, id]);
  }

  /** false: there is one already. */
  async add(
    feed: { id: string; personId: string | null; organisationId: string | null; hash: Buffer; createdBy: string },
    at: Date,
  ): Promise<boolean> {
    const added = await this.sql.affected(
      `INSERT INTO calendar_feeds (id, person_id, organisation_id, secret_hash, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [feed.id, feed.personId, feed.organisationId, feed.hash, feed.createdBy, at],
    );
    return added === 1;
  }

  async rotate(id: string, hash: Buffer): Promise<void> {
    await this.sql.affected(`UPDATE calendar_feeds SET secret_hash = $2, revision = revision + 1 WHERE id = $1`, [id, hash]);
  }

  async revoke(id: string, at: Date): Promise<void> {
    await this.sql.affected(`UPDATE calendar_feeds SET revoked_at = $2, revision = revision + 1 WHERE id = $1`, [id, at]);
  }

  /** null: no feed has or had this secret, or it was revoked; nobody can tell which. */
  open(hash: Buffer): Promise<OpenedFeed | null> {
    return this.sql.row<OpenedFeed>(
      `SELECT f.person_id AS "personId", f.organisation_id AS "organisationId", coalesce(p.locale, 'vi') AS locale,
              (SELECT v.name_vi FROM organisation_versions v WHERE v.organisation_id = f.organisation_id ORDER BY v.valid_from DESC NULLS LAST LIMIT 1) AS name
       FROM calendar_feeds f LEFT JOIN persons p ON p.id = f.person_id WHERE f.secret_hash = $1 AND f.revoked_at IS NULL`,
      [hash],
    );
  }
}
