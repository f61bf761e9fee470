import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a consolidated model brought to its heir: the rows of both models name each other and the decision, so that nothing is lost on the way. */
export class FollowWhatAModelBroughtAlong1780000001350 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE model_members
        ADD COLUMN moved int,
        ADD COLUMN other_model_id uuid REFERENCES models,
        ADD COLUMN decision_id uuid REFERENCES decisions,
        ADD CONSTRAINT members_move_between_models CHECK (num_nonnulls(moved, other_model_id, decision_id) IN (0, 3) AND other_model_id <> model_id);
      COMMENT ON COLUMN model_members.moved IS 'how many came from (positive) or went to (negative) the other model by that decision; count is what there is after it';
      ALTER TABLE model_money
        ADD COLUMN from_model_id uuid REFERENCES models,
        ADD COLUMN decision_id uuid REFERENCES decisions,
        ADD CONSTRAINT money_moves_between_models CHECK (num_nonnulls(from_model_id, decision_id) IN (0, 2) AND from_model_id <> model_id);
      COMMENT ON COLUMN model_money.from_model_id IS 'what that model had received, brought along when it was consolidated: not to be counted twice in a sum over models';
      CREATE INDEX model_members_moved ON model_members (decision_id) WHERE decision_id IS NOT NULL;
      CREATE INDEX model_money_moved ON model_money (decision_id) WHERE decision_id IS NOT NULL;
      -- A view keeps the columns it was made with.
      CREATE OR REPLACE VIEW standing_members AS SELECT r.* FROM model_members r
        WHERE r.count IS NOT NULL AND NOT EXISTS (SELECT FROM model_members c WHERE c.corrects_id = r.id);
      CREATE OR REPLACE VIEW standing_money AS SELECT r.* FROM model_money r
        WHERE r.amount IS NOT NULL AND NOT EXISTS (SELECT FROM model_money c WHERE c.corrects_id = r.id);
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW standing_members, standing_money;
      ALTER TABLE model_money DROP COLUMN from_model_id, DROP COLUMN decision_id;
      ALTER TABLE model_members DROP COLUMN moved, DROP COLUMN other_model_id, DROP COLUMN decision_id;
      CREATE VIEW standing_members AS SELECT r.* FROM model_members r
        WHERE r.count IS NOT NULL AND NOT EXISTS (SELECT FROM model_members c WHERE c.corrects_id = r.id);
      CREATE VIEW standing_money AS SELECT r.* FROM model_money r
        WHERE r.amount IS NOT NULL AND NOT EXISTS (SELECT FROM model_money c WHERE c.corrects_id = r.id);
    `);
  }
}
