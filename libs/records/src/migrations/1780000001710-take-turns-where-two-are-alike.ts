import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two that look for each other at the same instant see nothing. Where both would be one too many they take turns, and the second looks
 * again: within a VOLATILE function every question sees what was committed meanwhile, although the statement around it does not. The locks
 * are of their own, taken in the order of ids, and held by nobody who waits for a second one of them out of order.
 */
export class TakeTurnsWhereTwoAreAlike1780000001710 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Another model of the same line lives where this one is.
      CREATE FUNCTION line_lives_there(model uuid, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (
          SELECT FROM models m CROSS JOIN LATERAL lineage_above(m.id) up JOIN models root ON root.id = up.id AND root.parent_id IS NULL
          CROSS JOIN LATERAL lineage_below(root.id) below JOIN models x ON x.id = below.id
          WHERE m.id = model AND x.id <> m.id AND x.life NOT IN ('drafting', 'proposed', 'returned', 'rejected', 'terminated')
            AND x.territory_id IN (SELECT place_through_time(m.territory_id))
            AND territory_heir_on(x.territory_id, day) = territory_heir_on(m.territory_id, day))
      $$;

      CREATE FUNCTION first_of_its_line(model uuid, day date) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('line ' || root.id, 0))
        FROM lineage_above(model) up JOIN models root ON root.id = up.id AND root.parent_id IS NULL;
        RETURN NOT line_lives_there(model, day);
      END $$;

      CREATE FUNCTION first_among_alike(model uuid) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
      BEGIN
        -- A place shares a lock with all it came from and became.
        PERFORM pg_advisory_xact_lock(hashtextextended('alike ' || place.id, 0)) FROM (
          SELECT p.id FROM models m CROSS JOIN LATERAL place_through_time(m.territory_id) p (id) WHERE m.id = model ORDER BY p.id) place;
        RETURN unanswered_duplicates(model) = 0;
      END $$;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION first_among_alike, first_of_its_line, line_lives_there`);
  }
}
