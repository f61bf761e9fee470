import type { ModelStage, PlainDay, ScoringSet } from '#domain';
import type { Sql } from '../sql.js';
import { body, type HandoverItem } from './models.reader.js';

/** What a fold of a model's journal reads of one entry. */
export interface PastEntry {
  seq: number;
  kind: string;
  body: {
    step?: string;
    from?: ModelStage | null;
    to?: ModelStage;
    facts?: Record<string, unknown>;
    fields?: Record<string, unknown>;
    draft?: Record<string, unknown>;
    changes?: Record<string, { from: unknown; to: unknown }>;
    decision?: { id: string; number: string; decidedOn: PlainDay } | null;
  };
  /** The day the decision of the entry takes effect; the decision stands for ever, so its row tells. */
  effectiveOn: PlainDay | null;
  /** The set the step was scored by; a set that was issued stands for ever. */
  scoringSet: ScoringSet | null;
}

export interface PastDuty {
  id: string;
  duty: string;
  organisation: { id: string; nameVi: string; nameEn: string };
  reviewId: string | null;
  originalDueOn: PlainDay;
  openedOn: PlainDay;
  status: string;
}

/** What rows that are overwritten later said on a day; every question takes the last day that counts, to its end. */
export class ModelPastReader {
  constructor(private readonly sql: Sql) {}

  entries(modelId: string, day: PlainDay): Promise<PastEntry[]> {
    return this.sql.rows<PastEntry>(
      `SELECT j.seq, j.kind, j.body, (SELECT d.effective_on FROM decisions d WHERE d.id = (j.body -> 'decision' ->> 'id')::uuid) AS "effectiveOn",
         (SELECT jsonb_build_object('id', s.id, 'content', s.body) FROM criteria_sets s WHERE s.id = (j.body -> 'facts' ->> 'criteriaSetId')::uuid) AS "scoringSet"
       FROM journal j WHERE j.stream = 'model' AND j.stream_id = $1 AND (j.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $2::date ORDER BY j.seq`,
      [modelId, day],
    );
  }

  /** How each place of a plan stood, by its own journal; a place not yet planned is not there. */
  places(modelId: string, day: PlainDay): Promise<{ id: string; status: string }[]> {
    return this.sql.rows(
      `SELECT DISTINCT ON (t.id) t.id, j.body ->> 'to' AS status FROM replication_targets t
       JOIN journal j ON j.stream = 'replicationTarget' AND j.stream_id = t.id AND (j.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $2::date
       WHERE t.model_id = $1 ORDER BY t.id, j.seq DESC`,
      [modelId, day],
    );
  }

  /** What was owed for the model, open or settled by then, under the names of the day; the latest first. */
  duties(modelId: string, day: PlainDay): Promise<PastDuty[]> {
    return this.sql.rows<PastDuty>(
      `SELECT o.id, o.duty, o.review_id AS "reviewId", o.original_due_on AS "originalDueOn", first.day AS "openedOn", last.status,
         (SELECT jsonb_build_object('id', v.organisation_id, 'nameVi', v.name_vi, 'nameEn', v.name_en) FROM organisation_versions v
          WHERE v.organisation_id = o.organisation_id ORDER BY v.valid @> $2::date DESC, v.valid_from DESC NULLS LAST LIMIT 1) AS organisation
       FROM obligations o
       CROSS JOIN LATERAL (
         SELECT (j.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day FROM journal j WHERE j.stream = 'obligation' AND j.stream_id = o.id AND j.seq = 1
       ) first
       CROSS JOIN LATERAL (
         SELECT j.body ->> 'to' AS status FROM journal j
         WHERE j.stream = 'obligation' AND j.stream_id = o.id AND (j.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $2::date ORDER BY j.seq DESC LIMIT 1
       ) last
       WHERE o.model_id = $1 AND o.kind = 'modelDuty' AND first.day <= $2::date ORDER BY first.day DESC, o.original_due_on, o.id`,
      [modelId, day],
    );
  }

  /** Members by kind and money by source, as counted and recorded by then; a later correction is not known yet. */
  async counted(
    modelId: string,
    day: PlainDay,
  ): Promise<{ members: { kind: string; count: number }[]; money: { source: string; amount: number }[] }> {
    const known = (
      table: string,
    ) => `r.model_id = $1 AND r.on_day <= $2::date AND (r.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $2::date
      AND NOT EXISTS (SELECT FROM ${table} c WHERE c.corrects_id = r.id AND (c.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $2::date)`;
    const members = await this.sql.rows<{ kind: string; count: number }>(
      `SELECT DISTINCT ON (r.kind) r.kind, r.count FROM model_members r WHERE r.count IS NOT NULL AND ${known('model_members')}
       ORDER BY r.kind, r.on_day DESC, r.ordinal DESC`,
      [modelId, day],
    );
    const money = await this.sql.rows<{ source: string; amount: number }>(
      `SELECT r.source, sum(r.amount)::float8 AS amount FROM model_money r WHERE r.amount IS NOT NULL AND ${known('model_money')}
       GROUP BY r.source ORDER BY r.source`,
      [modelId, day],
    );
    return { members, money };
  }

  /** The list an ended model was handed over by, of the decisions known then. */
  handover(modelId: string, decisionIds: string[]): Promise<HandoverItem[]> {
    return this.sql.rows<HandoverItem>(
      `SELECT h.what, h.description, h.amount::float8 AS amount, h.unit,
         CASE WHEN h.receiver_organisation_id IS NOT NULL THEN ${body('h.receiver_organisation_id', 'h.handed_over_on')} END AS receiver,
         h.receiver_body AS "receiverBody", h.handed_over_on AS "handedOverOn"
       FROM model_handovers h WHERE h.model_id = $1 AND h.decision_id = ANY ($2::uuid[])
         AND NOT EXISTS (SELECT FROM decisions u WHERE u.annuls_id = h.decision_id AND u.id = ANY ($2::uuid[])) ORDER BY h.position`,
      [modelId, decisionIds],
    );
  }

  /** The criteria set each review was bound to when it opened. */
  async criteriaSets(modelId: string): Promise<Map<string, string | null>> {
    const rows = await this.sql.rows<{ id: string; criteriaSetId: string | null }>(
      `SELECT id, criteria_set_id AS "criteriaSetId" FROM model_reviews WHERE model_id = $1`,
      [modelId],
    );
    return new Map(rows.map(({ id, criteriaSetId }) => [id, criteriaSetId]));
  }
}
