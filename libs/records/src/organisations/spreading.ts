/** Sets of ids for a WHERE, from one id: what came to stand under it over time. `id` is a parameter of type uuid. */

/** An organisation with everything it took over. */
export const withWhatItTookOver = (id: string): string => `(
  WITH RECURSIVE mine (id) AS (
    SELECT ${id}::uuid
    UNION
    SELECT s.predecessor_id FROM mine JOIN organisation_successions s ON s.successor_id = mine.id
  ) SELECT id FROM mine)`;

/** A territory with every territory inside it, and those that became part of it. */
export const withWhatLiesInside = (id: string): string => `(
  WITH RECURSIVE places (id) AS (
    SELECT ${id}::uuid
    UNION
    SELECT x.id FROM places p CROSS JOIN LATERAL (
      SELECT s.predecessor_id AS id FROM territory_successions s WHERE s.successor_id = p.id
      UNION ALL
      SELECT v.territory_id FROM territory_versions v WHERE v.parent_id = p.id
    ) x
  ) SELECT id FROM places)`;
