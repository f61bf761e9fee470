import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which edition of the forms a commendation was granted: the one in force when it was recorded, whatever comes after it. */
export class NameTheEditionOfAForm1780000001020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE model_nominations ADD COLUMN forms_edition_id uuid REFERENCES rule_editions`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE model_nominations DROP COLUMN forms_edition_id`);
  }
}
