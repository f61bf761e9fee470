import type { Sql } from '../sql.js';

export interface InboxNotice {
  id: number;
  rung: string;
  act: string;
  obligationId: string;
  deadlineId: string;
  duty: string;
  dueOn: string;
  organisation: { id: string; nameVi: string; nameEn: string };
  standsIn: boolean;
  createdAt: Date;
  readAt: Date | null;
}

const select = `
  SELECT n.id, n.rung, n.act, n.obligation_id AS "obligationId", n.deadline_id AS "deadlineId", o.duty, d.due_on AS "dueOn",
         jsonb_build_object('id', n.organisation_id, 'nameVi', v.name_vi, 'nameEn', v.name_en) AS organisation,
         n.stands_in AS "standsIn", n.created_at AS "createdAt", n.read_at AS "readAt"
  FROM notices n
  JOIN obligations o ON o.id = n.obligation_id
  JOIN deadlines d ON d.id = n.deadline_id
  CROSS JOIN LATERAL (
    SELECT v.name_vi, v.name_en FROM organisation_versions v WHERE v.organisation_id = n.organisation_id
    ORDER BY v.valid @> d.due_on DESC, v.valid_from DESC NULLS LAST LIMIT 1
  ) v`;

/** What a person was told, and whether it was read. An inbox belongs to the person, whatever post is in use. */
export class InboxRepository {
  constructor(private readonly sql: Sql) {}

  list(personId: string, unreadOnly: boolean, after: { id: number } | null, limit: number): Promise<InboxNotice[]> {
    return this.sql.rows<InboxNotice>(
      `${select} WHERE n.recipient_id = $1 AND ($2::bigint IS NULL OR n.id < $2::bigint) AND (NOT $3 OR n.read_at IS NULL)
       ORDER BY n.id DESC LIMIT $4`,
      [personId, after?.id ?? null, unreadOnly, limit],
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

  /** Everything up to and including a notice, so that what arrived meanwhile stays unread. */
  markRead(personId: string, ids: { only: number } | { upTo: number }, at: Date): Promise<number> {
    const [condition, id] = 'only' in ids ? ['id = $3', ids.only] : ['id <= $3', ids.upTo];
    return this.sql.affected(`UPDATE notices SET read_at = $2 WHERE recipient_id = $1 AND read_at IS NULL AND ${condition}`, [
      personId,
      at,
      id,
    ]);
  }
}
