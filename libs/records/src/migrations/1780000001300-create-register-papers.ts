import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a model's file keeps over time: members, money by source, documents; and the register as it was handed in from outside.
 * All of it is append-only: a later row corrects an earlier one by naming it, and what stands is what nobody corrected.
 */
export class CreateRegisterPapers1780000001300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Without accents, for finding; never a key: Tân Thành and Tân Thạnh fold alike. Immutable, so that an index can hold it.
      CREATE FUNCTION folded(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT translate(lower(public.unaccent('public.unaccent', normalize(said, NFC))), 'y', 'i')
      $$;

      -- A workbook or CSV as it was handed in; kept whatever became of it.
      CREATE TABLE model_imports (
        id uuid PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        organisation_id uuid NOT NULL REFERENCES organisations,
        post_id uuid NOT NULL REFERENCES posts,
        person_id uuid NOT NULL REFERENCES persons,
        uploaded_at timestamptz NOT NULL,
        file_name text NOT NULL,
        form text NOT NULL CHECK (form IN ('xlsx', 'csv', 'unknown')),
        sha256 bytea NOT NULL,
        content bytea NOT NULL,
        status text NOT NULL CHECK (status IN ('refused', 'checked', 'applied')),
        -- Why the file as a whole was refused: [{ vi, en }].
        problems jsonb NOT NULL DEFAULT '[]',
        headings jsonb NOT NULL DEFAULT '[]',
        rows int NOT NULL DEFAULT 0,
        applied_at timestamptz,
        applied_by_post_id uuid REFERENCES posts,
        made int,
        revision int NOT NULL DEFAULT 1,
        CHECK ((status = 'applied') = (applied_at IS NOT NULL) AND (applied_at IS NULL) = (made IS NULL))
      );
      CREATE INDEX model_imports_organisation ON model_imports (organisation_id, ordinal DESC);
      CREATE TRIGGER model_imports_are_kept BEFORE DELETE OR TRUNCATE ON model_imports FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE model_import_rows (
        import_id uuid NOT NULL REFERENCES model_imports,
        -- As a person counts them in the file: the headings are row 1.
        row int NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('new', 'same', 'conflict', 'fault')),
        -- The cells as typed, in the order of the headings.
        typed jsonb NOT NULL,
        -- What was understood; null while a cell is at fault.
        read jsonb,
        -- [{ column, value, words: { vi, en } }]
        faults jsonb NOT NULL DEFAULT '[]',
        -- The model it is, or that stands in its way; once applied, the one made of it.
        model_id uuid REFERENCES models,
        PRIMARY KEY (import_id, row)
      );

      ALTER TABLE models
        ADD COLUMN import_id uuid,
        ADD COLUMN import_row int,
        ADD COLUMN decision_not_found boolean NOT NULL DEFAULT false,
        ADD FOREIGN KEY (import_id, import_row) REFERENCES model_import_rows (import_id, row),
        ADD CHECK ((import_id IS NULL) = (import_row IS NULL));
      CREATE UNIQUE INDEX one_model_an_import_row ON models (import_id, import_row) WHERE import_id IS NOT NULL;

      CREATE TABLE model_members (
        id uuid PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        model_id uuid NOT NULL REFERENCES models,
        on_day date NOT NULL,
        kind text NOT NULL CHECK (kind IN ('participants', 'unionMembers', 'associationMembers', 'households')),
        -- Null: what it corrects was never so, and no other number is known.
        count int CHECK (count >= 0),
        note text NOT NULL DEFAULT '',
        corrects_id uuid UNIQUE REFERENCES model_members,
        recorded_at timestamptz NOT NULL,
        recorded_by_post_id uuid REFERENCES posts,
        CHECK (count IS NOT NULL OR corrects_id IS NOT NULL)
      );
      CREATE INDEX model_members_model ON model_members (model_id, kind, on_day, ordinal);
      CREATE TRIGGER model_members_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON model_members
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- One row an amount that came in, in đồng; a sum by source is what a model has received.
      CREATE TABLE model_money (
        id uuid PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        model_id uuid NOT NULL REFERENCES models,
        on_day date NOT NULL,
        source text NOT NULL CHECK (source IN ('communityContribution', 'stateBudget', 'fund')),
        amount bigint CHECK (amount BETWEEN 0 AND 1000000000000000),
        note text NOT NULL DEFAULT '',
        corrects_id uuid UNIQUE REFERENCES model_money,
        recorded_at timestamptz NOT NULL,
        recorded_by_post_id uuid REFERENCES posts,
        CHECK (amount IS NOT NULL OR corrects_id IS NOT NULL)
      );
      CREATE INDEX model_money_model ON model_money (model_id, source, on_day, ordinal);
      CREATE TRIGGER model_money_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON model_money
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE model_documents (
        id uuid PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        model_id uuid NOT NULL REFERENCES models,
        kind text NOT NULL CHECK (kind IN ('foundingDecision', 'decision', 'plan', 'report', 'minutes', 'letter', 'image', 'other')),
        number text,
        dated_on date,
        title text NOT NULL,
        issuer text,
        -- The row takes back the document it corrects, and puts no other in its place.
        withdrawn boolean NOT NULL DEFAULT false,
        note text NOT NULL DEFAULT '',
        corrects_id uuid UNIQUE REFERENCES model_documents,
        recorded_at timestamptz NOT NULL,
        recorded_by_post_id uuid REFERENCES posts,
        CHECK (NOT withdrawn OR corrects_id IS NOT NULL)
      );
      CREATE INDEX model_documents_model ON model_documents (model_id, ordinal);
      CREATE TRIGGER model_documents_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON model_documents
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- The paper itself, apart from its card, so that no list carries it.
      CREATE TABLE model_document_files (
        document_id uuid PRIMARY KEY REFERENCES model_documents,
        name text NOT NULL,
        media_type text NOT NULL,
        sha256 bytea NOT NULL,
        content bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 10485760),
        uploaded_at timestamptz NOT NULL,
        uploaded_by_post_id uuid NOT NULL REFERENCES posts
      );
      -- Papers are compressed already.
      ALTER TABLE model_document_files ALTER content SET STORAGE EXTERNAL;
      ALTER TABLE model_imports ALTER content SET STORAGE EXTERNAL;
      CREATE TRIGGER model_document_files_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON model_document_files
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- What stands: nobody corrected it, and it takes nothing back.
      CREATE VIEW standing_members AS SELECT r.* FROM model_members r
        WHERE r.count IS NOT NULL AND NOT EXISTS (SELECT FROM model_members c WHERE c.corrects_id = r.id);
      CREATE VIEW standing_money AS SELECT r.* FROM model_money r
        WHERE r.amount IS NOT NULL AND NOT EXISTS (SELECT FROM model_money c WHERE c.corrects_id = r.id);
      CREATE VIEW standing_documents AS SELECT r.* FROM model_documents r
        WHERE NOT r.withdrawn AND NOT EXISTS (SELECT FROM model_documents c WHERE c.corrects_id = r.id);

      -- "Is this not the same as …?", answered one candidate at a time; the last answer counts.
      CREATE TABLE model_duplicate_answers (
        id uuid PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        model_id uuid NOT NULL REFERENCES models,
        candidate_id uuid NOT NULL REFERENCES models,
        answer text NOT NULL CHECK (answer IN ('different', 'same')),
        reason text NOT NULL,
        answered_at timestamptz NOT NULL,
        answered_by_post_id uuid NOT NULL REFERENCES posts,
        CHECK (model_id <> candidate_id)
      );
      CREATE INDEX model_duplicate_answers_model ON model_duplicate_answers (model_id, candidate_id, ordinal);
      CREATE TRIGGER model_duplicate_answers_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON model_duplicate_answers
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE model_duplicate_answers;
      DROP VIEW standing_members, standing_money, standing_documents;
      DROP TABLE model_document_files, model_documents, model_money, model_members;
      ALTER TABLE models DROP COLUMN import_id, DROP COLUMN import_row, DROP COLUMN decision_not_found;
      DROP TABLE model_import_rows, model_imports;
      DROP FUNCTION folded;
    `);
  }
}
