import { MACHINE_VERSION, type PlainDay, type RegisterRow, type Words } from '#domain';
import type { Sql } from '../sql.js';

export type ImportOutcome = 'new' | 'same' | 'conflict' | 'fault';

export interface ImportFault {
  /** A column of the register; null: the row as a whole. */
  column: string | null;
  value: string;
  words: Words;
}

export interface ImportedRow {
  row: number;
  outcome: ImportOutcome;
  typed: string[];
  read: RegisterRow | null;
  faults: ImportFault[];
  modelId: string | null;
}

export interface NewImport {
  id: string;
  organisationId: string;
  postId: string;
  personId: string;
  uploadedAt: Date;
  fileName: string;
  form: 'xlsx' | 'csv' | 'unknown';
  sha256: Buffer;
  content: Buffer;
  status: 'refused' | 'checked';
  problems: Words[];
  headings: string[];
  rows: number;
}

/** A model of the register with a name like a row's, in its place or in what the place was or became. */
export interface LikeModel {
  row: number;
  id: string;
  code: string;
  name: string;
  exact: boolean;
  kind: string;
  field: string | null;
  origin: string;
  selfManaged: boolean;
  locality: string;
  ownerId: string;
  startedOn: PlainDay | null;
  members: number | null;
  /** The last count of each kind that stands. */
  counts: Record<string, number>;
  /** What it has received, by source. */
  money: Record<string, number>;
  /** The decision it was founded or recognised by; null: none is on record. */
  foundedBy: { number: string; decidedOn: PlainDay } | null;
  /** What the row said that it was taken over from; null: it was not. */
  takenOverAs: RegisterRow | null;
}

export interface LockedImport {
  id: string;
  revision: number;
  status: 'refused' | 'checked' | 'applied';
  made: number | null;
  fileName: string;
}

/** How many rows travel in one statement. */
const PAGE = 5_000;

export class ModelImportsRepository {
  constructor(private readonly sql: Sql) {}

  async add(one: NewImport): Promise<void> {
    await this.sql.affected(
      `INSERT INTO model_imports (id, organisation_id, post_id, person_id, uploaded_at, file_name, form, sha256, content, status, problems, headings, rows)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12::jsonb, $13)`,
      [
        one.id,
        one.organisationId,
        one.postId,
        one.personId,
        one.uploadedAt,
        one.fileName,
        one.form,
        one.sha256,
        one.content,
        one.status,
        JSON.stringify(one.problems),
        JSON.stringify(one.headings),
        one.rows,
      ],
    );
  }

  async addRows(importId: string, rows: readonly ImportedRow[]): Promise<void> {
    for (let at = 0; at < rows.length; at += PAGE)
      await this.sql.affected(
        `INSERT INTO model_import_rows (import_id, row, outcome, typed, read, faults, model_id)
         SELECT $1, r.row, r.outcome, r.typed, r.read, r.faults, r."modelId"
         FROM jsonb_to_recordset($2::jsonb) r (row int, outcome text, typed jsonb, read jsonb, faults jsonb, "modelId" uuid)`,
        [importId, JSON.stringify(rows.slice(at, at + PAGE))],
      );
  }

