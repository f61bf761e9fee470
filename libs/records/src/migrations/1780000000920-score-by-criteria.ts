import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A review keeps the scores of each criterion; a recognition is scored by what is a model. */
export class ScoreByCriteria1780000000920 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE model_reviews ADD CONSTRAINT scores_follow_a_set
        CHECK (criteria_set_id IS NOT NULL OR (self_scores IS NULL AND appraised_scores IS NULL));
      ALTER TABLE model_reviews ADD CONSTRAINT an_inspection_has_its_day CHECK ((inspected_on IS NULL) = (inspection_findings IS NULL));
      CREATE INDEX open_review_of_a_model ON model_reviews (model_id) WHERE concluded_on IS NULL AND cancelled_on IS NULL;

      -- The set of a kind that binds what comes from a place on a day: the latest issued, where a merged province still has two.
      CREATE FUNCTION criteria_set_in_force(asked text, place uuid, day date) RETURNS uuid LANGUAGE sql STABLE AS $$
        SELECT s.id FROM criteria_sets s JOIN criteria_set_validities w ON w.set_id = s.id
        WHERE w.kind = asked AND w.valid @> day AND w.territory_id IN (SELECT territories_of_origin(place, day))
        ORDER BY s.in_force_from DESC, s.ordinal DESC LIMIT 1
      $$;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION criteria_set_in_force;
      DROP INDEX open_review_of_a_model;
      ALTER TABLE model_reviews DROP CONSTRAINT scores_follow_a_set, DROP CONSTRAINT an_inspection_has_its_day;
    `);
  }
}
