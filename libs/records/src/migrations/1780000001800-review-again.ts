import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever was strengthened is reviewed again, on the day its file set. That review belongs to the year of the verdict that asked for it,
 * beside the review of the year, and to no round. A model being strengthened already gets the day its file named.
 */
export class ReviewAgain1780000001800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE models ADD COLUMN re_review_by date;
      -- Not where the end of the model concluded a later review.
      UPDATE models m SET re_review_by = m.strengthen_by WHERE m.strengthen_by IS NOT NULL AND NOT EXISTS (
        SELECT FROM journal e WHERE e.stream = 'model' AND e.stream_id = m.id AND e.body ->> 'step' = 'terminate'
          AND e.body #>> '{facts,review,verdict}' IS NOT NULL AND e.body #>> '{facts,review,concludedOn}' IS NULL
          AND NOT EXISTS (SELECT FROM journal s WHERE s.stream = 'model' AND s.stream_id = m.id AND s.seq > e.seq AND s.body ->> 'step' = 'strengthen'));
      ALTER TABLE model_reviews ADD COLUMN re_review_of uuid REFERENCES model_reviews,
        ADD CONSTRAINT a_review_after_strengthening_joins_no_round CHECK (re_review_of IS NULL OR round_id IS NULL);
      DROP INDEX one_conclusion_a_model_a_year;
      CREATE UNIQUE INDEX one_conclusion_a_model_a_year ON model_reviews (model_id, year) WHERE concluded_on IS NOT NULL AND re_review_of IS NULL;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX one_conclusion_a_model_a_year;
      CREATE UNIQUE INDEX one_conclusion_a_model_a_year ON model_reviews (model_id, year) WHERE concluded_on IS NOT NULL;
      ALTER TABLE model_reviews DROP CONSTRAINT a_review_after_strengthening_joins_no_round, DROP COLUMN re_review_of;
      ALTER TABLE models DROP COLUMN re_review_by;
    `);
  }
}
