import type { Sql } from '../sql.js';
import { entryOf, type PastEntry, type PastPlaceEntry } from './model-past.reader.js';

type Row = Record<string, unknown>;

/** A model with its whole journal and the rows it should lead to, as the tables hold them. */
export interface ModelToFold {
  id: string;
  code: string;
  entries: PastEntry[];
  placeEntries: PastPlaceEntry[];
  model: Row;
  /** In the order they were opened. */
  reviews: Row[];
  nominations: Row[];
  places: Row[];
}

/** Models with all that a fold of their journals is held against, page by page. */
export class ModelFoldReader {
  constructor(private readonly sql: Sql) {}

  /** The next models after an id, in the order of ids. */
  page(after: string | null, limit: number): Promise<ModelToFold[]> {
    return this.sql.rows<ModelToFold>(
      `SELECT m.id, m.code, to_jsonb(m) AS model,
         coalesce((SELECT jsonb_agg(${entryOf('j')} ORDER BY j.seq) FROM journal j WHERE j.stream = 'model' AND j.stream_id = m.id), '[]') AS entries,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'kind', j.kind, 'body', j.body) ORDER BY t.id, j.seq) FROM replication_targets t
           JOIN journal j ON j.stream = 'replicationTarget' AND j.stream_id = t.id WHERE t.model_id = m.id), '[]') AS "placeEntries",
         coalesce((SELECT jsonb_agg(to_jsonb(r) ORDER BY r.ordinal) FROM model_reviews r WHERE r.model_id = m.id), '[]') AS reviews,
         coalesce((SELECT jsonb_agg(to_jsonb(n) ORDER BY n.ordinal) FROM model_nominations n WHERE n.model_id = m.id), '[]') AS nominations,
         coalesce((SELECT jsonb_agg(to_jsonb(t)) FROM replication_targets t WHERE t.model_id = m.id), '[]') AS places
       FROM models m WHERE $1::uuid IS NULL OR m.id > $1::uuid ORDER BY m.id LIMIT $2`,
      [after, limit],
    );
  }
}
