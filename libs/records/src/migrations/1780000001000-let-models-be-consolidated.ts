import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One paper may decide on several models: it has one number, and what it decides on each model is a decision of its own that points
 * to it.
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
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX decisions_paper, one_decision_a_number_an_issuer_a_year;
      ALTER TABLE decisions ADD CONSTRAINT one_decision_a_number_an_issuer_a_year UNIQUE (issuer_organisation_id, year, number);
      ALTER TABLE decisions DROP COLUMN basis_decision_id, DROP COLUMN paper_id;
    `);
  }
}
