import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One digest a person, channel and moment, whatever deadlines fired then; a notice is carried by the letters of its reader and moment.
 * What a person prefers is a row of its own, so that a person who never chose costs nothing.
 */
export class GatherDigestsByMoment1780000001500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notice_preferences (
        person_id uuid PRIMARY KEY REFERENCES persons,
        revision int NOT NULL,
        remind text[] NOT NULL,
        due text[] NOT NULL,
        overdue text[] NOT NULL,
        escalate text[] NOT NULL,
        digest_at time,
        updated_at timestamptz NOT NULL,
        -- What is due or goes up the line reaches a person outside the product too.
        CHECK (cardinality(due) > 0 AND cardinality(overdue) > 0 AND cardinality(escalate) > 0),
        CHECK ((remind || due || overdue || escalate) <@ ARRAY['email', 'sms', 'zalo'])
      );
      COMMENT ON COLUMN notice_preferences.digest_at IS 'Reminders wait for this time of day (Asia/Ho_Chi_Minh); what is due, late or escalated does not wait';

      ALTER TABLE persons
        ADD COLUMN phone text CHECK (phone ~ '^\\+[1-9][0-9]{7,14}$'),
        -- A secret in an address of a letter; it can do nothing but stop reminders by e-mail.
        ADD COLUMN unsubscribe_token uuid NOT NULL DEFAULT gen_random_uuid(),
        ADD COLUMN email_bounced_at timestamptz,
        ADD COLUMN email_bounce text;
      CREATE UNIQUE INDEX persons_unsubscribe_token ON persons (unsubscribe_token);
      CREATE INDEX persons_bouncing ON persons (email_bounced_at) WHERE email_bounced_at IS NOT NULL;

      ALTER TABLE deliveries
        ALTER COLUMN id SET DEFAULT uuidv7(),
        ADD COLUMN moment timestamptz,
        ADD COLUMN bounced_at timestamptz,
        ADD COLUMN bounce text,
        ADD COLUMN attempts_before int NOT NULL DEFAULT 0,
        DROP CONSTRAINT deliveries_channel_check,
        ADD CONSTRAINT deliveries_channel_check CHECK (channel IN ('email', 'sms', 'zalo'));
      COMMENT ON COLUMN deliveries.moment IS 'The sending slot: notices of one person fired for it go out as one';
      COMMENT ON COLUMN deliveries.attempts_before IS 'Attempts made before an administrator had it sent again: the waits between attempts begin anew';

      ALTER TABLE notices ADD COLUMN moment timestamptz;
      COMMENT ON COLUMN notices.moment IS 'With the recipient: the letters that carry it';

      -- Letters of before were one a rung: each keeps a moment of its own.
      UPDATE deliveries d SET moment = d.queued_at + n.before * interval '1 microsecond'
      FROM (SELECT id, row_number() OVER (PARTITION BY person_id, channel, queued_at ORDER BY id) - 1 AS before FROM deliveries) n WHERE n.id = d.id;
      UPDATE notices n SET moment = d.moment FROM deliveries d
      WHERE d.deadline_id = n.deadline_id AND d.revision = n.revision AND d.rung = n.rung AND d.person_id = n.recipient_id AND d.channel = 'email';

      UPDATE notices SET moment = created_at WHERE moment IS NULL;
      ALTER TABLE notices ALTER COLUMN moment SET NOT NULL;

      ALTER TABLE deliveries DROP COLUMN deadline_id, DROP COLUMN revision, DROP COLUMN rung;
      ALTER TABLE deliveries
        ALTER COLUMN moment SET NOT NULL,
        ADD CONSTRAINT one_digest_a_moment UNIQUE (person_id, channel, moment);
      CREATE INDEX deliveries_dead ON deliveries (id) WHERE status = 'dead';

      -- Reminders wait for the time of day their reader chose; anything else goes out in its slot.
      CREATE FUNCTION digest_moment(act text, slot timestamptz, digest_at time) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE WHEN act <> 'remind' OR digest_at IS NULL THEN slot ELSE
          ((slot AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + digest_at
           + CASE WHEN digest_at < (slot AT TIME ZONE 'Asia/Ho_Chi_Minh')::time THEN interval '1 day' ELSE interval '0' END) AT TIME ZONE 'Asia/Ho_Chi_Minh' END
      $$;

      -- Every attempt, with what the other side said: evidence, so it is only ever added to.
      CREATE TABLE delivery_attempts (
        delivery_id uuid NOT NULL REFERENCES deliveries,
        number int NOT NULL,
        at timestamptz NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('accepted', 'retry', 'rejected')),
        address text NOT NULL,
        answer text NOT NULL,
        PRIMARY KEY (delivery_id, number)
      );
      INSERT INTO delivery_attempts (delivery_id, number, at, outcome, address, answer)
      SELECT id, greatest(attempts, 1), coalesce(sent_at, next_attempt_at), CASE status WHEN 'sent' THEN 'accepted' ELSE 'rejected' END, coalesce(address, ''), coalesce(answer, '')
      FROM deliveries WHERE status IN ('sent', 'dead');
      CREATE TRIGGER delivery_attempts_are_append_only BEFORE UPDATE OR DELETE ON delivery_attempts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // A digest of several deadlines has no one rung to return to.
    await runner.query(`
      DROP TABLE delivery_attempts, notice_preferences;
      DROP FUNCTION digest_moment;
      DROP INDEX deliveries_dead, persons_bouncing, persons_unsubscribe_token;
      ALTER TABLE notices DROP COLUMN moment;
      TRUNCATE deliveries;
      ALTER TABLE deliveries DROP CONSTRAINT one_digest_a_moment, DROP CONSTRAINT deliveries_channel_check,
        DROP COLUMN moment, DROP COLUMN bounced_at, DROP COLUMN bounce, DROP COLUMN attempts_before, ALTER COLUMN id SET DEFAULT gen_random_uuid(),
        ADD CONSTRAINT deliveries_channel_check CHECK (channel IN ('email')),
        ADD COLUMN deadline_id uuid NOT NULL REFERENCES deadlines, ADD COLUMN revision int NOT NULL, ADD COLUMN rung text NOT NULL,
        ADD CONSTRAINT one_digest_a_person_a_rung UNIQUE (deadline_id, revision, rung, person_id, channel);
      ALTER TABLE persons DROP COLUMN phone, DROP COLUMN unsubscribe_token, DROP COLUMN email_bounced_at, DROP COLUMN email_bounce;
    `);
  }
}
