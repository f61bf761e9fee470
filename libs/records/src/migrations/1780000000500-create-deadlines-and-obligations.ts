import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A deadline is shared: one row a distinct due day of a round or conference, with its ladder of rungs and a revision.
 * An obligation says who owes what under it. 100,000 units due the same day are one deadline and a handful of wake-ups.
 */
export class CreateDeadlinesAndObligations1780000000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rounds (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        year int NOT NULL,
        rule_edition_id uuid NOT NULL REFERENCES rule_editions,
        opened_on date NOT NULL,
        opened_at timestamptz NOT NULL,
        data_closes_on date,
        expected int NOT NULL,
        closed_on date,
        revision int NOT NULL DEFAULT 1,
        UNIQUE (kind, year)
      );
      CREATE TABLE conferences (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('preliminary', 'summary')),
        scope text NOT NULL,
        anchor_on date NOT NULL,
        rule_edition_id uuid NOT NULL REFERENCES rule_editions,
        planned_on date NOT NULL,
        original_planned_on date NOT NULL,
        opened_on date NOT NULL,
        opened_at timestamptz NOT NULL,
        held_on date,
        closed_on date,
        revision int NOT NULL DEFAULT 1,
        UNIQUE (kind, scope, anchor_on)
      );
      CREATE TABLE deadlines (
        id uuid PRIMARY KEY,
        round_id uuid REFERENCES rounds,
        conference_id uuid REFERENCES conferences,
        model_id uuid REFERENCES models,
        duty text NOT NULL,
        due_on date NOT NULL,
        original_due_on date NOT NULL,
        explanation jsonb NOT NULL,
        rule_edition_id uuid NOT NULL REFERENCES rule_editions,
        revision int NOT NULL DEFAULT 1,
        closed_at timestamptz,
        CHECK (num_nonnulls(round_id, conference_id, model_id) = 1),
        UNIQUE (round_id, due_on)
      );
      CREATE INDEX deadlines_conference ON deadlines (conference_id) WHERE conference_id IS NOT NULL;

      -- planned = fired + collapsed + cancelled + still ahead; a settled rung never changes again.
      CREATE TABLE deadline_rungs (
        deadline_id uuid NOT NULL REFERENCES deadlines,
        revision int NOT NULL,
        rung text NOT NULL,
        offset_days int NOT NULL,
        act text NOT NULL CHECK (act IN ('remind', 'due', 'overdue', 'escalate', 'close')),
        steps_up int NOT NULL DEFAULT 0,
        planned_on date NOT NULL,
        planned_at timestamptz NOT NULL,
        outcome text CHECK (outcome IN ('fired', 'collapsed', 'cancelled')),
        settled_at timestamptz,
        reason text,
        reached int,
        PRIMARY KEY (deadline_id, revision, rung),
        CHECK ((outcome IS NULL) = (settled_at IS NULL))
      );
      CREATE INDEX deadline_rungs_ahead ON deadline_rungs (planned_at) WHERE outcome IS NULL;

      CREATE TABLE obligations (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('report', 'conferenceStep', 'modelDuty')),
        round_id uuid REFERENCES rounds,
        conference_id uuid REFERENCES conferences,
        model_id uuid REFERENCES models,
        duty text NOT NULL,
        deadline_id uuid NOT NULL REFERENCES deadlines,
        function_code text NOT NULL,
        territory_id uuid NOT NULL REFERENCES territories,
        organisation_id uuid NOT NULL REFERENCES organisations,
        reports_to uuid[] NOT NULL,
        original_due_on date NOT NULL,
        status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'submitted', 'returned', 'accepted', 'waived', 'notReceived')),
        first_submitted_on date,
        accepted_on date,
        closed_on date,
        revision int NOT NULL DEFAULT 1,
        UNIQUE (round_id, organisation_id),
        UNIQUE (conference_id, duty)
      );
      CREATE INDEX obligations_owed ON obligations (deadline_id) WHERE status IN ('open', 'returned');
      CREATE INDEX obligations_deadline ON obligations (deadline_id);
      CREATE INDEX obligations_organisation ON obligations (organisation_id, id);

      CREATE TABLE submissions (
        id uuid PRIMARY KEY,
        obligation_id uuid NOT NULL REFERENCES obligations,
        number int NOT NULL,
        figures jsonb NOT NULL,
        words jsonb NOT NULL,
        submitted_at timestamptz NOT NULL,
        submitted_on date NOT NULL,
        due_on date NOT NULL,
        submitted_by uuid REFERENCES persons,
        submitted_post_id uuid REFERENCES posts,
        outcome text CHECK (outcome IN ('accepted', 'returned')),
        answered_at timestamptz,
        answered_on date,
        answered_by uuid REFERENCES persons,
        answered_post_id uuid REFERENCES posts,
        message text,
        UNIQUE (obligation_id, number)
      );
      CREATE TABLE extensions (
        id uuid PRIMARY KEY,
        obligation_id uuid NOT NULL REFERENCES obligations,
        reason text NOT NULL,
        from_due_on date NOT NULL,
        to_due_on date NOT NULL,
        asked_at timestamptz NOT NULL,
        asked_on date NOT NULL,
        asked_by uuid REFERENCES persons,
        asked_post_id uuid REFERENCES posts,
        status text NOT NULL CHECK (status IN ('asked', 'granted', 'refused')),
        answered_at timestamptz,
        answered_on date,
        answered_by uuid REFERENCES persons,
        answered_post_id uuid REFERENCES posts,
        answer_reason text,
        to_deadline_id uuid REFERENCES deadlines
      );
      CREATE UNIQUE INDEX one_open_request_an_obligation ON extensions (obligation_id) WHERE status = 'asked';
      CREATE INDEX extensions_obligation ON extensions (obligation_id);

      CREATE TABLE conference_steps (
        conference_id uuid NOT NULL REFERENCES conferences,
        code text NOT NULL,
        position int NOT NULL,
        obligation_id uuid NOT NULL UNIQUE REFERENCES obligations,
        done_on date,
        document_number text,
        document_on date,
        document_title text,
        done_by uuid REFERENCES persons,
        done_post_id uuid REFERENCES posts,
        PRIMARY KEY (conference_id, code)
      );
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE conference_steps, extensions, submissions, obligations, deadline_rungs, deadlines, conferences, rounds`,
    );
  }
}
