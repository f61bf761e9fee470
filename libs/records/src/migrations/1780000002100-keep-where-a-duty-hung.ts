import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Evidence needs every deadline a duty ever hung on, and since when: a rung that passed it by says why only by where it hung then. */
export class KeepWhereADutyHung1780000002100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE obligation_moves (
        ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        obligation_id uuid NOT NULL REFERENCES obligations,
        from_deadline_id uuid NOT NULL REFERENCES deadlines,
        to_deadline_id uuid NOT NULL REFERENCES deadlines,
        at timestamptz NOT NULL,
        CHECK (from_deadline_id <> to_deadline_id)
      );
      CREATE INDEX obligation_moves_obligation ON obligation_moves (obligation_id, ordinal);
      CREATE TRIGGER obligation_moves_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON obligation_moves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      -- What is known of before: where extensions led from the shared day.
      INSERT INTO obligation_moves (obligation_id, from_deadline_id, to_deadline_id, at)
      SELECT x.obligation_id, d.id, x.to_deadline_id, x.answered_at FROM extensions x JOIN obligations o ON o.id = x.obligation_id
      JOIN LATERAL (
        SELECT d.id FROM deadlines d WHERE d.round_id = o.round_id AND d.original_due_on = o.original_due_on AND d.id <> x.to_deadline_id
        ORDER BY d.id LIMIT 1
      ) d ON true
      WHERE x.status = 'granted' AND x.to_deadline_id IS NOT NULL ORDER BY x.answered_at;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE obligation_moves`);
  }
}
