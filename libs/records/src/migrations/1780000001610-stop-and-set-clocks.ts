import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Acts on a clock, and the clock of whoever has to answer. An answer is an obligation of its own, owed by the receiving body; its deadline
 * lies in the round, conference or model of what is answered, so the same workflow follows it.
 */
export class StopAndSetClocks1780000001610 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE obligations
        ADD COLUMN answers_id uuid REFERENCES obligations,
        ADD COLUMN extension_id uuid REFERENCES extensions,
        DROP CONSTRAINT obligations_kind_check,
        ADD CONSTRAINT obligations_kind_check CHECK (kind IN ('report', 'conferenceStep', 'modelDuty', 'answer')),
        DROP CONSTRAINT a_model_owes_by_itself_all_else_by_function,
        ADD CONSTRAINT a_model_owes_by_itself_all_else_by_function
          CHECK (kind = 'answer' OR ((kind = 'modelDuty') = (function_code IS NULL) AND (kind = 'modelDuty') = (model_id IS NOT NULL))),
        ADD CONSTRAINT an_answer_answers_an_obligation CHECK (
          (kind = 'answer') = (answers_id IS NOT NULL) AND (extension_id IS NOT NULL) = (kind = 'answer' AND duty = 'answerExtension')
          AND (kind <> 'answer' OR num_nonnulls(round_id, conference_id, model_id, function_code) = 0));
      COMMENT ON COLUMN obligations.answers_id IS 'what waits for this answer';
      CREATE UNIQUE INDEX one_open_answer ON obligations (answers_id, duty) WHERE kind = 'answer' AND status = 'open';
      CREATE INDEX obligations_answers ON obligations (answers_id) WHERE answers_id IS NOT NULL;

      ALTER TABLE deadlines ADD COLUMN purpose text NOT NULL DEFAULT 'duty' CHECK (purpose IN ('duty', 'answer'));
      COMMENT ON COLUMN deadlines.purpose IS 'answer: by when the receiving side answers; it does not keep a round open';
      CREATE UNIQUE INDEX one_answer_deadline_a_term ON deadlines (coalesce(round_id, conference_id, model_id), rule_edition_id, computation) WHERE purpose = 'answer';
      -- A day may be given again after what was given for it was closed.
      DROP INDEX one_given_day_a_round;
      CREATE UNIQUE INDEX one_given_day_a_round ON deadlines (round_id, due_on) WHERE computation IS NULL AND closed_at IS NULL;

      ALTER TABLE extensions DROP CONSTRAINT extensions_status_check;
      ALTER TABLE extensions ADD CONSTRAINT extensions_status_check CHECK (status IN ('asked', 'granted', 'refused', 'lapsed'));
      COMMENT ON COLUMN extensions.status IS 'lapsed: what it was asked for was settled before anybody answered';

      CREATE TABLE clock_acts (
        id uuid PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        kind text NOT NULL CHECK (kind IN ('suspension', 'resumption', 'waiver', 'reopening')),
        obligation_id uuid NOT NULL REFERENCES obligations,
        reason text NOT NULL,
        from_due_on date NOT NULL,
        to_due_on date,
        stops_on date,
        stops_until date,
        remaining_days int,
        ends_id uuid UNIQUE REFERENCES clock_acts,
        at timestamptz NOT NULL,
        day date NOT NULL,
        person_id uuid NOT NULL REFERENCES persons,
        post_id uuid NOT NULL REFERENCES posts,
        CHECK ((kind = 'suspension') = (stops_on IS NOT NULL) AND (stops_on IS NULL) = (stops_until IS NULL) AND (stops_on IS NULL) = (remaining_days IS NULL)),
        CHECK (stops_until >= stops_on AND remaining_days >= 0),
        CHECK ((kind = 'resumption') = (ends_id IS NOT NULL)),
        CHECK ((kind = 'waiver') = (to_due_on IS NULL))
      );
      COMMENT ON COLUMN clock_acts.ends_id IS 'the suspension that ends sooner than it was to';
      COMMENT ON COLUMN clock_acts.post_id IS 'the post that granted it';
      CREATE INDEX clock_acts_obligation ON clock_acts (obligation_id, ordinal);
      CREATE TRIGGER clock_acts_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON clock_acts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Obligations whose clock stands on a day: nobody is told of them.
      CREATE FUNCTION standing_still_on(day date) RETURNS TABLE (obligation_id uuid) LANGUAGE sql STABLE AS $$
        SELECT s.obligation_id FROM clock_acts s
        WHERE s.kind = 'suspension' AND s.stops_until >= standing_still_on.day AND NOT EXISTS (SELECT FROM clock_acts e WHERE e.ends_id = s.id)
      $$;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION standing_still_on;
      DROP TABLE clock_acts;
      UPDATE extensions SET status = 'refused' WHERE status = 'lapsed';
      ALTER TABLE extensions DROP CONSTRAINT extensions_status_check;
      ALTER TABLE extensions ADD CONSTRAINT extensions_status_check CHECK (status IN ('asked', 'granted', 'refused'));
      DROP INDEX one_given_day_a_round, one_answer_deadline_a_term, obligations_answers, one_open_answer;
      CREATE UNIQUE INDEX one_given_day_a_round ON deadlines (round_id, due_on) WHERE computation IS NULL;
      ALTER TABLE deadlines DROP COLUMN purpose;
      ALTER TABLE obligations
        DROP CONSTRAINT an_answer_answers_an_obligation,
        DROP CONSTRAINT a_model_owes_by_itself_all_else_by_function,
        DROP CONSTRAINT obligations_kind_check,
        DROP COLUMN extension_id,
        DROP COLUMN answers_id,
        ADD CONSTRAINT obligations_kind_check CHECK (kind IN ('report', 'conferenceStep', 'modelDuty')),
        ADD CONSTRAINT a_model_owes_by_itself_all_else_by_function
          CHECK ((kind = 'modelDuty') = (function_code IS NULL) AND (kind = 'modelDuty') = (model_id IS NOT NULL));
    `);
  }
}
