import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A rung of a herd is fired page by page, by obligation id; how far it has come lies here, so that whoever comes next goes on from there. */
export class FireRungsInPages1780000001600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deadline_rungs ADD COLUMN begun_at timestamptz, ADD COLUMN told_up_to uuid;
      COMMENT ON COLUMN deadline_rungs.begun_at IS 'when its first page was told; its outcome is written with the last one';
      COMMENT ON COLUMN deadline_rungs.told_up_to IS 'the last obligation told so far, in the order of ids';
      ALTER TABLE deadline_rungs ADD CHECK (told_up_to IS NULL OR begun_at IS NOT NULL);

      CREATE INDEX obligations_owed_in_order ON obligations (deadline_id, id) WHERE status IN ('open', 'returned');
      DROP INDEX obligations_owed;
      -- A page asks for some thousand organisations and posts: an equality, which GiST answers slowly.
      CREATE INDEX organisation_versions_organisation ON organisation_versions (organisation_id);
      CREATE INDEX post_holders_post ON post_holders (post_id);
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX obligations_owed ON obligations (deadline_id) WHERE status IN ('open', 'returned');
      DROP INDEX obligations_owed_in_order, organisation_versions_organisation, post_holders_post;
      ALTER TABLE deadline_rungs DROP COLUMN told_up_to, DROP COLUMN begun_at;
    `);
  }
}
