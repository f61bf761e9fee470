import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The work calendar year by year: one draft a year that an administrator edits, and append-only publications, of which the latest is in
 * force. A deadline keeps how its day was computed, so that a publication can compute it again.
 */
export class PublishWorkCalendars1780000001400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE work_calendar_drafts (
        id uuid PRIMARY KEY,
        year int NOT NULL UNIQUE CHECK (year BETWEEN 1900 AND 2199),
        weekend text[] NOT NULL,
        -- [{ day, kind, reason, document }], by day.
        days jsonb NOT NULL,
        -- Made from the law and the lunar table, not from an announcement: to be confirmed by a person.
        is_proposal boolean NOT NULL,
        revision int NOT NULL DEFAULT 1,
        changed_at timestamptz NOT NULL
      );

      CREATE TABLE work_calendar_publications (
        id uuid PRIMARY KEY,
        year int NOT NULL REFERENCES work_calendar_drafts (year),
        number int NOT NULL CHECK (number > 0),
        weekend text[] NOT NULL,
        document text NOT NULL,
        published_at timestamptz NOT NULL,
        published_by uuid REFERENCES persons,
        published_post_id uuid REFERENCES posts,
        UNIQUE (year, number)
      );
      CREATE TABLE work_calendar_days (
        publication_id uuid NOT NULL REFERENCES work_calendar_publications,
        day date NOT NULL,
        kind text NOT NULL CHECK (kind IN ('holiday', 'compensatoryOff', 'workingSaturday')),
        reason text NOT NULL,
        document text NOT NULL,
        PRIMARY KEY (publication_id, day)
      );
      CREATE TRIGGER work_calendar_publications_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON work_calendar_publications
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER work_calendar_days_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON work_calendar_days
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE VIEW work_calendar_in_force AS SELECT DISTINCT ON (year) * FROM work_calendar_publications ORDER BY year, number DESC;

      -- Null for a year without a publication: never a guess.
      CREATE FUNCTION is_working_day(asked date) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT coalesce(l.kind = 'workingSaturday', to_char(asked, 'FMday') <> ALL (p.weekend))
        FROM work_calendar_in_force p LEFT JOIN work_calendar_days l ON l.publication_id = p.id AND l.day = asked
        WHERE p.year = extract(year FROM asked)
      $$;

      -- The calculator a second time, for the history checker only: it shares no line with the first.
      CREATE FUNCTION due_day_of(c jsonb) RETURNS date LANGUAGE sql STABLE AS $$
        WITH given AS (
          SELECT (c ->> 'anchor')::date AS anchor, (c #>> '{budget,amount}')::int AS amount, c #>> '{budget,unit}' AS unit,
                 CASE c ->> 'direction' WHEN 'before' THEN -1 ELSE 1 END AS step
        ), counted AS (
          SELECT CASE
            WHEN c ? 'named' THEN (c ->> 'named')::date
            WHEN amount = 0 THEN anchor
            WHEN unit = 'day' THEN anchor + step * amount
            WHEN unit = 'week' THEN anchor + step * amount * 7
            WHEN unit = 'month' THEN (anchor + step * amount * interval '1 month')::date
            WHEN unit = 'year' THEN (anchor + step * amount * interval '1 year')::date
            ELSE (SELECT anchor + step * n FROM generate_series(1, 2 * amount + 60) n WHERE is_working_day(anchor + step * n)
                  ORDER BY n OFFSET amount - 1 LIMIT 1)
          END AS reached FROM given
        ), last AS (SELECT CASE WHEN (c ->> 'inclusive')::boolean THEN reached ELSE reached - 1 END AS reached FROM counted)
        SELECT CASE c ->> 'roll'
          WHEN 'none' THEN reached
          WHEN 'next' THEN (SELECT reached + n FROM generate_series(0, 60) n WHERE is_working_day(reached + n) ORDER BY n LIMIT 1)
          ELSE (SELECT reached - n FROM generate_series(0, 60) n WHERE is_working_day(reached - n) ORDER BY n LIMIT 1)
        END FROM last
      $$;

      ALTER TABLE deadlines ADD COLUMN computation jsonb, ADD COLUMN depends_on_calendar boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN deadlines.computation IS 'how the day was computed: { named, inclusive, roll } or { anchor, budget, direction, inclusive, roll }; null: a day given by a decision';
      UPDATE deadlines SET computation = jsonb_build_object('named', due_on, 'inclusive', true, 'roll', 'none') WHERE duty <> 'extended';
      CREATE INDEX deadlines_by_calendar ON deadlines (id) WHERE depends_on_calendar AND closed_at IS NULL;
      -- Two days of a rule may meet on one working day and part again when the calendar changes; days given by a decision are shared.
      ALTER TABLE deadlines DROP CONSTRAINT deadlines_round_id_due_on_key;
      CREATE UNIQUE INDEX one_given_day_a_round ON deadlines (round_id, due_on) WHERE computation IS NULL;

      -- Both dates of every move, since when and why.
      CREATE TABLE deadline_moves (
        deadline_id uuid NOT NULL REFERENCES deadlines,
        revision int NOT NULL,
        from_due_on date NOT NULL,
        to_due_on date NOT NULL,
        moved_at timestamptz NOT NULL,
        moved_on date NOT NULL,
        cause text NOT NULL,
        PRIMARY KEY (deadline_id, revision)
      );
      CREATE TRIGGER deadline_moves_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON deadline_moves
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      ALTER TABLE deadline_rungs DROP CONSTRAINT deadline_rungs_act_check;
      ALTER TABLE deadline_rungs ADD CONSTRAINT deadline_rungs_act_check CHECK (act IN ('remind', 'due', 'overdue', 'escalate', 'close', 'moved'));

      ALTER TABLE obligations ADD COLUMN met_due_on date;
      COMMENT ON COLUMN obligations.met_due_on IS 'the due day when it was first met: a day moved afterwards makes nobody late who was in time';
      UPDATE obligations o SET met_due_on = d.due_on FROM deadlines d WHERE d.id = o.deadline_id AND o.first_submitted_on IS NOT NULL;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE obligations DROP COLUMN met_due_on;
      ALTER TABLE deadline_rungs DROP CONSTRAINT deadline_rungs_act_check;
      ALTER TABLE deadline_rungs ADD CONSTRAINT deadline_rungs_act_check CHECK (act IN ('remind', 'due', 'overdue', 'escalate', 'close'));
      DROP TABLE deadline_moves;
      DROP INDEX one_given_day_a_round, deadlines_by_calendar;
      ALTER TABLE deadlines ADD CONSTRAINT deadlines_round_id_due_on_key UNIQUE (round_id, due_on);
      ALTER TABLE deadlines DROP COLUMN computation, DROP COLUMN depends_on_calendar;
      DROP FUNCTION due_day_of, is_working_day;
      DROP VIEW work_calendar_in_force;
      DROP TABLE work_calendar_days, work_calendar_publications, work_calendar_drafts;
    `);
  }
}
