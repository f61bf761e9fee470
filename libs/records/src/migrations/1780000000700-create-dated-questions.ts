import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The questions every list asks: who was in force on a day, who inherits, who holds a function, and what a post may see. */
export class CreateDatedQuestions1780000000700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION territories_on(day date)
      RETURNS TABLE (territory_id uuid, level text, code text, name text, unit_type text, parent_id uuid) LANGUAGE sql STABLE AS $$
        SELECT v.territory_id, t.level, v.code, v.name, v.unit_type, v.parent_id
        FROM territory_versions v JOIN territories t ON t.id = v.territory_id WHERE v.valid @> day
      $$;

      CREATE FUNCTION organisations_on(day date)
      RETURNS TABLE (organisation_id uuid, kind text, name_vi text, name_en text, territory_id uuid, line_parent_id uuid) LANGUAGE sql STABLE AS $$
        SELECT v.organisation_id, o.kind, v.name_vi, v.name_en, v.territory_id, v.line_parent_id
        FROM organisation_versions v JOIN organisations o ON o.id = v.organisation_id WHERE v.valid @> day
      $$;

      -- Itself while in force; after its end the default successor, and so on. No row: it ended without an heir.
      CREATE FUNCTION organisation_heir_on(organisation uuid, day date) RETURNS TABLE (heir_id uuid) LANGUAGE sql STABLE AS $$
        WITH RECURSIVE walk (id, depth) AS (
          SELECT organisation, 0
          UNION ALL
          SELECT s.successor_id, w.depth + 1 FROM walk w
          JOIN organisation_successions s ON s.predecessor_id = w.id AND s.is_default AND s.effective_on <= day
          WHERE w.depth < 16 AND NOT EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = w.id AND v.valid @> day)
        )
        SELECT w.id FROM walk w JOIN organisation_versions v ON v.organisation_id = w.id AND v.valid @> day ORDER BY w.depth DESC LIMIT 1
      $$;

      CREATE FUNCTION territory_heir_on(territory uuid, day date) RETURNS uuid LANGUAGE sql STABLE AS $$
        WITH RECURSIVE walk (id, depth) AS (
          SELECT territory, 0
          UNION ALL
          SELECT s.successor_id, w.depth + 1 FROM walk w
          JOIN territory_successions s ON s.predecessor_id = w.id AND s.is_default AND s.effective_on <= day
          WHERE w.depth < 16 AND NOT EXISTS (SELECT FROM territory_versions v WHERE v.territory_id = w.id AND v.valid @> day)
        )
        SELECT w.id FROM walk w JOIN territory_versions v ON v.territory_id = w.id AND v.valid @> day ORDER BY w.depth DESC LIMIT 1
      $$;

      CREATE FUNCTION holder_of_function(code text, territory uuid, day date) RETURNS uuid LANGUAGE sql STABLE AS $$
        SELECT a.organisation_id FROM function_assignments a
        WHERE a.function_code = code AND a.territory_id = territory_heir_on(territory, day) AND a.valid @> day
      $$;

      -- What a post may see. History is included: a body sees what its predecessors left.
      CREATE FUNCTION visible_organisations(post uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
        WITH RECURSIVE me AS (SELECT p.organisation_id, p.scope FROM posts p WHERE p.id = post),
        line (id) AS (
          SELECT me.organisation_id FROM me
          UNION
          SELECT x.id FROM line l CROSS JOIN me CROSS JOIN LATERAL (
            SELECT s.predecessor_id AS id FROM organisation_successions s WHERE s.successor_id = l.id
            UNION ALL
            SELECT v.organisation_id FROM organisation_versions v WHERE v.line_parent_id = l.id AND me.scope = 'line'
          ) x
        ),
        places (id) AS (
          SELECT v.territory_id FROM organisation_versions v JOIN me ON v.organisation_id = me.organisation_id AND me.scope = 'territory'
          UNION
          SELECT x.id FROM places p CROSS JOIN LATERAL (
            SELECT s.predecessor_id AS id FROM territory_successions s WHERE s.successor_id = p.id
            UNION ALL
            SELECT v.territory_id FROM territory_versions v WHERE v.parent_id = p.id
          ) x
        )
        SELECT id FROM line
        UNION
        SELECT v.organisation_id FROM organisation_versions v JOIN places ON places.id = v.territory_id
        UNION
        SELECT o.id FROM organisations o, me WHERE me.scope = 'all'
      $$;

      -- Who is told for an organisation on a day: holders of its posts that receive reminders.
      CREATE FUNCTION recipients_on(day date)
      RETURNS TABLE (organisation_id uuid, person_id uuid, post_id uuid) LANGUAGE sql STABLE AS $$
        SELECT p.organisation_id, h.person_id, p.id FROM posts p JOIN post_holders h ON h.post_id = p.id
        WHERE p.receives_reminders AND p.valid @> day AND h.valid @> day
      $$;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP FUNCTION recipients_on, visible_organisations, holder_of_function, territory_heir_on, organisation_heir_on, organisations_on, territories_on`,
    );
  }
}