  /** The models the rows may be, exact names first. */
  async like(rows: readonly { row: number; name: string; territoryId: string; locality: string }[]): Promise<LikeModel[]> {
    const found: LikeModel[][] = [];
    for (let at = 0; at < rows.length; at += PAGE)
      found.push(
        await this.sql.rows<LikeModel>(
          `WITH said AS MATERIALIZED (
             SELECT r.row, r.name, r."territoryId" AS territory, folded(r.name) AS folded, numbers_in(r.locality) AS numbers
             FROM jsonb_to_recordset($1::jsonb) r (row int, name text, "territoryId" uuid, locality text)
           ), places AS MATERIALIZED (
             SELECT t.territory, p AS place FROM (SELECT DISTINCT territory FROM said) t CROSS JOIN LATERAL place_through_time(t.territory) p
           ), there AS MATERIALIZED (
             SELECT p.territory, m.*, folded(m.name) AS folded FROM places p JOIN models m ON m.territory_id = p.place
             WHERE m.life NOT IN ('drafting', 'rejected')
           )
           SELECT s.row, m.id, m.code, m.name, normalize(lower(m.name), NFC) = normalize(lower(s.name), NFC) AS exact, m.kind, m.field,
             m.self_managed AS "selfManaged", m.locality, m.owner_organisation_id AS "ownerId", m.started_on AS "startedOn", m.members, m.origin,
             coalesce((SELECT jsonb_object_agg(c.kind, c.count) FROM (SELECT DISTINCT ON (k.kind) k.kind, k.count FROM standing_members k
               WHERE k.model_id = m.id AND k.count IS NOT NULL ORDER BY k.kind, k.on_day DESC, k.recorded_at DESC, k.id) c), '{}') AS counts,
             coalesce((SELECT jsonb_object_agg(c.source, c.amount) FROM (SELECT k.source, sum(k.amount) AS amount FROM standing_money k
               WHERE k.model_id = m.id AND k.amount IS NOT NULL GROUP BY k.source) c), '{}') AS money,
             coalesce((SELECT jsonb_build_object('number', d.number, 'decidedOn', d.dated_on) FROM standing_documents d
                 WHERE d.model_id = m.id AND d.kind = 'foundingDecision' AND d.number IS NOT NULL ORDER BY d.recorded_at DESC, d.id LIMIT 1),
               (SELECT jsonb_build_object('number', d.number, 'decidedOn', d.decided_on) FROM decisions d
                 WHERE d.model_id = m.id AND d.step = 'recognise' ORDER BY d.decided_on DESC, d.id LIMIT 1)) AS "foundedBy",
             (SELECT i.read FROM model_import_rows i WHERE i.import_id = m.import_id AND i.row = m.import_row) AS "takenOverAs"
           FROM said s JOIN there m ON m.territory = s.territory AND m.folded = s.folded
             AND (s.numbers = '{}' OR numbers_in(m.locality) = '{}' OR s.numbers = numbers_in(m.locality))
           ORDER BY s.row, exact DESC, m.code`,
          [JSON.stringify(rows.slice(at, at + PAGE))],
        ),
      );
    // Thousands of rows may each meet dozens: too many to be the arguments of one call.
    return found.flat();
  }

  /** Which of these codes are models. */
  async known(codes: readonly string[]): Promise<Set<string>> {
    const rows = await this.sql.rows<{ code: string }>(`SELECT code FROM models WHERE code = ANY ($1::text[])`, [codes]);
    return new Set(rows.map(({ code }) => code));
  }

