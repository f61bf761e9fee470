import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Territories and organisations, dated (design: "Organisations over time"). An id is ours for ever; codes and names are versions. */
export class CreateDatedUnits1780000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;
      CREATE EXTENSION IF NOT EXISTS unaccent;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      CREATE TABLE settings (key text PRIMARY KEY, value jsonb NOT NULL);

      CREATE TABLE territories (
        id uuid PRIMARY KEY,
        level text NOT NULL CHECK (level IN ('province', 'district', 'commune', 'hamlet')),
        seed_key text UNIQUE
      );
      CREATE TABLE territory_versions (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        territory_id uuid NOT NULL REFERENCES territories,
        code text,
        name text NOT NULL,
        unit_type text NOT NULL,
        parent_id uuid REFERENCES territories,
        valid_from date,
        valid_to date,
        valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]')) STORED,
        source text NOT NULL,
        CONSTRAINT territory_versions_do_not_overlap EXCLUDE USING gist (territory_id WITH =, valid WITH &&),
        CONSTRAINT territory_codes_do_not_overlap EXCLUDE USING gist (code WITH =, valid WITH &&) WHERE (code IS NOT NULL)
      );
      CREATE INDEX territory_versions_parent ON territory_versions (parent_id);
      CREATE TABLE territory_successions (
        predecessor_id uuid NOT NULL REFERENCES territories,
        successor_id uuid NOT NULL REFERENCES territories,
        effective_on date NOT NULL,
        is_default boolean NOT NULL,
        document text NOT NULL,
        PRIMARY KEY (predecessor_id, successor_id, effective_on),
        CHECK (predecessor_id <> successor_id)
      );
      CREATE INDEX territory_successions_successor ON territory_successions (successor_id);

      CREATE TABLE organisations (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        seed_key text UNIQUE
      );
      CREATE TABLE organisation_versions (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations,
        name_vi text NOT NULL,
        name_en text NOT NULL,
        territory_id uuid NOT NULL REFERENCES territories,
        line_parent_id uuid REFERENCES organisations,
        valid_from date,
        valid_to date,
        valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]')) STORED,
        source text NOT NULL,
        CONSTRAINT organisation_versions_do_not_overlap EXCLUDE USING gist (organisation_id WITH =, valid WITH &&)
      );
      CREATE INDEX organisation_versions_territory ON organisation_versions (territory_id);
      CREATE INDEX organisation_versions_line_parent ON organisation_versions (line_parent_id);
      CREATE TABLE organisation_successions (
        predecessor_id uuid NOT NULL REFERENCES organisations,
        successor_id uuid NOT NULL REFERENCES organisations,
        effective_on date NOT NULL,
        is_default boolean NOT NULL,
        document text NOT NULL,
        PRIMARY KEY (predecessor_id, successor_id, effective_on),
        CHECK (predecessor_id <> successor_id)
      );
      CREATE INDEX organisation_successions_successor ON organisation_successions (successor_id);

      -- A duty of the dispatch belongs to a function; which body holds the function depends on the day.
      CREATE TABLE function_assignments (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        function_code text NOT NULL,
        territory_id uuid NOT NULL REFERENCES territories,
        organisation_id uuid NOT NULL REFERENCES organisations,
        valid_from date,
        valid_to date,
        valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]')) STORED,
        source text NOT NULL,
        CONSTRAINT one_holder_of_a_function_a_day EXCLUDE USING gist (function_code WITH =, territory_id WITH =, valid WITH &&)
      );
      CREATE INDEX function_assignments_organisation ON function_assignments (organisation_id);
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE function_assignments, organisation_successions, organisation_versions, organisations,
      territory_successions, territory_versions, territories, settings`);
  }
}
