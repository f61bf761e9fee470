import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A day that moved and what somebody did may be told by a chosen channel too, and what must leave the house is a rule, no constraint. */
export class ChooseChannelsWithinTheRule1780000002310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE notice_preferences
        DROP CONSTRAINT notice_preferences_check, DROP CONSTRAINT notice_preferences_check1,
        -- Whoever chose before was told of these by e-mail.
        ADD COLUMN moved text[] NOT NULL DEFAULT '{email}', ADD COLUMN acts text[] NOT NULL DEFAULT '{email}',
        ADD CONSTRAINT channels_there_are CHECK ((remind || due || overdue || escalate || moved || acts) <@ ARRAY['email', 'sms', 'zalo']);

      -- By which channels a notice leaves the house: those chosen, as far as the rule allows; where nothing else is left of a choice, or nobody
      -- chose, by e-mail. Nothing, where the rule lets it stay in the inbox and its reader wants that.
      CREATE FUNCTION channels_within(rule jsonb, chosen text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE
          WHEN chosen && ARRAY(SELECT jsonb_array_elements_text(rule -> 'channels'))
            THEN ARRAY(SELECT c FROM unnest(chosen) c WHERE rule -> 'channels' ? c)
          WHEN (rule ->> 'mustReach')::boolean OR (chosen IS DISTINCT FROM '{}' AND rule -> 'channels' ? 'email') THEN '{email}'
          ELSE '{}' END
      $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION channels_within;
      UPDATE notice_preferences SET due = CASE due WHEN '{}' THEN '{email}' ELSE due END,
        overdue = CASE overdue WHEN '{}' THEN '{email}' ELSE overdue END, escalate = CASE escalate WHEN '{}' THEN '{email}' ELSE escalate END;
      ALTER TABLE notice_preferences DROP CONSTRAINT channels_there_are, DROP COLUMN moved, DROP COLUMN acts,
        ADD CONSTRAINT notice_preferences_check CHECK (cardinality(due) > 0 AND cardinality(overdue) > 0 AND cardinality(escalate) > 0),
        ADD CONSTRAINT notice_preferences_check1 CHECK ((remind || due || overdue || escalate) <@ ARRAY['email', 'sms', 'zalo']);
    `);
  }
}
