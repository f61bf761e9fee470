import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roles belong to posts; people hold posts for a time. */
export class CreatePeopleAndAccess1780000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE persons (
        id uuid PRIMARY KEY,
        display_name text NOT NULL,
        email text NOT NULL CHECK (email !~ '[\\r\\n]'),
        locale text NOT NULL DEFAULT 'vi' CHECK (locale IN ('vi', 'en')),
        is_sample boolean NOT NULL DEFAULT false
      );
      CREATE TABLE posts (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations,
        title_vi text NOT NULL,
        title_en text NOT NULL,
        role text NOT NULL CHECK (role IN ('officer', 'head', 'supervisor', 'administrator')),
        scope text NOT NULL CHECK (scope IN ('own', 'line', 'territory', 'all')),
        receives_reminders boolean NOT NULL,
        valid_from date,
        valid_to date,
        valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]')) STORED
      );
      CREATE INDEX posts_organisation ON posts (organisation_id);
      CREATE TABLE post_holders (
        post_id uuid NOT NULL REFERENCES posts,
        person_id uuid NOT NULL REFERENCES persons,
        valid_from date,
        valid_to date,
        valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[]')) STORED,
        CONSTRAINT post_holders_do_not_overlap EXCLUDE USING gist (post_id WITH =, person_id WITH =, valid WITH &&)
      );
      CREATE INDEX post_holders_person ON post_holders (person_id);
      CREATE TABLE accounts (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL UNIQUE REFERENCES persons,
        username text NOT NULL UNIQUE,
        password_hash text,
        is_demo boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL,
        disabled_at timestamptz
      );
      CREATE TABLE access_tokens (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES accounts,
        name text NOT NULL,
        hash bytea NOT NULL UNIQUE,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      -- The shape connect-pg-simple asks for.
      CREATE TABLE sessions (sid text PRIMARY KEY, sess json NOT NULL, expire timestamp(6) NOT NULL);
      CREATE INDEX sessions_expire ON sessions (expire);
      CREATE TABLE idempotency_keys (
        account_id uuid NOT NULL REFERENCES accounts,
        key text NOT NULL,
        request_hash bytea NOT NULL,
        status int,
        headers jsonb,
        body jsonb,
        created_at timestamptz NOT NULL,
        leased_until timestamptz NOT NULL,
        PRIMARY KEY (account_id, key)
      );
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE idempotency_keys, sessions, access_tokens, accounts, post_holders, posts, persons`);
  }
}
