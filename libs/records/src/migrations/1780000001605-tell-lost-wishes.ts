import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A workflow that is missing although nothing was ever wished for it: the outbox lost the wish, as after a restore. Counted apart. */
export class TellLostWishes1780000001605 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE repairs DROP CONSTRAINT repairs_difference_check;
      ALTER TABLE repairs ADD CONSTRAINT repairs_difference_check CHECK (difference IN ('missing', 'lostWish', 'wrongWait', 'shouldHaveEnded'));
      CREATE INDEX outbox_workflow ON outbox (workflow_id);
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX outbox_workflow;
      UPDATE repairs SET difference = 'missing' WHERE difference = 'lostWish';
      ALTER TABLE repairs DROP CONSTRAINT repairs_difference_check;
      ALTER TABLE repairs ADD CONSTRAINT repairs_difference_check CHECK (difference IN ('missing', 'wrongWait', 'shouldHaveEnded'));
    `);
  }
}
