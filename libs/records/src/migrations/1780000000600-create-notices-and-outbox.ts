import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A notice is the fact that somebody was told; a delivery is one digest on one channel; the outbox carries wishes to Temporal. */
export class CreateNoticesAndOutbox1780000000600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notices (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        obligation_id uuid NOT NULL REFERENCES obligations,
        deadline_id uuid NOT NULL,
        revision int NOT NULL,
        rung text NOT NULL,
        act text NOT NULL,
        recipient_id uuid NOT NULL REFERENCES persons,
        organisation_id uuid NOT NULL,
        stands_in boolean NOT NULL,
        created_at timestamptz NOT NULL,
        read_at timestamptz,
        CONSTRAINT told_once UNIQUE (deadline_id, revision, rung, recipient_id, obligation_id)
      );
      COMMENT ON COLUMN notices.stands_in IS 'true: nobody holds the post, so the level above is told instead';
      CREATE INDEX notices_recipient ON notices (recipient_id, id DESC);
      CREATE INDEX notices_obligation ON notices (obligation_id);

      CREATE TABLE deliveries (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        channel text NOT NULL CHECK (channel IN ('email')),
        person_id uuid NOT NULL REFERENCES persons,
        deadline_id uuid NOT NULL REFERENCES deadlines,
        revision int NOT NULL,
        rung text NOT NULL,
        status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'dead')),
        attempts int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        leased_until timestamptz,
        leased_by text,
        queued_at timestamptz NOT NULL,
        sent_at timestamptz,
        address text,
        subject text,
        message_id text,
        answer text,
        CONSTRAINT one_digest_a_person_a_rung UNIQUE (deadline_id, revision, rung, person_id, channel)
      );
      CREATE INDEX deliveries_queue ON deliveries (next_attempt_at) WHERE status = 'queued';

      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        workflow text NOT NULL,
        workflow_id text NOT NULL,
        argument text,
        cause text NOT NULL,
        created_at timestamptz NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        leased_until timestamptz,
        leased_by text,
        sent_at timestamptz,
        last_error text
      );
      CREATE INDEX outbox_waiting ON outbox (next_attempt_at, id) WHERE sent_at IS NULL;

      CREATE TABLE repairs (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        workflow_id text NOT NULL,
        difference text NOT NULL CHECK (difference IN ('missing', 'wrongWait', 'shouldHaveEnded')),
        detail text NOT NULL,
        at timestamptz NOT NULL
      );
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE repairs, outbox, deliveries, notices`);
  }
}
