import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A closing ahead of its ladder tells whoever still owes, by a rung of its own. */
export class CloseEarly1780000001620 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deadline_rungs DROP CONSTRAINT deadline_rungs_act_check;
      ALTER TABLE deadline_rungs ADD CONSTRAINT deadline_rungs_act_check
        CHECK (act IN ('remind', 'due', 'overdue', 'escalate', 'close', 'moved', 'closedEarly'));
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deadline_rungs DROP CONSTRAINT deadline_rungs_act_check;
      ALTER TABLE deadline_rungs ADD CONSTRAINT deadline_rungs_act_check
        CHECK (act IN ('remind', 'due', 'overdue', 'escalate', 'close', 'moved'));
    `);
  }
}
