import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The path of an escalation named by a rule, for duties opened in SQL and for those the core plans. */
export class ClimbByAPath1780000002300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who holds the functions of a path in the province of an organisation that day, the lowest first; null: the rule names no path.
      CREATE FUNCTION path_above(organisation uuid, path jsonb, day date) RETURNS uuid[] LANGUAGE sql STABLE AS $$
        WITH RECURSIVE me (id) AS (
          SELECT coalesce((SELECT heir_id FROM organisation_heir_on(organisation, day)), organisation)
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
        province (id) AS (SELECT p.id FROM places p JOIN territories t ON t.id = p.id WHERE t.level = 'province' ORDER BY p.depth LIMIT 1)
        SELECT CASE WHEN path IS NOT NULL THEN coalesce((
          SELECT array_agg(held.id ORDER BY held.step) FROM (
            SELECT holder_of_function(f.code, province.id, day) AS id, f.step
            FROM province CROSS JOIN jsonb_array_elements_text(path) WITH ORDINALITY AS f (code, step)
          ) held WHERE held.id IS NOT NULL), '{}') END
      $$;

      -- The way up of whoever owes, where the rule names a path: the body that receives, then the path from above whoever of the two stands
      -- highest on it. The same as "climb" of the domain room; a test holds the two to each other.
      CREATE FUNCTION climb(owing uuid, receiver uuid, path uuid[]) RETURNS uuid[] LANGUAGE sql IMMUTABLE AS $$
        SELECT coalesce(array_agg(up.id ORDER BY up.step), '{}') FROM (
          SELECT w.id, min(w.step) AS step FROM (
            SELECT receiver AS id, 0 AS step
            UNION ALL
            SELECT p.id, p.step FROM unnest(path) WITH ORDINALITY AS p (id, step)
            WHERE p.step > (SELECT coalesce(max(q.step), 0) FROM unnest(path) WITH ORDINALITY AS q (id, step) WHERE q.id IN (owing, receiver))
          ) w WHERE w.id IS NOT NULL AND w.id <> owing GROUP BY w.id
        ) up
      $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION climb; DROP FUNCTION path_above`);
  }
}
