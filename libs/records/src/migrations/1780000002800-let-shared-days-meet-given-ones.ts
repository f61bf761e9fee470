import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A day that was given is made once in a round. A shared day that is put off is another thing: it may come to a day that was given to
 * somebody, or to where another shared day was put off to, and neither takes the place of the other.
 */
export class LetSharedDaysMeetGivenOnes1780000002800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX one_given_day_a_round;
      CREATE UNIQUE INDEX one_given_day_a_round ON deadlines (round_id, due_on)
        WHERE computation IS NULL AND closed_at IS NULL AND due_on = original_due_on;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX one_given_day_a_round;
      CREATE UNIQUE INDEX one_given_day_a_round ON deadlines (round_id, due_on) WHERE computation IS NULL AND closed_at IS NULL;
    `);
  }
}
