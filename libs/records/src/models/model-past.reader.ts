import type { ModelStage, PlainDay, ReplicationOutcome, ScoringSet, TargetStatus } from '#domain';
import { receiverOn } from '../replications/receiver.js';
import type { Sql } from '../sql.js';
import {
  body,
  oneModel,
  place,
  recognition,
  type HandoverItem,
  type Named,
  type NamedModel,
  type Recognition,
} from './models.reader.js';

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
    decision?: { id: string; number: string; decidedOn: PlainDay; annulsId?: string | null } | null;
  };
  /** The day the decision of the entry takes effect; the decision stands for ever, so its row tells. */
  effectiveOn: PlainDay | null;
  /** The set the step was scored by; a set that was issued stands for ever. */
  scoringSet: ScoringSet | null;
}

/** What a fold of the journal of a place reads of one entry. */
export interface PastPlaceEntry {
  /** Of the place. */
  id: string;
  kind: string;
  body: {
    to: TargetStatus;
    childModelId?: string | null;
    /** Who is asked; older entries do not say. */
    organisationId?: string | null;
    reason?: string | null;
    adoptedOn?: PlainDay;
    outcome?: ReplicationOutcome;
    findings?: string;
    reportedOn?: PlainDay;
    byTheEnd?: true;
  };
}

export interface PastDuty {
  id: string;
  duty: string;
  organisation: { id: string; nameVi: string; nameEn: string };
  reviewId: string | null;
  originalDueOn: PlainDay;
  /** As known that day. */
  dueOn: PlainDay;
  extensions: {
    fromDueOn: PlainDay;
    toDueOn: PlainDay;
    reason: string;
    askedOn: PlainDay;
    answeredOn: PlainDay | null;
    status: 'asked' | 'granted' | 'refused' | 'lapsed';
  }[];
  openedOn: PlainDay;
  status: string;
}

/** An entry of the journal as a fold reads it, of the row `j`. */
export const entryOf = (j: string) => `jsonb_build_object('seq', ${j}.seq, 'kind', ${j}.kind, 'body', ${j}.body,
  'effectiveOn', (SELECT d.effective_on FROM decisions d WHERE d.id = (${j}.body -> 'decision' ->> 'id')::uuid),
  'scoringSet', (SELECT jsonb_build_object('id', s.id, 'content', s.body) FROM criteria_sets s WHERE s.id = (${j}.body -> 'facts' ->> 'criteriaSetId')::uuid))`;

/** Rows `r` of the model $1 that were recorded by the day $2 and not corrected by then. */
const recorded = (table: string) => `r.model_id = $1 AND (r.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $2::date
  AND NOT EXISTS (SELECT FROM ${table} c WHERE c.corrects_id = r.id AND (c.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $2::date)`;

/** What rows that are overwritten later said on a day; every question takes the last day that counts, to its end. */
export class ModelPastReader {
  constructor(private readonly sql: Sql) {}

  entries(modelId: string, day: PlainDay): Promise<PastEntry[]> {
    return this.sql.rows<PastEntry>(
      `SELECT e.* FROM journal j CROSS JOIN LATERAL jsonb_to_record(${entryOf('j')}) e (seq int, kind text, body jsonb, "effectiveOn" date, "scoringSet" jsonb)
       WHERE j.stream = 'model' AND j.stream_id = $1 AND (j.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $2::date ORDER BY j.seq`,
      [modelId, day],
    );
  }

  /** The journals of the places of its plans; a place not yet planned is not there. */
  places(modelId: string, day: PlainDay): Promise<PastPlaceEntry[]> {
    return this.sql.rows<PastPlaceEntry>(
      `SELECT t.id, j.kind, j.body FROM replication_targets t
       JOIN journal j ON j.stream = 'replicationTarget' AND j.stream_id = t.id AND (j.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $2::date
       WHERE t.model_id = $1 ORDER BY t.id, j.seq`,
      [modelId, day],
    );
  }

