import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A model's stage is three plain words (design: "The model's machine"); everything a guard reads hangs on its row and moves its revision. */
export class CreateModels1780000000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE models (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('model', 'goodPractice')),
        name text NOT NULL,
        purpose text NOT NULL DEFAULT '',
        field text CHECK (field IN ('economy', 'cultureSociety', 'defenceSecurity', 'politicalSystem')),
        origin text NOT NULL CHECK (origin IN ('need', 'annualTarget')),
        self_managed boolean NOT NULL,
        founding_organisation_id uuid NOT NULL REFERENCES organisations,
        owner_organisation_id uuid NOT NULL REFERENCES organisations,
        territory_id uuid NOT NULL REFERENCES territories,
        locality text NOT NULL DEFAULT '',
        parent_id uuid REFERENCES models,
        heir_id uuid REFERENCES models,
        members int CHECK (members >= 0),
        is_sample boolean NOT NULL DEFAULT false,
        life text NOT NULL,
        spread text NOT NULL,
        honour text NOT NULL,
        machine_version int NOT NULL,
        proposed_on date,
        started_on date,
        ended_on date,
        end_ground text CHECK (end_ground IN ('ineffective', 'obsolete', 'consolidated', 'unitClosed')),
        suspended_until date,
        last_verdict text CHECK (last_verdict IN ('effective', 'weak', 'ineffective', 'exemplary')),
        revision int NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX models_owner ON models (owner_organisation_id, id);
      CREATE INDEX models_territory ON models (territory_id, id);
      CREATE INDEX models_parent ON models (parent_id) WHERE parent_id IS NOT NULL;

      CREATE TABLE model_reviews (
        id uuid PRIMARY KEY,
        model_id uuid NOT NULL REFERENCES models,
        year int NOT NULL,
        opened_on date NOT NULL,
        self_score numeric(5, 2),
        self_assessed_on date,
        self_assessed_by uuid REFERENCES organisations,
        appraised_score numeric(5, 2),
        difference_reason text,
        appraised_on date,
        appraised_by uuid REFERENCES organisations,
        verdict text,
        concluded_on date
      );
      CREATE UNIQUE INDEX one_open_review_a_model ON model_reviews (model_id) WHERE concluded_on IS NULL;
      CREATE INDEX model_reviews_model ON model_reviews (model_id, year);

      CREATE TABLE decisions (
        id uuid PRIMARY KEY,
        model_id uuid NOT NULL REFERENCES models,
        step text NOT NULL,
        issuer_organisation_id uuid NOT NULL REFERENCES organisations,
        number text NOT NULL,
        decided_on date NOT NULL,
        effective_on date NOT NULL,
        signer_post_id uuid NOT NULL REFERENCES posts,
        basis text NOT NULL,
        frozen jsonb NOT NULL,
        annuls_id uuid UNIQUE REFERENCES decisions,
        year int GENERATED ALWAYS AS (extract(year FROM decided_on)::int) STORED,
        CONSTRAINT one_decision_a_number_an_issuer_a_year UNIQUE (issuer_organisation_id, year, number)
      );
      CREATE INDEX decisions_model ON decisions (model_id);
      CREATE TRIGGER decisions_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE replication_targets (
        id uuid PRIMARY KEY,
        model_id uuid NOT NULL REFERENCES models,
        territory_id uuid NOT NULL REFERENCES territories,
        status text NOT NULL CHECK (status IN ('pending', 'adopted', 'declined')),
        child_model_id uuid REFERENCES models,
        reason text,
        UNIQUE (model_id, territory_id)
      );
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE replication_targets, decisions, model_reviews, models`);
  }
}
