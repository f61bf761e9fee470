import type { PlainDay } from '#domain';
import type { Sql } from '../sql.js';
import { Parameters } from '../parameters.js';
import { journaled, type NewEntry } from './models.repository.js';

export const MEMBER_KINDS = ['participants', 'unionMembers', 'associationMembers', 'households'] as const;
export type MemberKind = (typeof MEMBER_KINDS)[number];
export const MONEY_SOURCES = ['communityContribution', 'stateBudget', 'fund'] as const;
export type MoneySource = (typeof MONEY_SOURCES)[number];
export const DOCUMENT_KINDS = ['foundingDecision', 'decision', 'plan', 'report', 'minutes', 'letter', 'image', 'other'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The model as the writer saw it. */
interface Seen {
  id: string;
  revision: number;
}

export interface NewCount {
  id: string;
  onDay: PlainDay;
  kind: MemberKind;
  /** null: what it corrects was never so. */
  count: number | null;
  note: string;
  correctsId: string | null;
}

export interface NewMoney {
  id: string;
  onDay: PlainDay;
  source: MoneySource;
  /** Đồng; null: what it corrects was never so. */
  amount: number | null;
  note: string;
  correctsId: string | null;
}

export interface NewDocument {
  id: string;
  kind: DocumentKind;
  number: string | null;
  datedOn: PlainDay | null;
  title: string;
  issuer: string | null;
  note: string;
  /** It takes back what it corrects, and puts nothing in its place. */
  withdrawn: boolean;
  correctsId: string | null;
}

export interface NewFile {
  name: string;
  mediaType: string;
  sha256: Buffer;
  content: Buffer;
}

/** One row of a history that a correction may name. */
export interface CorrectableRow {
  kind: string;
  corrected: boolean;
}

const histories = {
  members: ['model_members', 'kind'],
  money: ['model_money', 'source'],
  documents: ['model_documents', 'kind'],
} as const;

/** What a model's file keeps over time. Each writes one row, moves the model's revision and journals, in one statement; null when the model moved on. */
export class ModelPapersRepository {
  constructor(private readonly sql: Sql) {}

  rowOf(history: keyof typeof histories, modelId: string, rowId: string): Promise<CorrectableRow | null> {
    const [table, kind] = histories[history];
    return this.sql.row(
      `SELECT r.${kind} AS kind, EXISTS (SELECT FROM ${table} c WHERE c.corrects_id = r.id) AS corrected FROM ${table} r WHERE r.id = $1 AND r.model_id = $2`,
      [rowId, modelId],
    );
  }

  async hasFile(documentId: string): Promise<boolean> {
    return (await this.sql.row(`SELECT FROM model_document_files WHERE document_id = $1`, [documentId])) !== null;
  }

  count(
    model: Seen,
    { id, onDay, kind, count, note, correctsId }: NewCount,
    entry: NewEntry,
  ): Promise<{ revision: number } | null> {
    const $ = new Parameters();
    const [modelId, day, number, corrected] = [
      $.add(model.id, 'uuid'),
      $.add(onDay, 'date'),
      $.add(count, 'int'),
      $.add(correctsId, 'uuid'),
    ];
    // The statement does not see the row it adds, so the last count is asked with it.
    const shown =
      kind === 'participants'
        ? `, members = (SELECT count FROM (
             SELECT s.on_day, s.ordinal, s.count FROM standing_members s
             WHERE s.model_id = ${modelId} AND s.kind = 'participants' AND s.id IS DISTINCT FROM ${corrected}
             UNION ALL SELECT ${day}, 9223372036854775807, ${number} WHERE ${number} IS NOT NULL) x ORDER BY on_day DESC, ordinal DESC LIMIT 1)`
        : '';
    return this.sql.row(
      `WITH touched AS (
         UPDATE models SET revision = revision + 1 ${shown} WHERE id = ${modelId} AND revision = ${$.add(model.revision)} RETURNING id, revision
       ), counted AS (
         INSERT INTO model_members (id, model_id, on_day, kind, count, note, corrects_id, recorded_at, recorded_by_post_id)
         SELECT ${$.add(id, 'uuid')}, touched.id, ${day}, ${$.add(kind)}, ${number}, ${$.add(note)}, ${corrected},
           ${$.add(entry.at, 'timestamptz')}, ${$.add(entry.by?.postId ?? null, 'uuid')} FROM touched
       ), ${journaled('touched', entry, $)} SELECT revision FROM touched`,
      $.values,
    );
  }

  receive(
    model: Seen,
    { id, onDay, source, amount, note, correctsId }: NewMoney,
    entry: NewEntry,
  ): Promise<{ revision: number } | null> {
    const $ = new Parameters();
    return this.sql.row(
      `WITH ${touched(model, $)}, received AS (
         INSERT INTO model_money (id, model_id, on_day, source, amount, note, corrects_id, recorded_at, recorded_by_post_id)
         SELECT ${$.add(id, 'uuid')}, touched.id, ${$.add(onDay, 'date')}, ${$.add(source)}, ${$.add(amount, 'bigint')}, ${$.add(note)},
           ${$.add(correctsId, 'uuid')}, ${$.add(entry.at, 'timestamptz')}, ${$.add(entry.by?.postId ?? null, 'uuid')} FROM touched
       ), ${journaled('touched', entry, $)} SELECT revision FROM touched`,
      $.values,
    );
  }

  document(model: Seen, document: NewDocument, entry: NewEntry): Promise<{ revision: number } | null> {
    const { id, kind, number, datedOn, title, issuer, note, withdrawn, correctsId } = document;
    const $ = new Parameters();
    return this.sql.row(
      `WITH ${touched(model, $)}, filed AS (
         INSERT INTO model_documents (id, model_id, kind, number, dated_on, title, issuer, note, withdrawn, corrects_id, recorded_at, recorded_by_post_id)
         SELECT ${$.add(id, 'uuid')}, touched.id, ${$.add(kind)}, ${$.add(number)}, ${$.add(datedOn, 'date')}, ${$.add(title)}, ${$.add(issuer)},
           ${$.add(note)}, ${$.add(withdrawn, 'boolean')}, ${$.add(correctsId, 'uuid')}, ${$.add(entry.at, 'timestamptz')},
           ${$.add(entry.by?.postId ?? null, 'uuid')} FROM touched
       ), ${journaled('touched', entry, $)} SELECT revision FROM touched`,
      $.values,
    );
  }

  attach(model: Seen, documentId: string, file: NewFile, entry: NewEntry): Promise<{ revision: number } | null> {
    const $ = new Parameters();
    return this.sql.row(
      `WITH ${touched(model, $)}, attached AS (
         INSERT INTO model_document_files (document_id, name, media_type, sha256, content, uploaded_at, uploaded_by_post_id)
         SELECT ${$.add(documentId, 'uuid')}, ${$.add(file.name)}, ${$.add(file.mediaType)}, ${$.add(file.sha256, 'bytea')},
           ${$.add(file.content, 'bytea')}, ${$.add(entry.at, 'timestamptz')}, ${$.add(entry.by!.postId, 'uuid')} FROM touched
       ), ${journaled('touched', entry, $)} SELECT revision FROM touched`,
      $.values,
    );
  }

  answerDuplicate(
    model: Seen,
    { id, candidateId, answer, reason }: { id: string; candidateId: string; answer: 'different' | 'same'; reason: string },
    entry: NewEntry,
  ): Promise<{ revision: number } | null> {
    const $ = new Parameters();
    return this.sql.row(
      `WITH ${touched(model, $)}, answered AS (
         INSERT INTO model_duplicate_answers (id, model_id, candidate_id, answer, reason, answered_at, answered_by_post_id)
         SELECT ${$.add(id, 'uuid')}, touched.id, ${$.add(candidateId, 'uuid')}, ${$.add(answer)}, ${$.add(reason)},
           ${$.add(entry.at, 'timestamptz')}, ${$.add(entry.by!.postId, 'uuid')} FROM touched
       ), ${journaled('touched', entry, $)} SELECT revision FROM touched`,
      $.values,
    );
  }

  /** The candidate's code and name when it is one, to be kept beside the answer; null when it is none. */
  duplicate(modelId: string, candidateId: string): Promise<{ code: string; name: string } | null> {
    return this.sql.row(
      `SELECT c.code, c.name FROM likely_duplicates($1) d JOIN models c ON c.id = d.candidate_id WHERE d.candidate_id = $2`,
      [modelId, candidateId],
    );
  }
}

const touched = ({ id, revision }: Seen, $: Parameters) => `touched AS (
  UPDATE models SET revision = revision + 1 WHERE id = ${$.add(id, 'uuid')} AND revision = ${$.add(revision)} RETURNING id, revision)`;
