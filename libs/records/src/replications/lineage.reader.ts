import type { ModelStage, PlainDay } from '#domain';
import type { Sql } from '../sql.js';

export interface LineageQuestion {
  modelId: string;
  postId: string;
  /** The day asked about: what there was at its end, and what it was called. */
  asOf: PlainDay;
  /** How far up and down, at most. */
  depth: number;
  /** How many models, at most; those nearest to the model asked about stay. */
  limit: number;
}

export interface LineageNode {
  id: string;
  code: string;
  name: string;
  parentId: string | null;
  /** 0: the model asked about; above it −1, −2, …; below it 1, 2, … */
  depth: number;
  /** As the place was called that day, and what it belongs to by then. */
  territory: { id: string; name: string };
  locality: string;
  stage: ModelStage;
  /** Of a copy: what it kept and changed of its parent, and why. Null for an imported one. */
  adaptation: { kept: string; changed: string; why: string; writtenOn: PlainDay } | null;
  /** What it was consolidated into, once it was. */
  heir: { id: string; code: string; name: string } | null;
}

export interface Lineage {
  nodes: LineageNode[];
  /** There is more than shown: deeper, or beyond the limit. */
  truncated: boolean;
}

/** Above and below, nearest first, one statement. A level more than asked for is looked at, and one model: they tell whether something is left out. */
const lineage = `
  WITH RECURSIVE asked AS (
    SELECT m.id, m.parent_id FROM models m
    WHERE m.id = $1::uuid AND sees_model($2::uuid, m.id, m.owner_organisation_id, $6::date)
      AND m.created_at < ($3::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
  ),
  above (id, parent_id, depth) AS (
    SELECT id, parent_id, 0 FROM asked
    UNION ALL
    SELECT m.id, m.parent_id, a.depth - 1 FROM above a JOIN models m ON m.id = a.parent_id WHERE a.depth > -1 - $4::int
  ),
  below (id, parent_id, depth) AS (
    SELECT id, parent_id, 0 FROM asked
    UNION ALL
    SELECT m.id, m.parent_id, b.depth + 1 FROM below b JOIN models m ON m.parent_id = b.id
    WHERE b.depth < 1 + $4::int AND m.created_at < ($3::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
  ),
  -- PostgreSQL walks level by level and stops when nobody asks for more, so a limit keeps the nearest and bounds the work.
  found AS MATERIALIZED (
    (SELECT id, parent_id, depth FROM above WHERE depth < 0 LIMIT $4::int + 1)
    UNION ALL
    (SELECT id, parent_id, depth FROM below LIMIT $5::int + 1)
  ),
  shown AS MATERIALIZED (
    SELECT f.* FROM found f WHERE abs(f.depth) <= $4::int ORDER BY abs(f.depth), f.depth, f.id LIMIT $5::int
  ),
  rows AS MATERIALIZED (
    SELECT s.depth, m.* FROM shown s JOIN models m ON m.id = s.id
  ),
  -- A place is asked once, however many models it has.
  places AS MATERIALIZED (
    SELECT p.territory_id, coalesce(heir.id, p.territory_id) AS id, v.name
    FROM (SELECT DISTINCT territory_id FROM rows) p
    CROSS JOIN LATERAL (SELECT territory_heir_on(p.territory_id, $3::date) AS id OFFSET 0) heir
    CROSS JOIN LATERAL (
      SELECT v.name FROM territory_versions v WHERE v.territory_id = coalesce(heir.id, p.territory_id)
      ORDER BY v.valid @> $3::date DESC, v.valid_from DESC NULLS LAST LIMIT 1
    ) v
  )
  SELECT r.id, r.code, r.name, r.parent_id AS "parentId", r.depth, jsonb_build_object('id', p.id, 'name', p.name) AS territory, r.locality,
    stood.stage, CASE WHEN a.child_model_id IS NOT NULL THEN jsonb_build_object('kept', a.kept, 'changed', a.changed, 'why', a.why,
      'writtenOn', a.written_on) END AS adaptation,
    CASE WHEN stood.stage ->> 'life' = 'terminated' AND h.id IS NOT NULL
      THEN jsonb_build_object('id', h.id, 'code', h.code, 'name', h.name) END AS heir,
    (SELECT count(*) FROM found) > (SELECT count(*) FROM shown) AS truncated
  FROM rows r JOIN places p ON p.territory_id = r.territory_id
  LEFT JOIN adaptations a ON a.child_model_id = r.id
  LEFT JOIN models h ON h.id = r.heir_id
  -- Where its journal stood at the end of that day.
  CROSS JOIN LATERAL (
    SELECT j.body -> 'to' AS stage FROM journal j
    WHERE j.stream = 'model' AND j.stream_id = r.id AND j.body ? 'to' AND j.at < ($3::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
    ORDER BY j.seq DESC LIMIT 1
  ) stood
  ORDER BY r.depth, p.name COLLATE "vi-x-icu", r.name COLLATE "vi-x-icu", r.id`;

/** Where a model came from and what grew of it, on any day. Who may see a model sees the names, places and stages of its line. */
export class LineageReader {
  constructor(private readonly sql: Sql) {}

  /** Null: no such model, not visible, or not there yet that day. `today`: by whose rights is looked. */
  async of({ modelId, postId, asOf, depth, limit }: LineageQuestion, today: PlainDay): Promise<Lineage | null> {
    const rows = await this.sql.rows<LineageNode & { truncated: boolean }>(lineage, [modelId, postId, asOf, depth, limit, today]);
    if (rows.length === 0) return null;
    return { nodes: rows.map(({ truncated: _, ...node }) => node), truncated: rows[0]!.truncated };
  }
}