  /** Who received in each place on a day, by place; `asked`: who was asked there, null for nobody, left out where nothing tells. */
  async receivers(
    asked: { id: string; organisationId?: string | null | undefined }[],
    day: PlainDay,
  ): Promise<Map<string, Named | null>> {
    const rows = await this.sql.rows<{ id: string; receiver: Named | null }>(
      `SELECT t.id, ${body('receiver.id', '$2::date')} AS receiver FROM (
         SELECT t.id, t.territory_id, t.function_code, t.receiver_kind,
           CASE WHEN g.asked ? 'organisationId' THEN (g.asked ->> 'organisationId')::uuid ELSE t.organisation_id END AS organisation_id
         FROM jsonb_array_elements($1::jsonb) g (asked) JOIN replication_targets t ON t.id = (g.asked ->> 'id')::uuid
       ) t CROSS JOIN LATERAL (SELECT ${receiverOn('$2::date')} AS id OFFSET 0) receiver`,
      [JSON.stringify(asked), day],
    );
    return new Map(rows.map(({ id, receiver }) => [id, receiver]));
  }

  /** A territory under the name it had on a day, and a model; null where none is asked for. */
  async named(territoryId: string | null, modelId: string | null, day: PlainDay) {
    return (await this.sql.row<{ territory: { id: string; name: string } | null; model: NamedModel | null }>(
      `SELECT ${place('$1::uuid', '$3::date')} AS territory, ${oneModel('$2::uuid')} AS model`,
      [territoryId, modelId, day],
    ))!;
  }

  /** The members its row showed at the end of a day: the last count of participants that was recorded by then and stood. */
  async membersShown(modelId: string, day: PlainDay): Promise<number | null> {
    const last = await this.sql.row<{ count: number }>(
      `SELECT r.count FROM model_members r WHERE r.kind = 'participants' AND r.count IS NOT NULL AND ${recorded('model_members')}
       ORDER BY r.on_day DESC, r.ordinal DESC LIMIT 1`,
      [modelId, day],
    );
    return last?.count ?? null;
  }

  /** What was owed for the model, open or settled by then, under the names of the day; the latest first. */
  duties(modelId: string, day: PlainDay): Promise<PastDuty[]> {
    return this.sql.rows<PastDuty>(
      `SELECT o.id, o.duty, o.review_id AS "reviewId", o.original_due_on AS "originalDueOn", first.day AS "openedOn", last.status,
         (SELECT jsonb_build_object('id', v.organisation_id, 'nameVi', v.name_vi, 'nameEn', v.name_en) FROM organisation_versions v
          WHERE v.organisation_id = o.organisation_id ORDER BY v.valid @> $2::date DESC, v.valid_from DESC NULLS LAST LIMIT 1) AS organisation,
         coalesce(
           (SELECT m.to_due_on FROM deadline_moves m WHERE m.deadline_id = hung.id AND m.moved_on <= $2::date ORDER BY m.revision DESC LIMIT 1),
           (SELECT m.from_due_on FROM deadline_moves m WHERE m.deadline_id = hung.id ORDER BY m.revision LIMIT 1),
           (SELECT d.due_on FROM deadlines d WHERE d.id = hung.id)) AS "dueOn",
         coalesce((SELECT jsonb_agg(jsonb_build_object('fromDueOn', x.from_due_on, 'toDueOn', x.to_due_on, 'reason', x.reason, 'askedOn', x.asked_on,
             'answeredOn', CASE WHEN x.answered_on <= $2::date THEN x.answered_on END,
             'status', CASE WHEN x.answered_on > $2::date THEN 'asked' ELSE x.status END) ORDER BY x.asked_at, x.id)
           FROM extensions x WHERE x.obligation_id = o.id AND x.asked_on <= $2::date), '[]') AS extensions
       FROM obligations o
       -- Where it hung that day.
       CROSS JOIN LATERAL (SELECT coalesce(
         (SELECT x.to_deadline_id FROM obligation_moves x WHERE x.obligation_id = o.id AND (x.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $2::date
          ORDER BY x.ordinal DESC LIMIT 1),
         (SELECT x.from_deadline_id FROM obligation_moves x WHERE x.obligation_id = o.id ORDER BY x.ordinal LIMIT 1), o.deadline_id) AS id) hung
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
    const known = (table: string) => `r.on_day <= $2::date AND ${recorded(table)}`;
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

  /** Its recognition by criteria, of the decisions known then. */
  async recognition(modelId: string, decisionIds: string[]): Promise<Recognition | null> {
    const row = await this.sql.row<{ recognition: Recognition | null }>(
      `SELECT (${recognition('$1::uuid', (id) => `${id} = ANY ($2::uuid[])`)}) AS recognition`,
      [modelId, decisionIds],
    );
    return row!.recognition;
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
