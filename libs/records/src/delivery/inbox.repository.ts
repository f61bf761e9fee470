import type { Sql } from '../sql.js';

export interface InboxNotice {
  id: number;
  act: string;
  /** A notice is about a duty or about a webhook of the reader: what belongs to the other kind is null. */
  rung: string | null;
  obligationId: string | null;
  deadlineId: string | null;
  duty: string | null;
  dueOn: string | null;
  webhook: { id: string; name: string } | null;
  organisation: { id: string; nameVi: string; nameEn: string };
  standsIn: boolean;
  createdAt: Date;
  readAt: Date | null;
}

export interface InboxFilter {
  unread: boolean;
  act?: string | undefined;
  obligationId?: string | undefined;
}

const select = `
  SELECT n.id, n.rung, n.act, n.obligation_id AS "obligationId", n.deadline_id AS "deadlineId", o.duty, d.due_on AS "dueOn",
         CASE WHEN w.id IS NOT NULL THEN jsonb_build_object('id', w.id, 'name', w.name) END AS webhook,
         jsonb_build_object('id', n.organisation_id, 'nameVi', v.name_vi, 'nameEn', v.name_en) AS organisation,
         n.stands_in AS "standsIn", n.created_at AS "createdAt", n.read_at AS "readAt"
  FROM notices n
  LEFT JOIN obligations o ON o.id = n.obligation_id
  LEFT JOIN deadlines d ON d.id = n.deadline_id
  LEFT JOIN webhooks w ON w.id = n.webhook_id
  LEFT JOIN LATERAL (
    SELECT v.name_vi, v.name_en FROM organisation_versions v WHERE v.organisation_id = n.organisation_id
    ORDER BY v.valid @> coalesce(d.due_on, (n.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) DESC, v.valid_from DESC NULLS LAST LIMIT 1
  ) v ON true`;

/** What a person was told, and whether it was read. An inbox belongs to the person, whatever post is in use. */
export class InboxRepository {
  constructor(private readonly sql: Sql) {}

  list(
    personId: string,
    { unread, act, obligationId }: InboxFilter,
    after: { id: number } | null,
    limit: number,
  ): Promise<InboxNotice[]> {
    return this.sql.rows<InboxNotice>(
      `${select} WHERE n.recipient_id = $1 AND ($2::bigint IS NULL OR n.id < $2::bigint) AND (NOT $3 OR n.read_at IS NULL)
         AND ($4::text IS NULL OR n.act = $4) AND ($5::uuid IS NULL OR n.obligation_id = $5)
       ORDER BY n.id DESC LIMIT $6`,
      [personId, after?.id ?? null, unread, act ?? null, obligationId ?? null, limit],
    );
  }

  one(personId: string, id: number): Promise<InboxNotice | null> {
    return this.sql.row<InboxNotice>(`${select} WHERE n.recipient_id = $1 AND n.id = $2`, [personId, id]);
  }

  async unread(personId: string): Promise<number> {
    return (await this.sql.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM notices WHERE recipient_id = $1 AND read_at IS NULL`,
      [personId],
    ))!.count;
  }

  /** Of each kind there is: how many, and how many not read. */
  counts(personId: string): Promise<{ act: string; all: number; unread: number }[]> {
    return this.sql.rows(
      `SELECT act, count(*)::int AS all, count(*) FILTER (WHERE read_at IS NULL)::int AS unread FROM notices WHERE recipient_id = $1 GROUP BY act ORDER BY act`,
      [personId],
    );
  }

  /** Everything up to and including a notice, of one kind or of all, so that what arrived meanwhile stays unread. */
  markRead(
    personId: string,
    { act, ...ids }: ({ only: number } | { upTo: number }) & { act?: string | undefined },
    at: Date,
  ): Promise<number> {
    const [condition, id] = 'only' in ids ? ['id = $3', ids.only] : ['id <= $3', ids.upTo];
    return this.sql.affected(
      `UPDATE notices SET read_at = $2 WHERE recipient_id = $1 AND read_at IS NULL AND ${condition} AND ($4::text IS NULL OR act = $4)`,
      [personId, at, id, act ?? null],
    );
  }
}
