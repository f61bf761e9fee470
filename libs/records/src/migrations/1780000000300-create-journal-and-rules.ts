import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The journal: append-only, one hash chain a stream. A chain a stream (and not one for all) keeps writers of different models
 * from queueing behind one another; the writer of a stream holds the lock of its row, so a stream has no forks.
 */
export class CreateJournalAndRules1780000000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE journal (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stream text NOT NULL,
        stream_id uuid NOT NULL,
        seq int NOT NULL,
        kind text NOT NULL,
        at timestamptz NOT NULL,
        actor_person_id uuid REFERENCES persons,
        actor_post_id uuid REFERENCES posts,
        body jsonb NOT NULL,
        prev_hash bytea,
        hash bytea NOT NULL,
        UNIQUE (stream, stream_id, seq)
      );

      CREATE FUNCTION journal_hash(prev bytea, stream text, stream_id uuid, seq int, kind text, at timestamptz, person uuid, post uuid, body jsonb)
      RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
        SELECT sha256(coalesce(prev, ''::bytea) || convert_to(
          jsonb_build_array(stream, stream_id, seq, kind, extract(epoch FROM at), person, post, body)::text, 'UTF8'))
      $$;

      -- The plan is kept from when the journal was small; without this it would read the whole journal for each of 100,000 entries.
      CREATE FUNCTION journal_link() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
      DECLARE last_seq int; last_hash bytea;
      BEGIN
        SELECT j.seq, j.hash INTO last_seq, last_hash FROM journal j
        WHERE j.stream = NEW.stream AND j.stream_id = NEW.stream_id ORDER BY j.seq DESC LIMIT 1;
        NEW.seq := coalesce(last_seq, 0) + 1;
        NEW.prev_hash := last_hash;
        NEW.hash := journal_hash(last_hash, NEW.stream, NEW.stream_id, NEW.seq, NEW.kind, NEW.at, NEW.actor_person_id, NEW.actor_post_id, NEW.body);
        RETURN NEW;
      END $$;
      CREATE TRIGGER journal_link BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION journal_link();

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
      END $$;
      CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE rule_editions (
        id uuid PRIMARY KEY,
        rule_key text NOT NULL,
        valid_from date NOT NULL,
        source text NOT NULL,
        body jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid REFERENCES persons,
        UNIQUE (rule_key, valid_from)
      );
      CREATE TRIGGER rule_editions_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_editions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE rule_editions, journal; DROP FUNCTION refuse_change, journal_link, journal_hash`);
  }
}
