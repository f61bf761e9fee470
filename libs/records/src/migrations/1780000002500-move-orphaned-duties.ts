import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The reconciler also moves duties nobody is left to do, and counts them apart. */
export class MoveOrphanedDuties1780000002500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE repairs DROP CONSTRAINT repairs_difference_check;
      ALTER TABLE repairs ADD CONSTRAINT repairs_difference_check CHECK (difference IN ('missing', 'lostWish', 'wrongWait', 'shouldHaveEnded', 'orphanedDuty'));
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM repairs WHERE difference = 'orphanedDuty';
      ALTER TABLE repairs DROP CONSTRAINT repairs_difference_check;
      ALTER TABLE repairs ADD CONSTRAINT repairs_difference_check CHECK (difference IN ('missing', 'lostWish', 'wrongWait', 'shouldHaveEnded'));
    `);
  }
}
