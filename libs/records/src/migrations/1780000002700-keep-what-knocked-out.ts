import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A verdict worse than its total earned says which criteria held it down: kept with the appraisal, and read again out of what was appraised before. */
export class KeepWhatKnockedOut1780000002700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE model_reviews ADD COLUMN knocked_out jsonb;
      COMMENT ON COLUMN model_reviews.knocked_out IS 'Codes of the knock-out criteria appraised with the lowest score; null before an appraisal by criteria';
      UPDATE model_reviews r SET knocked_out = coalesce(
        (SELECT jsonb_agg(c.criterion -> 'code' ORDER BY c.place)
         FROM criteria_sets s CROSS JOIN LATERAL jsonb_array_elements(s.body -> 'criteria') WITH ORDINALITY c (criterion, place)
         JOIN LATERAL jsonb_array_elements(r.appraised_scores) given ON given ->> 'criterion' = c.criterion ->> 'code'
         WHERE s.id = r.criteria_set_id AND (c.criterion ->> 'knockOut')::boolean
           AND (given ->> 'score')::numeric = (c.criterion #>> '{scale,min}')::numeric), '[]')
      WHERE r.appraised_scores IS NOT NULL;
      ALTER TABLE model_reviews ADD CONSTRAINT knocked_out_with_the_appraisal CHECK ((knocked_out IS NULL) = (appraised_scores IS NULL));
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE model_reviews DROP COLUMN knocked_out`);
  }
}
