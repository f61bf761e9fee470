import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Likely duplicates: a like name in the same place, or in a place it came from or became. Folded text finds them and a person answers,
 * since Tân Thành and Tân Thạnh fold alike. The index holds place and name together, so a register of 100,000 is not read through.
 */
export class FindLikelyDuplicates1780000001301 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX models_place_and_name ON models USING gist (territory_id, folded(name) gist_trgm_ops);
      CREATE INDEX models_folded_name ON models USING gin (folded(name) gin_trgm_ops);

      -- "Tổ số 2" and "Tổ số 10" are two groups, however alike they read.
      CREATE FUNCTION numbers_in(said text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(array_agg(ltrim(found[1], '0') ORDER BY place), '{}')
        FROM regexp_matches(said, '\\d+', 'g') WITH ORDINALITY m (found, place)
      $$;

      -- A place, with what became of it and what it came from.
      CREATE FUNCTION place_through_time(place uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
        WITH RECURSIVE before (id) AS (
          SELECT place UNION SELECT s.predecessor_id FROM before b JOIN territory_successions s ON s.successor_id = b.id
        ), after (id) AS (
          SELECT place UNION SELECT s.successor_id FROM after a JOIN territory_successions s ON s.predecessor_id = a.id
        )
        SELECT id FROM before UNION SELECT id FROM after
      $$;

      CREATE FUNCTION likely_duplicates(model uuid)
      RETURNS TABLE (candidate_id uuid, likeness real) LANGUAGE sql STABLE SET pg_trgm.similarity_threshold = 0.5 AS $$
        SELECT c.id, similarity(folded(c.name), folded(m.name))
        FROM models m CROSS JOIN LATERAL place_through_time(m.territory_id) place
        JOIN models c ON c.territory_id = place AND folded(c.name) % folded(m.name)
        WHERE m.id = model AND c.id <> m.id
          -- A draft is nobody else's business, and what was rejected is no model.
          AND c.life NOT IN ('drafting', 'rejected')
          -- What was adopted from it, or went into it, is known not to be the same.
          AND c.id IS DISTINCT FROM m.parent_id AND c.parent_id IS DISTINCT FROM m.id AND c.heir_id IS DISTINCT FROM m.id
          AND numbers_in(c.name) = numbers_in(m.name)
          AND (numbers_in(c.locality) = '{}' OR numbers_in(m.locality) = '{}' OR numbers_in(c.locality) = numbers_in(m.locality))
      $$;

      -- Candidates the model's own side has not yet said to be different, for a reason.
      CREATE FUNCTION unanswered_duplicates(model uuid) RETURNS int LANGUAGE sql STABLE AS $$
        SELECT count(*)::int FROM likely_duplicates(model) d
        WHERE (SELECT a.answer FROM model_duplicate_answers a WHERE a.model_id = model AND a.candidate_id = d.candidate_id
               ORDER BY a.ordinal DESC LIMIT 1) IS DISTINCT FROM 'different'
      $$;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION unanswered_duplicates, likely_duplicates, place_through_time, numbers_in;
      DROP INDEX models_place_and_name, models_folded_name;
    `);
  }
}
