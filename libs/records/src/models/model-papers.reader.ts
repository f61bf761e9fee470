import type { PlainDay } from '#domain';
import type { Sql } from '../sql.js';
import type { DocumentKind, MemberKind, MoneySource } from './model-papers.repository.js';

interface Recorded {
  id: string;
  note: string;
  recordedAt: Date;
  /** The row this one corrects, and the one that corrected it. */
  correctsId: string | null;
  correctedById: string | null;
}

export interface MembersRow extends Recorded {
  onDay: PlainDay;
  kind: MemberKind;
  count: number | null;
}

export interface MoneyRow extends Recorded {
  onDay: PlainDay;
  source: MoneySource;
  amount: number | null;
}

export interface DocumentRow extends Recorded {
  kind: DocumentKind;
  number: string | null;
  datedOn: PlainDay | null;
  title: string;
  issuer: string | null;
  withdrawn: boolean;
  file: { name: string; mediaType: string; size: number; sha256: string } | null;
}

export interface KeptFile {
  name: string;
  mediaType: string;
  sha256: string;
  content: Buffer;
}

const recorded = (table: string) => `r.id, r.note, r.recorded_at AS "recordedAt", r.corrects_id AS "correctsId",
  (SELECT c.id FROM ${table} c WHERE c.corrects_id = r.id) AS "correctedById"`;
// One row without an id tells "nothing recorded" from "no such model".
const ofModel = (table: string, columns: string, order: string) =>
  `SELECT m.revision, ${recorded(table)}, ${columns} FROM models m LEFT JOIN ${table} r ON r.model_id = m.id
   WHERE m.id = $1 AND sees_organisation($2::uuid, m.owner_organisation_id) ORDER BY ${order}`;

/** What was recorded of a model over time, newest day first, with what was corrected. */
export class ModelPapersReader {
  constructor(private readonly sql: Sql) {}

  members(modelId: string, postId: string): Promise<{ revision: number; items: MembersRow[] } | null> {
    return this.read(
      ofModel('model_members', `r.on_day AS "onDay", r.kind, r.count`, 'r.on_day DESC, r.ordinal DESC'),
      modelId,
      postId,
    );
  }

  async money(
    modelId: string,
    postId: string,
  ): Promise<{ revision: number; items: MoneyRow[]; totals: Record<MoneySource, number> } | null> {
    const read = await this.read<MoneyRow>(
      ofModel('model_money', `r.on_day AS "onDay", r.source, r.amount::float8 AS amount`, 'r.on_day DESC, r.ordinal DESC'),
      modelId,
      postId,
    );
    if (!read) return null;
    const totals = { communityContribution: 0, stateBudget: 0, fund: 0 };
    for (const { source, amount, correctedById } of read.items) if (!correctedById) totals[source] += amount ?? 0;
    return { ...read, totals };
  }

  documents(modelId: string, postId: string): Promise<{ revision: number; items: DocumentRow[] } | null> {
    return this.read(
      ofModel(
        'model_documents',
        `r.kind, r.number, r.dated_on AS "datedOn", r.title, r.issuer, r.withdrawn,
         (SELECT jsonb_build_object('name', f.name, 'mediaType', f.media_type, 'size', octet_length(f.content), 'sha256', encode(f.sha256, 'hex'))
          FROM model_document_files f WHERE f.document_id = r.id) AS file`,
        'r.dated_on DESC NULLS LAST, r.ordinal DESC',
      ),
      modelId,
      postId,
    );
  }

  file(modelId: string, documentId: string, postId: string): Promise<KeptFile | null> {
    return this.sql.row(
      `SELECT f.name, f.media_type AS "mediaType", encode(f.sha256, 'hex') AS sha256, f.content
       FROM models m JOIN model_documents d ON d.model_id = m.id JOIN model_document_files f ON f.document_id = d.id
       WHERE m.id = $1 AND d.id = $2 AND sees_organisation($3::uuid, m.owner_organisation_id)`,
      [modelId, documentId, postId],
    );
  }

  private async read<Row extends Recorded>(
    statement: string,
    modelId: string,
    postId: string,
  ): Promise<{ revision: number; items: Row[] } | null> {
    const rows = await this.sql.rows<(Row & { revision: number }) | { id: null; revision: number }>(statement, [modelId, postId]);
    if (rows.length === 0) return null;
    const items = rows.filter((row): row is Row & { revision: number } => row.id !== null);
    return { revision: rows[0]!.revision, items: items.map(({ revision: _, ...item }) => item as unknown as Row) };
  }
}
