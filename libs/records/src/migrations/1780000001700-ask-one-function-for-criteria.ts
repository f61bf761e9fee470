import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What binds a recognition and what binds a review are found by one function: `criteria_set_in_force`. */
export class AskOneFunctionForCriteria1780000001700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION criteria_set_for`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION criteria_set_for(place uuid, day date) RETURNS uuid LANGUAGE sql STABLE AS $$
        SELECT criteria_set_in_force('whatIsAnEffectiveModel', place, day)
      $$;
    `);
  }
}
