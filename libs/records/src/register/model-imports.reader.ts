import type { Words } from '#domain';
import type { Sql } from '../sql.js';
import type { ImportFault, ImportOutcome } from './model-imports.repository.js';

export interface ImportItem {
  id: string;
  ordinal: number;
  organisationId: string;
  fileName: string;
  form: 'xlsx' | 'csv' | 'unknown';
  sha256: string;
  status: 'refused' | 'checked' | 'applied';
  uploadedAt: Date;
  rows: number;
  outcomes: Record<ImportOutcome, number>;
  problems: Words[];
  appliedAt: Date | null;
  made: number | null;
  revision: number;
}

export interface ImportRowItem {
  row: number;
  outcome: ImportOutcome;
  typed: string[];
  faults: ImportFault[];
  modelId: string | null;
}

export interface ImportFile {
  fileName: string;
  form: 'xlsx' | 'csv' | 'unknown';
  status: 'refused' | 'checked' | 'applied';
  headings: string[];
  content: Buffer;
}

const item = `i.id, i.ordinal, i.organisation_id AS "organisationId", i.file_name AS "fileName", i.form, encode(i.sha256, 'hex') AS sha256, i.status,
  i.uploaded_at AS "uploadedAt", i.rows, i.problems, i.applied_at AS "appliedAt", i.made, i.revision,
  (SELECT jsonb_build_object('new', count(*) FILTER (WHERE r.outcome = 'new'), 'same', count(*) FILTER (WHERE r.outcome = 'same'),
     'conflict', count(*) FILTER (WHERE r.outcome = 'conflict'), 'fault', count(*) FILTER (WHERE r.outcome = 'fault'))
   FROM model_import_rows r WHERE r.import_id = i.id) AS outcomes`;

/** The registers that were handed in, and what became of their rows. */
export class ModelImportsReader {
  constructor(private readonly sql: Sql) {}

  /** Newest first. */
  list(postId: string, before: number | null, limit: number): Promise<ImportItem[]> {
    return this.sql.rows(
      `SELECT ${item} FROM model_imports i WHERE i.organisation_id IN (SELECT visible_organisations($1))
         AND ($2::bigint IS NULL OR i.ordinal < $2) ORDER BY i.ordinal DESC LIMIT $3`,
      [postId, before, limit],
    );
  }

  find(id: string, postId: string): Promise<ImportItem | null> {
    return this.sql.row(
      `SELECT ${item} FROM model_imports i WHERE i.id = $1 AND sees_organisation($2::uuid, i.organisation_id)`,
      [id, postId],
    );
  }

  rows(id: string, outcome: ImportOutcome | null, after: number | null, limit: number): Promise<ImportRowItem[]> {
    return this.sql.rows(
      `SELECT row, outcome, typed, faults, model_id AS "modelId" FROM model_import_rows
       WHERE import_id = $1 AND ($2::text IS NULL OR outcome = $2) AND row > coalesce($3::int, 0) ORDER BY row LIMIT $4`,
      [id, outcome, after, limit],
    );
  }

  /** The headings of its columns as they were typed; null when the post cannot see it. */
  async headings(id: string, postId: string): Promise<string[] | null> {
    const row = await this.sql.row<{ headings: string[] }>(
      `SELECT headings FROM model_imports WHERE id = $1 AND sees_organisation($2::uuid, organisation_id)`,
      [id, postId],
    );
    return row?.headings ?? null;
  }

  file(id: string, postId: string): Promise<ImportFile | null> {
    return this.sql.row(
      `SELECT file_name AS "fileName", form, status, headings, content FROM model_imports
       WHERE id = $1 AND sees_organisation($2::uuid, organisation_id)`,
      [id, postId],
    );
  }

  /** The rows that something is to be said about, with the code of the model they met. */
  marks(id: string): Promise<{ row: number; outcome: ImportOutcome; faults: ImportFault[]; code: string | null }[]> {
    return this.sql.rows(
      `SELECT r.row, r.outcome, r.faults, m.code FROM model_import_rows r LEFT JOIN models m ON m.id = r.model_id
       WHERE r.import_id = $1 ORDER BY r.row`,
      [id],
    );
  }
}
