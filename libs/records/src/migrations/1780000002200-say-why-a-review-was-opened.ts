import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Why a review was opened by hand, outside a round, stands beside it, not in the journal alone. Reviews of a model are opened one after
 * another, so the k-th step that opens one opened the k-th of them.
 */
export class SayWhyAReviewWasOpened1780000002200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE model_reviews ADD COLUMN opened_because text;
      WITH opened AS (
        SELECT j.stream_id, nullif(j.body -> 'fields' ->> 'reason', '') AS reason, row_number() OVER (PARTITION BY j.stream_id ORDER BY j.seq) AS n
        FROM journal j WHERE j.stream = 'model' AND j.body ->> 'step' IN ('openReview', 'openReReview')
      ), numbered AS (
        SELECT id, model_id, row_number() OVER (PARTITION BY model_id ORDER BY ordinal) AS n FROM model_reviews
      )
      UPDATE model_reviews r SET opened_because = o.reason FROM numbered k JOIN opened o ON o.stream_id = k.model_id AND o.n = k.n
      WHERE r.id = k.id AND o.reason IS NOT NULL;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE model_reviews DROP COLUMN opened_because`);
  }
}
