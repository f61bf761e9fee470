import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A yearly review opens for every model in scope (D1.5); models taken over from an older register are reviewed once (D1.2). */
export class OpenReviewRounds1780000001200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An import opens a round of its own, so a year may have several; all other rounds are one a kind and year.
      ALTER TABLE rounds DROP CONSTRAINT rounds_kind_year_key;
      CREATE UNIQUE INDEX one_round_a_kind_a_year ON rounds (kind, year) WHERE kind <> 'modelReviewBacklog';

      ALTER TABLE model_reviews ADD COLUMN backlog boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN model_reviews.backlog IS 'the one review of a model that ran before it was registered here (D1.2)';
      -- A review that was overtaken may be taken up again in its round.
      DROP INDEX one_review_a_model_a_round;
      CREATE UNIQUE INDEX one_review_a_model_a_round ON model_reviews (round_id, model_id) WHERE round_id IS NOT NULL AND cancelled_on IS NULL;
      CREATE INDEX open_reviews_of_a_round ON model_reviews (round_id)
        WHERE round_id IS NOT NULL AND concluded_on IS NULL AND cancelled_on IS NULL;

      -- The models in the scope of a round that it did not open, and why: nobody is passed over in silence.
      CREATE TABLE models_left_out (
        round_id uuid NOT NULL REFERENCES rounds,
        model_id uuid NOT NULL REFERENCES models,
        reason text NOT NULL CHECK (reason IN ('suspended', 'reviewOpen', 'reviewedThisYear', 'reviewedBefore', 'notOperating')),
        PRIMARY KEY (round_id, model_id)
      );
      CREATE INDEX models_left_out_model ON models_left_out (model_id);
      CREATE TRIGGER models_left_out_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON models_left_out
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- The set a model that comes from a place is judged by on a day. A whole merged province may have two until the joint one:
      -- then the one of the larger origin cannot be told from the other, and the latest issued is taken.
      CREATE FUNCTION criteria_set_for(place uuid, day date) RETURNS uuid LANGUAGE sql STABLE AS $$
        SELECT s.id FROM criteria_sets s JOIN criteria_set_validities w ON w.set_id = s.id
        WHERE w.kind = 'whatIsAnEffectiveModel' AND w.valid @> day AND w.territory_id IN (SELECT territories_of_origin(place, day))
        ORDER BY s.in_force_from DESC, s.ordinal DESC LIMIT 1
      $$;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION criteria_set_for;
      DROP TABLE models_left_out;
      DROP INDEX open_reviews_of_a_round, one_review_a_model_a_round;
      CREATE UNIQUE INDEX one_review_a_model_a_round ON model_reviews (round_id, model_id) WHERE round_id IS NOT NULL;
      ALTER TABLE model_reviews DROP COLUMN backlog;
      DROP INDEX one_round_a_kind_a_year;
      ALTER TABLE rounds ADD CONSTRAINT rounds_kind_year_key UNIQUE (kind, year);
    `);
  }
}
