import type { Sql } from '../sql.js';

export interface RoundItem {
  id: string;
  kind: string;
  year: number;
  openedOn: string;
  dataClosesOn: string | null;
  closedOn: string | null;
  /** The size of the whole expected list; the four figures below count only what the post may see. */
  expectedInAll: number;
  expected: number;
  received: number;
  onTime: number;
  accepted: number;
  rule: { key: string; validFrom: string; source: string };
  revision: number;
}

export interface RoundDeadline {
  id: string;
  duty: string;
  dueOn: string;
  originalDueOn: string;
  closedAt: Date | null;
  /** Of its plan. */
  revision: number;
  obligations: number;
}

const select = `
  SELECT r.id, r.kind, r.year, r.opened_on AS "openedOn", r.data_closes_on AS "dataClosesOn", r.closed_on AS "closedOn", r.expected AS "expectedInAll",
         seen.expected, seen.received, seen."onTime", seen.accepted, r.revision,
         jsonb_build_object('key', e.rule_key, 'validFrom', e.valid_from, 'source', e.source) AS rule
  FROM rounds r JOIN rule_editions e ON e.id = r.rule_edition_id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS expected, count(o.first_submitted_on)::int AS received,
           count(*) FILTER (WHERE o.first_submitted_on <= coalesce(o.met_due_on, d.due_on))::int AS "onTime", count(*) FILTER (WHERE o.status = 'accepted')::int AS accepted
    FROM obligations o JOIN deadlines d ON d.id = o.deadline_id
    WHERE o.round_id = r.id AND r.kind NOT LIKE 'modelReview%' AND o.organisation_id IN (SELECT visible_organisations($1))
    HAVING r.kind NOT LIKE 'modelReview%'
    UNION ALL
    -- Of a review: the self-assessments, whether the first of each came by the day it had then, and what was concluded.
    SELECT count(DISTINCT v.model_id)::int, count(v.self_assessed_on)::int,
           count(*) FILTER (WHERE v.self_assessed_on IS NOT NULL AND first.in_time)::int, count(v.concluded_on)::int
    FROM model_reviews v JOIN models m ON m.id = v.model_id
    LEFT JOIN (
      SELECT DISTINCT ON (o.review_id) o.review_id, o.accepted_on <= coalesce(o.met_due_on, d.due_on) AS in_time
      FROM obligations o JOIN deadlines d ON d.id = o.deadline_id
      WHERE o.round_id = r.id AND o.duty = 'selfAssess' AND o.status = 'accepted' ORDER BY o.review_id, o.accepted_on, o.id
    ) first ON first.review_id = v.id
    WHERE v.round_id = r.id AND r.kind LIKE 'modelReview%' AND m.owner_organisation_id IN (SELECT visible_organisations($1))
    HAVING r.kind LIKE 'modelReview%'
  ) seen`;

export class RoundsReader {
  constructor(private readonly sql: Sql) {}

  /** Latest year first. */
  list(postId: string, after: { year: number; kind: string; id: string } | null, limit: number): Promise<RoundItem[]> {
    return this.sql.rows<RoundItem>(
      `${select} WHERE $2::int IS NULL OR (-r.year, r.kind, r.id) > (-$2::int, $3, $4::uuid) ORDER BY -r.year, r.kind, r.id LIMIT $5`,
      [postId, after?.year ?? null, after?.kind ?? null, after?.id ?? null, limit],
    );
  }

  find(id: string, postId: string): Promise<RoundItem | null> {
    return this.sql.row<RoundItem>(`${select} WHERE r.id = $2`, [postId, id]);
  }

  /** Every due day of the round; `obligations` counts only what the post may see. */
  deadlines(roundId: string, postId: string): Promise<RoundDeadline[]> {
    return this.sql.rows<RoundDeadline>(
      `SELECT d.id, d.duty, d.due_on AS "dueOn", d.original_due_on AS "originalDueOn", d.closed_at AS "closedAt", d.revision,
              (SELECT count(*)::int FROM obligations o WHERE o.deadline_id = d.id AND o.organisation_id IN (SELECT visible_organisations($2))) AS obligations
       FROM deadlines d WHERE d.round_id = $1 AND d.purpose = 'duty' ORDER BY d.due_on`,
      [roundId, postId],
    );
  }
}
