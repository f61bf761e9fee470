import type { LeftOutReason } from './review-rounds.repository.js';
import type { Sql } from '../sql.js';

/** How far a round of reviews has come, of the models the post may see. A model reviewed twice in a round counts once. */
export interface ReviewFigures {
  expected: number;
  selfAssessed: number;
  appraised: number;
  concluded: number;
  /** Overtaken: suspended, ended or cancelled before there was a verdict. */
  cancelled: number;
  /** Self-assessments that came after their day, never came, or are still owed after it. */
  late: number;
  /** Duties of either side still owed and past their day. */
  overdue: number;
  leftOut: { reason: LeftOutReason; models: number }[];
}

export interface LeftOutModel {
  model: { id: string; code: string; name: string };
  owner: { id: string; nameVi: string; nameEn: string };
  reason: LeftOutReason;
}

/** Where a page of them ended. */
export interface LeftOutMark {
  selfManaged: boolean;
  code: string;
}

const seen = (post: string) => `m.owner_organisation_id IN (SELECT visible_organisations(${post}::uuid))`;

/** What a supervisor asks of a yearly review: how far each has come, and who was left out why. */
export class ReviewRoundsReader {
  constructor(private readonly sql: Sql) {}

  async figures(roundId: string, postId: string, day: string): Promise<ReviewFigures> {
    return (await this.sql.row<ReviewFigures>(
      `WITH mine AS MATERIALIZED (
         SELECT r.*, row_number() OVER (PARTITION BY r.model_id ORDER BY r.ordinal DESC) = 1 AS latest
         FROM model_reviews r JOIN models m ON m.id = r.model_id WHERE r.round_id = $1 AND ${seen('$2')}
       ), reviews AS (SELECT * FROM mine WHERE latest
       ), duties AS MATERIALIZED (
         SELECT o.review_id, o.duty, o.status, coalesce(o.accepted_on, o.closed_on) AS settled_on, coalesce(o.met_due_on, d.due_on) AS due_on FROM obligations o JOIN deadlines d ON d.id = o.deadline_id
         WHERE o.review_id IN (SELECT id FROM reviews) AND o.duty IN ('selfAssess', 'appraise', 'conclude', 'strengthen', 'strengthenOrTerminate')
       )
       SELECT count(*)::int AS expected, count(self_assessed_on)::int AS "selfAssessed", count(appraised_on)::int AS appraised,
         count(concluded_on)::int AS concluded, count(cancelled_on)::int AS cancelled,
         count(*) FILTER (WHERE EXISTS (SELECT FROM duties d WHERE d.review_id = r.id AND d.duty = 'selfAssess'
           AND CASE WHEN d.status IN ('open', 'returned') THEN d.due_on < $3::date ELSE d.settled_on > d.due_on END))::int AS late,
         (SELECT count(*)::int FROM duties d WHERE d.status IN ('open', 'returned') AND d.due_on < $3::date) AS overdue,
         coalesce((SELECT jsonb_agg(jsonb_build_object('reason', x.reason, 'models', x.models) ORDER BY x.reason) FROM (
           SELECT l.reason, count(*)::int AS models FROM models_left_out l JOIN models m ON m.id = l.model_id
           WHERE l.round_id = $1 AND ${seen('$2')} GROUP BY l.reason) x), '[]') AS "leftOut"
       FROM reviews r`,
      [roundId, postId, day],
    ))!;
  }

  /** The self-managed first (D1.1), then by code. */
  leftOut(
    roundId: string,
    postId: string,
    day: string,
    { reason, after, limit }: { reason?: string; after: LeftOutMark | null; limit: number },
  ): Promise<(LeftOutModel & { selfManaged: boolean })[]> {
    return this.sql.rows(
      `SELECT jsonb_build_object('id', m.id, 'code', m.code, 'name', m.name) AS model, m.self_managed AS "selfManaged", l.reason,
         (SELECT jsonb_build_object('id', v.organisation_id, 'nameVi', v.name_vi, 'nameEn', v.name_en) FROM organisation_versions v
          WHERE v.organisation_id = m.owner_organisation_id ORDER BY v.valid @> $3::date DESC, v.valid_from DESC NULLS LAST LIMIT 1) AS owner
       FROM models_left_out l JOIN models m ON m.id = l.model_id
       WHERE l.round_id = $1 AND ${seen('$2')} AND ($4::text IS NULL OR l.reason = $4) AND ($5::text IS NULL OR (NOT m.self_managed, m.code) > (NOT $7::boolean, $5))
       ORDER BY NOT m.self_managed, m.code LIMIT $6`,
      [roundId, postId, day, reason ?? null, after?.code ?? null, limit, after?.selfManaged ?? null],
    );
  }
}