  /** Of these organisations, the ones above whom nobody stands on a day. */
  async withNobodyAbove(organisationIds: readonly string[], day: PlainDay): Promise<Set<string>> {
    const rows = await this.sql.rows<{ id: string }>(
      `SELECT o.id FROM unnest($1::uuid[]) AS o (id) WHERE cardinality(chain_above(o.id, $2::date)) = 0`,
      [organisationIds, day],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The import, held; null when the post cannot see it. */
  lock(id: string, postId: string): Promise<LockedImport | null> {
    return this.sql.row(
      `SELECT id, revision, status, made, file_name AS "fileName" FROM model_imports
       WHERE id = $1 AND sees_organisation($2::uuid, organisation_id) FOR UPDATE`,
      [id, postId],
    );
  }

  /** One register is taken over at a time, so that two files with the same rows cannot both find them new. */
  async alone(): Promise<void> {
    await this.sql.rows(`SELECT pg_advisory_xact_lock(hashtext('lantoa-model-imports'))`);
  }

  rowsOf(importId: string): Promise<ImportedRow[]> {
    return this.sql.rows(
      `SELECT row, outcome, '[]'::jsonb AS typed, read, faults, model_id AS "modelId" FROM model_import_rows WHERE import_id = $1 ORDER BY row`,
      [importId],
    );
  }

  /**
   * Makes a model of every row that is new, with its members, money, founding decision and journal; set-based. Their ids. Nothing is joined to
   * the rows again: PostgreSQL knows nothing yet of an import just handed in, takes it for one row, and would compare every row with every other.
   */
  async makeModels(
    { id, fileName }: { id: string; fileName: string },
    fresh: readonly number[],
    { at, day, by }: { at: Date; day: PlainDay; by: { personId: string; postId: string } },
  ): Promise<string[]> {
    const { ids } = (await this.sql.row<{ ids: string[] }>(
      `WITH said AS MATERIALIZED (
         SELECT r.ctid AS at, r.row, r.read, gen_random_uuid() AS id, x.* FROM model_import_rows r CROSS JOIN LATERAL jsonb_to_record(r.read) x (
           name text, kind text, field text, origin text, "selfManaged" boolean, "territoryId" uuid, locality text, "ownerId" uuid,
           "decisionNumber" text, "decidedOn" date, "decisionIssuer" text, "startedOn" date, participants int, "unionMembers" int,
           "associationMembers" int, households int, "communityContribution" bigint, "stateBudget" bigint, fund bigint, note text,
           "notSameAs" text[])
         WHERE r.import_id = $1 AND r.row = ANY ($2::int[])
       ), made AS (
         INSERT INTO models (id, code, kind, name, field, origin, self_managed, founding_organisation_id, owner_organisation_id, territory_id,
           locality, members, life, spread, honour, machine_version, started_on, created_at, import_id, import_row, decision_not_found)
         SELECT s.id, format('MH-%s-%s', extract(year FROM $4::date), lpad(code.n, greatest(6, length(code.n)), '0')), s.kind, s.name, s.field, s.origin,
           s."selfManaged", s."ownerId", s."ownerId", s."territoryId", s.locality, s.participants, 'operating', 'local', 'none', ${MACHINE_VERSION},
           s."startedOn", $3::timestamptz, $1, s.row, s."decisionNumber" IS NULL
         FROM (SELECT * FROM said ORDER BY row) s CROSS JOIN LATERAL (SELECT nextval('model_numbers')::text AS n WHERE s.row IS NOT NULL) code
         RETURNING id
       ), members AS (
         INSERT INTO model_members (id, model_id, on_day, kind, count, recorded_at, recorded_by_post_id)
         SELECT gen_random_uuid(), s.id, $4::date, v.kind, v.count, $3, $6::uuid FROM said s CROSS JOIN LATERAL (VALUES
           ('participants', s.participants), ('unionMembers', s."unionMembers"), ('associationMembers', s."associationMembers"),
           ('households', s.households)) v (kind, count) WHERE v.count IS NOT NULL
       ), money AS (
         INSERT INTO model_money (id, model_id, on_day, source, amount, recorded_at, recorded_by_post_id)
         SELECT gen_random_uuid(), s.id, $4::date, v.source, v.amount, $3, $6::uuid FROM said s CROSS JOIN LATERAL (VALUES
           ('communityContribution', s."communityContribution"), ('stateBudget', s."stateBudget"), ('fund', s.fund)) v (source, amount)
         WHERE v.amount IS NOT NULL
       ), documents AS (
         INSERT INTO model_documents (id, model_id, kind, number, dated_on, title, issuer, recorded_at, recorded_by_post_id)
         SELECT gen_random_uuid(), s.id, 'foundingDecision', s."decisionNumber", s."decidedOn", format('Quyết định số %s', s."decisionNumber"),
           s."decisionIssuer", $3, $6::uuid FROM said s WHERE s."decisionNumber" IS NOT NULL
       ), answers AS (
         INSERT INTO model_duplicate_answers (id, model_id, candidate_id, answer, reason, answered_at, answered_by_post_id)
         SELECT gen_random_uuid(), s.id, c.id, 'different', format('Tệp “%s”, dòng %s', $7::text, s.row), $3, $6::uuid
         FROM said s JOIN models c ON c.code = ANY (s."notSameAs")
       ), journaled AS (
         INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
         SELECT 'model', s.id, 'modelImported', $3, $5::uuid, $6::uuid, jsonb_build_object('from', NULL,
           'to', jsonb_build_object('life', 'operating', 'spread', 'local', 'honour', 'none'),
           'import', jsonb_build_object('id', $1::uuid, 'row', s.row, 'fileName', $7::text), 'fields', s.read)
         FROM said s
       ), linked AS (
         UPDATE model_import_rows r SET model_id = s.id FROM said s WHERE r.ctid = s.at
       )
       SELECT coalesce(jsonb_agg(id), '[]') AS ids FROM made`,
      [id, fresh, at, day, by.personId, by.postId, fileName],
    ))!;
    return ids;
  }

  /** Rows that were new in the dry run and are there by now. */
  async foundSame(importId: string, rows: readonly { row: number; modelId: string }[]): Promise<void> {
    if (rows.length === 0) return;
    await this.sql.affected(
      `UPDATE model_import_rows r SET outcome = 'same', model_id = s."modelId"
       FROM jsonb_to_recordset($2::jsonb) s (row int, "modelId" uuid) WHERE r.import_id = $1 AND r.row = s.row`,
      [importId, JSON.stringify(rows)],
    );
  }

  applied(
    { id, revision }: { id: string; revision: number },
    { at, postId, made }: { at: Date; postId: string; made: number },
  ): Promise<{ revision: number } | null> {
    return this.sql.row(
      `UPDATE model_imports SET status = 'applied', applied_at = $3, applied_by_post_id = $4, made = $5, revision = revision + 1
       WHERE id = $1 AND revision = $2 AND status = 'checked' RETURNING revision`,
      [id, revision, at, postId, made],
    );
  }
}
