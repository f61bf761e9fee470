import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Webhooks are told of what the journal says, in the transaction that says it: an entry and the calls that tell of it commit together, so no
 * event is lost and none is told of what did not happen. Calls stand in the queue of letters. Calendar feeds are secret addresses.
 */
export class TellWebhooksAndCalendars1780000001510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhooks (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        url text NOT NULL,
        events text[] NOT NULL CHECK (cardinality(events) > 0),
        owner_id uuid NOT NULL REFERENCES persons,
        post_id uuid NOT NULL REFERENCES posts,
        organisation_id uuid NOT NULL REFERENCES organisations,
        -- Kept to sign with; shown once.
        secret text NOT NULL,
        old_secret text,
        old_secret_until timestamptz,
        private_allowed boolean NOT NULL DEFAULT false,
        status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled', 'removed')),
        status_reason text,
        failing_since timestamptz,
        created_at timestamptz NOT NULL,
        revision int NOT NULL DEFAULT 1,
        CHECK ((old_secret IS NULL) = (old_secret_until IS NULL))
      );
      COMMENT ON COLUMN webhooks.post_id IS 'What this post may see, and while its owner holds it, the webhook is told';
      CREATE INDEX webhooks_organisation ON webhooks (organisation_id, id);

      ALTER TABLE deliveries
        ALTER COLUMN person_id DROP NOT NULL,
        ALTER COLUMN moment DROP NOT NULL,
        ADD COLUMN webhook_id uuid REFERENCES webhooks,
        ADD COLUMN journal_id bigint,
        ADD COLUMN event jsonb,
        DROP CONSTRAINT deliveries_channel_check,
        ADD CONSTRAINT deliveries_channel_check CHECK (channel IN ('email', 'sms', 'zalo', 'webhook')),
        ADD CONSTRAINT deliveries_for_a_person_or_a_webhook CHECK (CASE WHEN channel = 'webhook'
          THEN num_nonnulls(webhook_id, event) = 2 AND num_nonnulls(person_id, moment) = 0
          ELSE num_nonnulls(person_id, moment) = 2 AND num_nonnulls(webhook_id, journal_id, event) = 0 END),
        ADD CONSTRAINT one_call_an_event UNIQUE (webhook_id, journal_id);

      -- A notice about a duty, or to the owner of a webhook.
      ALTER TABLE notices
        ALTER COLUMN obligation_id DROP NOT NULL,
        ALTER COLUMN deadline_id DROP NOT NULL,
        ALTER COLUMN revision DROP NOT NULL,
        ALTER COLUMN rung DROP NOT NULL,
        ADD COLUMN webhook_id uuid REFERENCES webhooks,
        ADD CONSTRAINT notices_of_a_duty_or_a_webhook CHECK (CASE WHEN webhook_id IS NULL
          THEN num_nonnulls(obligation_id, deadline_id, revision, rung) = 4 ELSE num_nonnulls(obligation_id, deadline_id, revision, rung) = 0 END);
      CREATE UNIQUE INDEX told_once_of_a_webhook ON notices (webhook_id, recipient_id, created_at) WHERE webhook_id IS NOT NULL;

      CREATE FUNCTION webhook_event(stream text, kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE
          WHEN stream IN ('model', 'obligation', 'round', 'conference') THEN stream || '.changed'
          WHEN stream <> 'deadline' THEN NULL
          WHEN kind = 'rungFired' THEN 'deadline.reminded'
          WHEN kind = 'deadlineClosed' THEN 'deadline.closed'
          ELSE 'deadline.changed' END
      $$;

      CREATE FUNCTION tell_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM webhooks WHERE status = 'active') THEN RETURN NULL; END IF;
        WITH listening AS MATERIALIZED (
          SELECT w.id, w.events, w.post_id, w.owner_id FROM webhooks w WHERE w.status = 'active'
        ), seen AS MATERIALIZED (
          SELECT l.id, v AS organisation_id FROM listening l CROSS JOIN LATERAL visible_organisations(l.post_id) v
        ), told AS (
          INSERT INTO deliveries (channel, webhook_id, journal_id, event, next_attempt_at, queued_at)
          SELECT 'webhook', l.id, e.id,
                 jsonb_build_object('type', event.name, 'kind', e.kind, 'stream', e.stream, 'id', e.stream_id, 'seq', e.seq, 'at', e.at,
                   'data', (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(e.body)
                            WHERE key IN ('from', 'to', 'dueOn', 'fromDueOn', 'toDueOn', 'rung', 'act', 'year', 'number'))),
                 e.at, e.at
          FROM entries e CROSS JOIN LATERAL (SELECT webhook_event(e.stream, e.kind) AS name) event
          JOIN listening l ON event.name = ANY (l.events)
          WHERE EXISTS (SELECT FROM post_holders h WHERE h.post_id = l.post_id AND h.person_id = l.owner_id
                        AND h.valid @> (e.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
            AND CASE e.stream
              WHEN 'obligation' THEN EXISTS (SELECT FROM obligations o JOIN seen s ON s.id = l.id AND s.organisation_id IN (o.organisation_id, o.reports_to[1]) WHERE o.id = e.stream_id)
              WHEN 'model' THEN EXISTS (SELECT FROM models m JOIN seen s ON s.id = l.id AND s.organisation_id = m.owner_organisation_id WHERE m.id = e.stream_id)
              WHEN 'deadline' THEN EXISTS (SELECT FROM obligations o JOIN seen s ON s.id = l.id AND s.organisation_id IN (o.organisation_id, o.reports_to[1]) WHERE o.deadline_id = e.stream_id)
              ELSE true END
          RETURNING queued_at
        )
        INSERT INTO outbox (workflow, workflow_id, argument, cause, created_at, next_attempt_at)
        SELECT 'deliver', 'deliver', NULL, 'webhookEvent', at, at FROM (SELECT min(queued_at) AS at FROM told) first WHERE at IS NOT NULL;
        RETURN NULL;
      END $$;
      CREATE TRIGGER tell_webhooks AFTER INSERT ON journal REFERENCING NEW TABLE AS entries FOR EACH STATEMENT EXECUTE FUNCTION tell_webhooks();

      CREATE TABLE calendar_feeds (
        id uuid PRIMARY KEY,
        person_id uuid REFERENCES persons,
        organisation_id uuid REFERENCES organisations,
        secret_hash bytea NOT NULL UNIQUE,
        created_by uuid NOT NULL REFERENCES persons,
        created_at timestamptz NOT NULL,
        revoked_at timestamptz,
        revision int NOT NULL DEFAULT 1,
        CHECK (num_nonnulls(person_id, organisation_id) = 1)
      );
      CREATE UNIQUE INDEX one_feed_a_person ON calendar_feeds (person_id) WHERE revoked_at IS NULL AND person_id IS NOT NULL;
      CREATE UNIQUE INDEX one_feed_an_organisation ON calendar_feeds (organisation_id) WHERE revoked_at IS NULL AND organisation_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE calendar_feeds;
      DROP TRIGGER tell_webhooks ON journal;
      DROP FUNCTION tell_webhooks, webhook_event;
      DELETE FROM notices WHERE webhook_id IS NOT NULL;
      ALTER TABLE notices DROP COLUMN webhook_id, ALTER COLUMN obligation_id SET NOT NULL, ALTER COLUMN deadline_id SET NOT NULL,
        ALTER COLUMN revision SET NOT NULL, ALTER COLUMN rung SET NOT NULL;
      ALTER TABLE delivery_attempts DISABLE TRIGGER USER;
      DELETE FROM delivery_attempts WHERE delivery_id IN (SELECT id FROM deliveries WHERE channel = 'webhook');
      ALTER TABLE delivery_attempts ENABLE TRIGGER USER;
      DELETE FROM deliveries WHERE channel = 'webhook';
      ALTER TABLE deliveries DROP CONSTRAINT deliveries_for_a_person_or_a_webhook, DROP CONSTRAINT one_call_an_event, DROP CONSTRAINT deliveries_channel_check,
        DROP COLUMN webhook_id, DROP COLUMN journal_id, DROP COLUMN event, ALTER COLUMN person_id SET NOT NULL, ALTER COLUMN moment SET NOT NULL,
        ADD CONSTRAINT deliveries_channel_check CHECK (channel IN ('email', 'sms', 'zalo'));
      DROP TABLE webhooks;
    `);
  }
}
