import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A step is written by one statement, without a transaction around it: what must not be kept has to undo the statement itself. */
export class LetAStatementGiveUp1780000000910 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION still_stands(what boolean) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
      BEGIN
        IF what IS NOT TRUE THEN
          RAISE EXCEPTION 'what the step rests on has moved on' USING ERRCODE = 'LT001';
        END IF;
        RETURN true;
      END $$;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION still_stands`);
  }
}
