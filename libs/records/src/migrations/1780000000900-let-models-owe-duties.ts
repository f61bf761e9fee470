import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A model's duty is an obligation like a report, but it is owed by the body in charge of the model or by the one above it, not by a
 * function. A review keeps the criteria it is judged by and the round that opened it.
 */
export class LetModelsOweDuties1780000000900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE obligations ALTER COLUMN function_code DROP NOT NULL;
      ALTER TABLE obligations ADD COLUMN review_id uuid REFERENCES model_reviews;
      ALTER TABLE obligations DROP CONSTRAINT obligations_round_id_organisation_id_key;
      ALTER TABLE obligations DROP CONSTRAINT obligations_status_check;
      ALTER TABLE obligations ADD CONSTRAINT obligations_status_check
        CHECK (status IN ('open', 'submitted', 'returned', 'accepted', 'waived', 'notReceived', 'cancelled'));
      ALTER TABLE obligations ADD CONSTRAINT a_model_owes_by_itself_all_else_by_function
        CHECK ((kind = 'modelDuty') = (function_code IS NULL) AND (kind = 'modelDuty') = (model_id IS NOT NULL));
      CREATE UNIQUE INDEX one_report_a_round_an_organisation ON obligations (round_id, organisation_id) WHERE kind = 'report';
      CREATE UNIQUE INDEX one_open_duty_a_model ON obligations (model_id, duty, organisation_id)
        WHERE kind = 'modelDuty' AND status IN ('open', 'returned');
      CREATE INDEX obligations_model ON obligations (model_id, id) WHERE model_id IS NOT NULL;
      CREATE INDEX obligations_review ON obligations (review_id) WHERE review_id IS NOT NULL;
      CREATE INDEX obligations_round ON obligations (round_id, organisation_id) WHERE round_id IS NOT NULL;
      CREATE INDEX deadlines_model ON deadlines (model_id) WHERE model_id IS NOT NULL;

      ALTER TABLE model_reviews
        ADD COLUMN round_id uuid REFERENCES rounds,
        ADD COLUMN criteria_set_id uuid REFERENCES criteria_sets,
        ADD COLUMN self_scores jsonb,
        ADD COLUMN appraised_scores jsonb,
        ADD COLUMN inspected_on date,
        ADD COLUMN inspection_findings text;
      COMMENT ON COLUMN model_reviews.criteria_set_id IS 'bound at opening; null: no set was in force, the score is free';
      CREATE UNIQUE INDEX one_review_a_model_a_round ON model_reviews (round_id, model_id) WHERE round_id IS NOT NULL;

      -- The way up from an organisation on a day, without itself: its line, then the lead of mass mobilisation, then the Standing
      -- Committee of its province. Who has ended is stood for by its heir, or else by the level it last stood under. The bodies of the
      -- Party report past the lead, which is their equal.
      CREATE FUNCTION chain_above(organisation uuid, day date) RETURNS uuid[] LANGUAGE sql STABLE AS $$
        WITH RECURSIVE me (id) AS (
          SELECT coalesce((SELECT heir_id FROM organisation_heir_on(organisation, day)), organisation)
        ),
        line (id, depth) AS (
          SELECT id, 0 FROM me
          UNION ALL
          SELECT x.id, l.depth + 1 FROM line l CROSS JOIN LATERAL (
            SELECT coalesce(
              (SELECT s.successor_id FROM organisation_successions s WHERE s.predecessor_id = l.id AND s.is_default AND s.effective_on <= day
                 AND NOT EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = l.id AND v.valid @> day)
               ORDER BY s.effective_on DESC LIMIT 1),
              (SELECT v.line_parent_id FROM organisation_versions v WHERE v.organisation_id = l.id
               ORDER BY v.valid @> day DESC, v.valid_from DESC NULLS LAST LIMIT 1)) AS id
          ) x WHERE x.id IS NOT NULL AND l.depth < 16
        ),
        places (id, depth) AS (
          SELECT t.territory_id, 0 FROM (
            SELECT v.territory_id FROM organisation_versions v JOIN me ON v.organisation_id = me.id
            ORDER BY v.valid @> day DESC, v.valid_from DESC NULLS LAST LIMIT 1) t
          UNION ALL
          SELECT x.parent_id, p.depth + 1 FROM places p CROSS JOIN LATERAL (
            SELECT v.parent_id FROM territory_versions v WHERE v.territory_id = p.id
            ORDER BY v.valid @> day DESC, v.valid_from DESC NULLS LAST LIMIT 1
          ) x WHERE x.parent_id IS NOT NULL AND p.depth < 8
        ),
        province (id) AS (SELECT p.id FROM places p JOIN territories t ON t.id = p.id WHERE t.level = 'province' ORDER BY p.depth LIMIT 1),
        held (code) AS (
          SELECT a.function_code FROM function_assignments a JOIN province ON a.territory_id = territory_heir_on(province.id, day)
          WHERE a.valid @> day AND a.organisation_id IN (SELECT id FROM line)
        ),
        up (id, step) AS (
          SELECT l.id, l.depth FROM line l
          WHERE l.depth > 0 AND EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = l.id AND v.valid @> day)
          UNION ALL
          SELECT holder_of_function(f.code, province.id, day), f.step FROM province
          CROSS JOIN (VALUES ('massMobilisationLead', 100, ARRAY['partyLead', 'propagandaLead', 'massMobilisationLead', 'standingCommittee']),
                             ('standingCommittee', 101, ARRAY['standingCommittee'])) AS f (code, step, equals)
          WHERE NOT EXISTS (SELECT FROM held WHERE held.code = ANY (f.equals))
        )
        SELECT coalesce(array_agg(u.id ORDER BY u.step), '{}') FROM (
          SELECT id, min(step) AS step FROM up WHERE id IS NOT NULL AND id <> (SELECT me.id FROM me) GROUP BY id) u
      $$;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION chain_above;
      DROP INDEX one_review_a_model_a_round;
      ALTER TABLE model_reviews DROP COLUMN round_id, DROP COLUMN criteria_set_id, DROP COLUMN self_scores, DROP COLUMN appraised_scores,
        DROP COLUMN inspected_on, DROP COLUMN inspection_findings;
      DROP INDEX deadlines_model, obligations_round, obligations_review, obligations_model, one_open_duty_a_model, one_report_a_round_an_organisation;
      ALTER TABLE obligations DROP CONSTRAINT a_model_owes_by_itself_all_else_by_function, DROP CONSTRAINT obligations_status_check;
      ALTER TABLE obligations ADD CONSTRAINT obligations_status_check
        CHECK (status IN ('open', 'submitted', 'returned', 'accepted', 'waived', 'notReceived'));
      ALTER TABLE obligations ADD CONSTRAINT obligations_round_id_organisation_id_key UNIQUE (round_id, organisation_id);
      ALTER TABLE obligations DROP COLUMN review_id;
      ALTER TABLE obligations ALTER COLUMN function_code SET NOT NULL;
    `);
  }
}
