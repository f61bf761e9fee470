import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The parent of a copy is not taken away either: where it came from is part of what it is. */
export class KeepTheParent1780000001110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER lineages_make_no_circle ON models;
      CREATE TRIGGER lineages_make_no_circle BEFORE INSERT ON models FOR EACH ROW
        WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION refuse_circle();
      CREATE TRIGGER a_parent_is_kept BEFORE UPDATE OF parent_id ON models FOR EACH ROW
        WHEN (NEW.parent_id IS DISTINCT FROM OLD.parent_id) EXECUTE FUNCTION refuse_circle();
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER a_parent_is_kept ON models;
      DROP TRIGGER lineages_make_no_circle ON models;
      CREATE TRIGGER lineages_make_no_circle BEFORE INSERT OR UPDATE OF parent_id ON models FOR EACH ROW
        WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION refuse_circle();
    `);
  }
}
