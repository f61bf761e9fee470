import type { ModelStage } from '#domain';
import type { Sql } from '../sql.js';

export interface ModelJournalItem {
  seq: number;
  kind:
    | 'modelDrafted'
    | 'modelRevised'
    | 'modelAdvanced'
    | 'modelMembersCounted'
    | 'modelMoneyReceived'
    | 'modelDocumentFiled'
    | 'modelFileAttached'
    | 'modelTookOver'
    | 'modelGaveBack'
    | 'modelDuplicateAnswered'
    | 'modelImported'
    | 'placeMoved';
  at: Date;
  by: {
    displayName: string;
    postId: string;
    titleVi: string;
    titleEn: string;
    organisationNameVi: string;
    organisationNameEn: string;
  } | null;
  body: {
    step?: string;
    /** What was done to a place of its plan. */
    deed?: string;
    source?: string;
    from?: ModelStage | null;
    to?: ModelStage;
    criteria?: { criterion: string; source: string }[];
    facts?: Record<string, unknown>;
    fields?: Record<string, unknown>;
    decision?: { id: string; number: string; decidedOn: string; annulsId: string | null } | null;
    warnings?: string[];
    duties?: { opened: { duty: string; dueOn: string }[]; discharged: string[]; cancelled: string[] };
    changes?: Record<string, { from: unknown; to: unknown }>;
    draft?: Record<string, unknown>;
  };
  /** The link of the chain, so that a copy kept elsewhere can be compared. */
  hash: string;
}

const entry = `j.seq, j.kind, j.at, j.body, encode(j.hash, 'hex') AS hash,
  CASE WHEN j.actor_post_id IS NOT NULL THEN jsonb_build_object('displayName', n.display_name, 'postId', p.id, 'titleVi', p.title_vi,
    'titleEn', p.title_en, 'organisationNameVi', o.name_vi, 'organisationNameEn', o.name_en) END AS by`;
const writer = `
  LEFT JOIN persons n ON n.id = j.actor_person_id
  LEFT JOIN posts p ON p.id = j.actor_post_id
  LEFT JOIN LATERAL (
    SELECT v.name_vi, v.name_en FROM organisation_versions v WHERE v.organisation_id = p.organisation_id
    ORDER BY v.valid @> (j.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date DESC, v.valid_from DESC NULLS LAST LIMIT 1
  ) o ON true`;

/** What happened to a model, who did it from which post, and what was looked at. */
export class ModelJournalReader {
  constructor(private readonly sql: Sql) {}

  /** Newest first; null when the post cannot see the model. */
  async of(
    modelId: string,
    postId: string,
    { before, limit }: { before: number | null; limit: number },
  ): Promise<ModelJournalItem[] | null> {
    const rows = await this.sql.rows<ModelJournalItem | { seq: null }>(
      // One row without an entry tells "nothing further" from "no such model".
      `SELECT ${entry}
       FROM models m
       LEFT JOIN journal j ON j.stream = 'model' AND j.stream_id = m.id AND ($3::int IS NULL OR j.seq < $3::int) ${writer}
       WHERE m.id = $1 AND sees_organisation($2::uuid, m.owner_organisation_id)
       ORDER BY j.seq DESC LIMIT $4`,
      [modelId, postId, before, limit],
    );
    if (rows.length === 0) return null;
    return rows.filter((row): row is ModelJournalItem => row.seq !== null);
  }

  /** What the journal of a model says of one of its decisions: the caller knows that it may be read. */
  ofDecision(modelId: string, decisionId: string): Promise<ModelJournalItem | null> {
    return this.sql.row<ModelJournalItem>(
      `SELECT ${entry} FROM journal j ${writer}
       WHERE j.stream = 'model' AND j.stream_id = $1 AND j.body -> 'decision' ->> 'id' = $2 ORDER BY j.seq LIMIT 1`,
      [modelId, decisionId],
    );
  }
}
