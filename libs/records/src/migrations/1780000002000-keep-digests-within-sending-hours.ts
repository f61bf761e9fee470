import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The hour a person chose holds within what the rule allows: in its hours, on a day letters go out, and not after the due day. */
export class KeepDigestsWithinSendingHours1780000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION digest_moment;
      -- Reminders wait for the time of day their reader chose; anything else goes out in its slot. Where the rule has no hours, the next
      -- day is tomorrow. What would leave after the due day does not wait.
      -- One expression, so that it is inlined: it is asked for each notice of a herd.
      CREATE FUNCTION digest_moment(act text, slot timestamptz, digest_at time, next_day date, hours_from time, hours_to time, latest date)
      RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE
          WHEN act <> 'remind' OR digest_at IS NULL THEN slot
          WHEN least(greatest(digest_at, hours_from), hours_to) >= (slot AT TIME ZONE 'Asia/Ho_Chi_Minh')::time
            THEN ((slot AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + least(greatest(digest_at, hours_from), hours_to)) AT TIME ZONE 'Asia/Ho_Chi_Minh'
          WHEN coalesce(next_day, (slot AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + 1) > latest THEN slot
          ELSE (coalesce(next_day, (slot AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + 1) + least(greatest(digest_at, hours_from), hours_to))
            AT TIME ZONE 'Asia/Ho_Chi_Minh' END
      $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION digest_moment;
      CREATE FUNCTION digest_moment(act text, slot timestamptz, digest_at time) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE WHEN act <> 'remind' OR digest_at IS NULL THEN slot ELSE
          ((slot AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + digest_at
           + CASE WHEN digest_at < (slot AT TIME ZONE 'Asia/Ho_Chi_Minh')::time THEN interval '1 day' ELSE interval '0' END) AT TIME ZONE 'Asia/Ho_Chi_Minh' END
      $$;
    `);
  }
}
