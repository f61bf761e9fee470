import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One paper may decide on several models: it has one number, and what it decides on each model is a decision of its own that points
 * to it. Members and money are dated rows, so that what a consolidated model brought along can be followed.
 */
export class LetModelsBeConsolidated1780000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE decisions
        ADD COLUMN paper_id uuid REFERENCES decisions,
        ADD COLUMN basis_decision_id uuid REFERENCES decisions;
      COMMENT ON COLUMN decisions.paper_id IS 'the paper that decides on several models at once; null: a paper itself';
      ALTER TABLE decisions DROP CONSTRAINT one_decision_a_number_an_issuer_a_year;
      CREATE UNIQUE INDEX one_decision_a_number_an_issuer_a_year ON decisions (issuer_organisation_id, year, number) WHERE paper_id IS NULL;
      CREATE INDEX decisions_paper ON decisions (paper_id) WHERE paper_id IS NOT NULL;

      -- Members over time. A row without a source is a count made that day; one with a source is what came over from that model then
      -- (negative when the consolidation is annulled). Members on a day = the last count till then + what came over after it.
      CREATE TABLE model_members (
        id uuid PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY,
        model_id uuid NOT NULL REFERENCES models,
        counted_on date NOT NULL,
        kind text NOT NULL DEFAULT 'participant' CHECK (kind IN ('participant', 'household', 'unionMember', 'associationMember')),
        count int NOT NULL,
        from_model_id uuid REFERENCES models,
        decision_id uuid REFERENCES decisions,
        CHECK (count >= 0 OR from_model_id IS NOT NULL),
        CHECK (from_model_id <> model_id)
      );
      CREATE INDEX model_members_model ON model_members (model_id, counted_on);
      CREATE INDEX model_members_from ON model_members (from_model_id) WHERE from_model_id IS NOT NULL;
      CREATE TRIGGER model_members_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON model_members
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Money over time, in đồng, by where it comes from (D1.1: what the community gave is not what the state gave). With a source model:
      -- what that model brought along when it was consolidated.
      CREATE TABLE model_money (
        id uuid PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY,
        model_id uuid NOT NULL REFERENCES models,
        received_on date NOT NULL,
        source text NOT NULL CHECK (source IN ('communityContribution', 'stateBudget', 'fund')),
        amount numeric(18, 2) NOT NULL,
        note text NOT NULL DEFAULT '',
        from_model_id uuid REFERENCES models,
        decision_id uuid REFERENCES decisions,
        CHECK (amount >= 0 OR from_model_id IS NOT NULL),
        CHECK (from_model_id <> model_id)
      );
      CREATE INDEX model_money_model ON model_money (model_id, received_on);
      CREATE INDEX model_money_from ON model_money (from_model_id) WHERE from_model_id IS NOT NULL;
      CREATE TRIGGER model_money_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON model_money
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE model_money, model_members;
      DROP INDEX decisions_paper, one_decision_a_number_an_issuer_a_year;
      ALTER TABLE decisions ADD CONSTRAINT one_decision_a_number_an_issuer_a_year UNIQUE (issuer_organisation_id, year, number);
      ALTER TABLE decisions DROP COLUMN basis_decision_id, DROP COLUMN paper_id;
    `);
  }
}
