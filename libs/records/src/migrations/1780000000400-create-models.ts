import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A model's stage is three plain words (design: "The model's machine"); everything a guard reads hangs on its row and moves its revision. */
export class CreateModels1780000000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Codes are read aloud and written on paper; a gap in them means nothing.
      CREATE SEQUENCE model_numbers;

      CREATE TABLE models (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('model', 'goodPractice')),
        name text NOT NULL,
        purpose text NOT NULL DEFAULT '',
        field text CHECK (field IN ('economy', 'cultureSociety', 'defenceSecurity', 'politicalSystem')),
        origin text NOT NULL CHECK (origin IN ('need', 'annualTarget')),
        self_managed boolean NOT NULL,
        founding_organisation_id uuid NOT NULL REFERENCES organisations,
        owner_organisation_id uuid NOT NULL REFERENCES organisations,
        territory_id uuid NOT NULL REFERENCES territories,
        locality text NOT NULL DEFAULT '',
        parent_id uuid REFERENCES models,
        heir_id uuid REFERENCES models,
        members int CHECK (members >= 0),
        is_sample boolean NOT NULL DEFAULT false,
        life text NOT NULL,
        spread text NOT NULL,
        honour text NOT NULL,
        machine_version int NOT NULL,
        proposed_on date,
        started_on date,
        ended_on date,
        end_ground text CHECK (end_ground IN ('ineffective', 'obsolete', 'consolidated', 'unitClosed')),
        handover_receiver text,
        strengthening_plan text,
        strengthen_by date,
        suspended_until date,
        suspended_from text,
        last_verdict text CHECK (last_verdict IN ('effective', 'weak', 'ineffective', 'exemplary')),
        revision int NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        CHECK ((life = 'suspended') = (suspended_until IS NOT NULL) AND (suspended_until IS NULL) = (suspended_from IS NULL)),
        CHECK ((life = 'terminated') = (ended_on IS NOT NULL) AND (ended_on IS NULL) = (end_ground IS NULL))
      );
      CREATE INDEX models_owner ON models (owner_organisation_id, id);
      CREATE INDEX models_territory ON models (territory_id, id);
      CREATE INDEX models_parent ON models (parent_id) WHERE parent_id IS NOT NULL;

      CREATE TABLE model_reviews (
        id uuid PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY,
        model_id uuid NOT NULL REFERENCES models,
        year int NOT NULL,
        opened_on date NOT NULL,
        -- Null while no term is set; a model duty will set it.
        self_assessment_due_on date,
        self_score numeric(5, 2),
        self_assessment text,
        self_assessed_on date,
        self_assessed_by uuid REFERENCES organisations,
        appraised_score numeric(5, 2),
        difference_reason text,
        appraised_on date,
        appraised_by uuid REFERENCES organisations,
        verdict text CHECK (verdict IN ('effective', 'weak', 'ineffective', 'exemplary')),
        conclusion text,
        concluded_on date,
        -- Overtaken before it had a verdict: cancelled, suspended, ended. The year may then be reviewed again.
        cancelled_on date,
        CHECK (num_nonnulls(concluded_on, cancelled_on) <= 1)
      );
      CREATE UNIQUE INDEX one_open_review_a_model ON model_reviews (model_id) WHERE concluded_on IS NULL AND cancelled_on IS NULL;
      CREATE UNIQUE INDEX one_conclusion_a_model_a_year ON model_reviews (model_id, year) WHERE concluded_on IS NOT NULL;
      CREATE INDEX model_reviews_model ON model_reviews (model_id, ordinal);

      CREATE TABLE decisions (
        id uuid PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY,
        model_id uuid NOT NULL REFERENCES models,
        step text NOT NULL,
        issuer_organisation_id uuid NOT NULL REFERENCES organisations,
        number text NOT NULL,
        decided_on date NOT NULL,
        effective_on date NOT NULL,
        signer_post_id uuid NOT NULL REFERENCES posts,
        basis text NOT NULL,
        frozen jsonb NOT NULL,
        annuls_id uuid UNIQUE REFERENCES decisions,
        year int GENERATED ALWAYS AS (extract(year FROM decided_on)::int) STORED,
        CONSTRAINT one_decision_a_number_an_issuer_a_year UNIQUE (issuer_organisation_id, year, number)
      );
      CREATE INDEX decisions_model ON decisions (model_id, ordinal);
      CREATE TRIGGER decisions_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- One row a locality a plan; the plan is its decision.
      CREATE TABLE replication_targets (
        id uuid PRIMARY KEY,
        model_id uuid NOT NULL REFERENCES models,
        decision_id uuid NOT NULL REFERENCES decisions,
        territory_id uuid NOT NULL REFERENCES territories,
        replicate_by date NOT NULL,
        status text NOT NULL CHECK (status IN ('pending', 'adopted', 'declined', 'withdrawn')),
        child_model_id uuid REFERENCES models,
        reason text
      );
      CREATE UNIQUE INDEX one_target_a_locality ON replication_targets (model_id, territory_id) WHERE status IN ('pending', 'adopted');

      CREATE TABLE model_nominations (
        id uuid PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY,
        model_id uuid NOT NULL REFERENCES models,
        achievement text NOT NULL,
        achieved_from date NOT NULL,
        achieved_to date NOT NULL,
        form text NOT NULL CHECK (form IN ('publicPraise', 'certificateOfMerit', 'provincialCertificate', 'danVanKheoAward')),
        nominated_on date NOT NULL,
        nominated_by uuid NOT NULL REFERENCES organisations,
        opinion text,
        appraised_on date,
        appraised_by uuid REFERENCES organisations,
        outcome text CHECK (outcome IN ('commended', 'declined', 'withdrawn', 'revoked')),
        settled_on date,
        decision_id uuid REFERENCES decisions,
        CHECK ((outcome IS NULL) = (settled_on IS NULL)),
        CHECK (outcome NOT IN ('commended', 'revoked') OR decision_id IS NOT NULL),
        CHECK (achieved_from <= achieved_to)
      );
      CREATE UNIQUE INDEX one_open_nomination_a_model ON model_nominations (model_id) WHERE outcome IS NULL;
      CREATE INDEX model_nominations_model ON model_nominations (model_id, ordinal);

      -- One achievement, one reward: how it is spelled, spaced and punctuated does not make it another.
      CREATE FUNCTION same_achievement(one text, other text) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT regexp_replace(lower(unaccent(normalize(one, NFC))), '[^[:alnum:]]+', '', 'g')
             = regexp_replace(lower(unaccent(normalize(other, NFC))), '[^[:alnum:]]+', '', 'g')
      $$;

      CREATE FUNCTION territory_lies_within(place uuid, area uuid, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
        WITH RECURSIVE up (id) AS (
          SELECT v.territory_id FROM territory_versions v WHERE v.territory_id = place AND v.valid @> day
          UNION
          SELECT v.parent_id FROM up JOIN territory_versions v ON v.territory_id = up.id AND v.valid @> day WHERE v.parent_id IS NOT NULL
        )
        SELECT EXISTS (SELECT FROM up WHERE up.id = area)
      $$;

      -- The same answer as visible_organisations, asked of one organisation: it climbs instead of spreading.
      CREATE FUNCTION sees_organisation(post uuid, organisation uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        WITH RECURSIVE me AS (SELECT p.organisation_id, p.scope FROM posts p WHERE p.id = post),
        bodies (id) AS (
          SELECT organisation
          UNION
          SELECT x.id FROM bodies b CROSS JOIN me CROSS JOIN LATERAL (
            SELECT s.successor_id AS id FROM organisation_successions s WHERE s.predecessor_id = b.id
            UNION ALL
            SELECT v.line_parent_id FROM organisation_versions v
            WHERE v.organisation_id = b.id AND v.line_parent_id IS NOT NULL AND me.scope = 'line'
          ) x
        ),
        places (id) AS (
          SELECT v.territory_id FROM organisation_versions v, me WHERE v.organisation_id = organisation AND me.scope = 'territory'
          UNION
          SELECT x.id FROM places p CROSS JOIN LATERAL (
            SELECT s.successor_id AS id FROM territory_successions s WHERE s.predecessor_id = p.id
            UNION ALL
            SELECT v.parent_id FROM territory_versions v WHERE v.territory_id = p.id AND v.parent_id IS NOT NULL
          ) x
        )
        SELECT EXISTS (SELECT FROM me WHERE me.scope = 'all')
            OR EXISTS (SELECT FROM bodies b JOIN me ON me.organisation_id = b.id)
            OR EXISTS (SELECT FROM places p JOIN organisation_versions v ON v.territory_id = p.id JOIN me ON me.organisation_id = v.organisation_id)
      $$;

      -- Does the body of a post stand above an organisation that day: in its line, or over its territory? Only posts with the scope
      -- of a territory lead one; in the same territory the wider scope leads, so that two bodies of the Party are not above each other.
      -- What ended is reached through what came after it, so an organisation closed without an heir still has somebody above.
      CREATE FUNCTION stands_above(post uuid, organisation uuid, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
        WITH RECURSIVE me AS (
          SELECT p.organisation_id, p.scope, v.territory_id, array_position(ARRAY['line', 'territory', 'all'], p.scope) AS reach
          FROM posts p JOIN organisation_versions v ON v.organisation_id = p.organisation_id AND v.valid @> day
          WHERE p.id = post AND p.organisation_id <> organisation
        ),
        line (id) AS (
          SELECT organisation
          UNION
          SELECT x.id FROM line l CROSS JOIN LATERAL (
            (SELECT v.line_parent_id AS id FROM organisation_versions v WHERE v.organisation_id = l.id
             ORDER BY v.valid @> day DESC, v.valid_from DESC NULLS LAST LIMIT 1)
            UNION ALL
            SELECT s.successor_id FROM organisation_successions s
            WHERE s.predecessor_id = l.id AND s.is_default AND s.effective_on <= day
              AND NOT EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = l.id AND v.valid @> day)
          ) x WHERE x.id IS NOT NULL
        ),
        places (id) AS (
          (SELECT v.territory_id FROM organisation_versions v WHERE v.organisation_id = organisation
           ORDER BY v.valid @> day DESC, v.valid_from DESC NULLS LAST LIMIT 1)
          UNION
          SELECT x.id FROM places p CROSS JOIN LATERAL (
            (SELECT v.parent_id AS id FROM territory_versions v WHERE v.territory_id = p.id
             ORDER BY v.valid @> day DESC, v.valid_from DESC NULLS LAST LIMIT 1)
            UNION ALL
            SELECT s.successor_id FROM territory_successions s
            WHERE s.predecessor_id = p.id AND s.is_default AND s.effective_on <= day
              AND NOT EXISTS (SELECT FROM territory_versions v WHERE v.territory_id = p.id AND v.valid @> day)
          ) x WHERE x.id IS NOT NULL
        ),
        its_reach (reach) AS (
          SELECT coalesce(max(array_position(ARRAY['line', 'territory', 'all'], p.scope)), 0) FROM posts p
          WHERE p.organisation_id = organisation AND p.role <> 'administrator'
        ),
        sits_with_it (id) AS (
          SELECT DISTINCT o.organisation_id FROM me JOIN organisation_versions o ON o.organisation_id = organisation AND o.territory_id = me.territory_id
        )
        SELECT EXISTS (SELECT FROM line l JOIN me ON me.organisation_id = l.id)
            OR EXISTS (SELECT FROM places p JOIN me ON me.territory_id = p.id AND me.scope IN ('territory', 'all')
                       WHERE NOT EXISTS (SELECT FROM sits_with_it) OR me.reach > (SELECT reach FROM its_reach))
      $$;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION stands_above, sees_organisation, territory_lies_within, same_achievement;
      DROP TABLE model_nominations, replication_targets, decisions, model_reviews, models;
      DROP SEQUENCE model_numbers;
    `);
  }
}
