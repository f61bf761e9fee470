import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sets of criteria (D3.5). What is issued stands for ever, since every assessment keeps the set it was made with; only the last day
 * in force is written later, once, by the set that takes its place. "Superseded" is therefore a question of the day, not a column.
 */
export class CreateCriteriaSets1780000000800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE criteria_sets (
        id uuid PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        kind text NOT NULL CHECK (kind IN ('whatIsAModel', 'whatIsAnEffectiveModel')),
        issued boolean NOT NULL DEFAULT false,
        is_sample boolean NOT NULL,
        area_ids uuid[] NOT NULL CHECK (cardinality(area_ids) > 0),
        body jsonb NOT NULL,
        drafting_organisation_id uuid NOT NULL REFERENCES organisations,
        created_at timestamptz NOT NULL,
        revision int NOT NULL DEFAULT 1,
        lead_organisation_id uuid REFERENCES organisations,
        number text,
        issued_on date,
        year int GENERATED ALWAYS AS (extract(year FROM issued_on)) STORED,
        in_force_from date,
        CHECK (issued = (lead_organisation_id IS NOT NULL) AND issued = (number IS NOT NULL)
           AND issued = (issued_on IS NOT NULL) AND issued = (in_force_from IS NOT NULL)),
        CHECK (in_force_from >= issued_on),
        CONSTRAINT one_criteria_set_a_number_an_issuer_a_year UNIQUE (lead_organisation_id, year, number)
      );
      CREATE FUNCTION issued_criteria_sets_stand() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.issued THEN
          RAISE EXCEPTION 'criteria set % is issued: % refused', OLD.id, TG_OP USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER issued_criteria_sets_stand BEFORE UPDATE ON criteria_sets FOR EACH ROW EXECUTE FUNCTION issued_criteria_sets_stand();
      CREATE TRIGGER criteria_sets_are_kept BEFORE DELETE OR TRUNCATE ON criteria_sets FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE criteria_set_issuers (
        set_id uuid NOT NULL REFERENCES criteria_sets,
        place int NOT NULL,
        organisation_id uuid NOT NULL REFERENCES organisations,
        signer_post_id uuid NOT NULL REFERENCES posts,
        PRIMARY KEY (set_id, organisation_id),
        UNIQUE (set_id, place)
      );
      CREATE TRIGGER criteria_set_issuers_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON criteria_set_issuers
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Where and when an issued set is in force: one set of a kind a province a day.
      CREATE TABLE criteria_set_validities (
        set_id uuid NOT NULL REFERENCES criteria_sets,
        kind text NOT NULL,
        territory_id uuid NOT NULL REFERENCES territories,
        first_day date NOT NULL,
        last_day date,
        ended_by_id uuid REFERENCES criteria_sets,
        valid daterange GENERATED ALWAYS AS (daterange(first_day, last_day, '[]')) STORED,
        PRIMARY KEY (set_id, territory_id),
        CHECK ((last_day IS NULL) = (ended_by_id IS NULL)),
        CONSTRAINT one_criteria_set_of_a_kind_a_province_a_day EXCLUDE USING gist (kind WITH =, territory_id WITH =, valid WITH &&)
      );
      CREATE FUNCTION criteria_set_validities_end_once() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.last_day IS NOT NULL OR (OLD.set_id, OLD.kind, OLD.territory_id, OLD.first_day) IS DISTINCT FROM (NEW.set_id, NEW.kind, NEW.territory_id, NEW.first_day) THEN
          RAISE EXCEPTION 'the days of criteria set % stand: % refused', OLD.set_id, TG_OP USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER criteria_set_validities_end_once BEFORE UPDATE ON criteria_set_validities FOR EACH ROW EXECUTE FUNCTION criteria_set_validities_end_once();
      CREATE TRIGGER criteria_set_validities_are_kept BEFORE DELETE OR TRUNCATE ON criteria_set_validities FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- A province and all that was merged into it until a day.
      CREATE FUNCTION territories_before(place uuid, day date) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
        WITH RECURSIVE before (id) AS (
          SELECT place
          UNION
          SELECT s.predecessor_id FROM before b JOIN territory_successions s ON s.successor_id = b.id AND s.effective_on <= day
        ) SELECT id FROM before
      $$;

      -- Every territory a place comes from: what it was made of, whatever these lay in at any time, and what came after those.
      -- A commune founded after the merger still comes from one of the old provinces, by the communes it was made of.
      CREATE FUNCTION territories_of_origin(place uuid, day date) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
        WITH RECURSIVE around (id) AS (
          SELECT territories_before(place, day)
          UNION
          SELECT v.parent_id FROM around a JOIN territory_versions v ON v.territory_id = a.id
          WHERE v.parent_id IS NOT NULL AND coalesce(v.valid_from <= day, true)
        ),
        after (id) AS (
          SELECT id FROM around
          UNION
          SELECT s.successor_id FROM after a JOIN territory_successions s ON s.predecessor_id = a.id AND s.effective_on <= day
        ) SELECT id FROM after
      $$;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION territories_of_origin, territories_before;
      DROP TABLE criteria_set_validities, criteria_set_issuers, criteria_sets;
      DROP FUNCTION criteria_set_validities_end_once, issued_criteria_sets_stand;
    `);
  }
}
