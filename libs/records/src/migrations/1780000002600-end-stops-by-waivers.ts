import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A duty that is waived has no clock any more, so the waiver ends a stop that would have lasted longer. Reopened, its clock runs: until now
 * nobody was told of it as long as the old stop was to last.
 */
export class EndStopsByWaivers1780000002600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW clock_stops AS
        SELECT s.id, s.obligation_id, s.stops_on, s.stops_until, s.remaining_days, s.to_due_on, s.at, e.day AS ended_on, e.at AS ended_at
        FROM clock_acts s
        LEFT JOIN LATERAL (
          SELECT e.day, e.at FROM clock_acts e
          WHERE e.obligation_id = s.obligation_id AND e.ordinal > s.ordinal AND (e.ends_id = s.id OR (e.kind = 'waiver' AND e.day <= s.stops_until))
          ORDER BY e.ordinal LIMIT 1
        ) e ON true
        WHERE s.kind = 'suspension';
      COMMENT ON VIEW clock_stops IS 'Each stop of a clock, and what ended it sooner than it was to: it was told to run again, or the duty was waived';

      CREATE OR REPLACE FUNCTION standing_still_on(day date) RETURNS TABLE (obligation_id uuid) LANGUAGE sql STABLE AS $$
        SELECT s.obligation_id FROM clock_stops s WHERE s.stops_until >= standing_still_on.day AND s.ended_on IS NULL
      $$;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION standing_still_on(day date) RETURNS TABLE (obligation_id uuid) LANGUAGE sql STABLE AS $$
        SELECT s.obligation_id FROM clock_acts s
        WHERE s.kind = 'suspension' AND s.stops_until >= standing_still_on.day AND NOT EXISTS (SELECT FROM clock_acts e WHERE e.ends_id = s.id)
      $$;
      DROP VIEW clock_stops;
    `);
  }
}
