import { dutyOrder, modelDutyNames, type DutyOwner, type PlainDay } from '#domain';
import type { Sql } from '../sql.js';

const owedBy = (...owners: DutyOwner[]) =>
  modelDutyNames
    .filter((duty) => owners.includes(dutyOrder(duty).owedBy))
    .map((duty) => `'${duty}'`)
    .join(', ');

const stands = (organisation: string) =>
  `EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = ${organisation} AND v.valid @> $1::date)`;
const heirOf = (organisation: string) => `(SELECT heir_id FROM organisation_heir_on(${organisation}, $1::date))`;
const lastName = (
  organisation: string,
) => `(SELECT v.name_en FROM organisation_versions v WHERE v.organisation_id = ${organisation}
  ORDER BY v.valid @> $1::date DESC, v.valid_from DESC NULLS LAST LIMIT 1)`;

/** Open duties of models whose body is no longer there to do them. */
export class OrphanedDutiesRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Moves, in one statement, what the body in charge of a model or the one above it owes: from a body that ended without an heir to the nearest
   * body above the owner, from an owner above whom nobody stood to whoever stands there now, and back to the owner where an heir of it was found.
   * Each is journaled and kept among the repairs. What another deed holds, or waits for an answer about more time, is left for the next time.
   * Repeating it moves nothing. Returns how many were moved.
   */
  async moveUp({ day, at }: { day: PlainDay; at: Date }, limit: number): Promise<number> {
    return (await this.sql.row<{ moved: number }>(
      `WITH near AS MATERIALIZED (
         SELECT o.id, o.duty IN (${owedBy('above')}) AS owed_above, o.organisation_id, o.reports_to, o.deadline_id, m.code, m.owner_organisation_id AS owner
         FROM obligations o JOIN models m ON m.id = o.model_id
         WHERE o.kind = 'modelDuty' AND o.status IN ('open', 'returned') AND o.duty IN (${owedBy('owner', 'above')})
           AND (NOT ${stands('o.organisation_id')} OR o.duty IN (${owedBy('above')}) AND cardinality(o.reports_to) = 0
             OR o.duty IN (${owedBy('owner')}) AND o.organisation_id <> m.owner_organisation_id)
           AND NOT EXISTS (SELECT FROM extensions x WHERE x.obligation_id = o.id AND x.status = 'asked')
       ), orphans AS MATERIALIZED (
         SELECT near.*, who.owner_now, who.held, chain_above(coalesce(who.owner_now, near.owner), $1::date) AS chain
         FROM near CROSS JOIN LATERAL (SELECT ${heirOf('near.owner')} AS owner_now, ${heirOf('near.organisation_id')} AS held OFFSET 0) who
         WHERE who.held IS NULL
           OR near.owed_above AND cardinality(near.reports_to) = 0 AND who.held = who.owner_now
           OR NOT near.owed_above AND who.owner_now IS NOT NULL AND who.held <> who.owner_now
       ), ways AS (
         SELECT orphans.*, CASE WHEN owed_above OR owner_now IS NULL THEN chain ELSE owner_now || chain END AS way,
           path_above(coalesce(owner_now, owner), e.body -> 'escalation', $1::date) AS path
         FROM orphans JOIN deadlines d ON d.id = orphans.deadline_id LEFT JOIN rule_editions e ON e.id = d.rule_edition_id
       ), chosen AS MATERIALIZED (
         SELECT o.id, w.code, w.way, w.path, CASE WHEN w.held IS NULL THEN 'noHeir' WHEN w.owed_above THEN 'nobodyAbove' ELSE 'heirFound' END AS why
         FROM ways w JOIN obligations o ON o.id = w.id
         WHERE cardinality(w.way) > 0 AND w.way[1] <> o.organisation_id AND o.status IN ('open', 'returned')
         ORDER BY o.id LIMIT $3 FOR NO KEY UPDATE OF o SKIP LOCKED
       ), moved AS (
         UPDATE obligations o SET organisation_id = c.way[1], revision = o.revision + 1,
           reports_to = CASE WHEN c.path IS NOT NULL AND cardinality(c.way) > 1 THEN climb(c.way[1], c.way[2], c.path) ELSE c.way[2:] END
         FROM chosen c WHERE o.id = c.id
         RETURNING o.id, o.model_id, o.duty, o.status, c.code, c.why, OLD.organisation_id AS was, NEW.organisation_id AS now_owes
       ), journaled AS (
         INSERT INTO journal (stream, stream_id, kind, at, body)
         SELECT 'obligation', id, 'dutyMovedUp', $2::timestamptz, jsonb_build_object('from', status, 'to', status, 'modelId', model_id, 'why', why,
           'fromOrganisationId', was, 'toOrganisationId', now_owes) FROM moved ORDER BY id
       ), kept AS (
         INSERT INTO repairs (workflow_id, difference, detail, at)
         SELECT 'model-duty/' || model_id, 'orphanedDuty', left(format('%s of %s: %s, moved from %s to %s', duty, code, why, ${lastName('was')}, ${lastName('now_owes')}), 1000),
           $2::timestamptz FROM moved ORDER BY id
       )
       SELECT count(*)::int AS moved FROM moved`,
      [day, at, limit],
    ))!.moved;
  }

  /** Models of which a place of a plan, or who planned it, ended without an heir while it was waited for. In the order of their ids. */
  async modelsWithLostPlaces(day: PlainDay, after: string | null, limit: number): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string }>(
      `SELECT DISTINCT o.model_id AS id FROM obligations o
       WHERE o.kind = 'modelDuty' AND o.status IN ('open', 'returned') AND o.duty IN (${owedBy('target', 'planner')})
         AND NOT ${stands('o.organisation_id')} AND ${heirOf('o.organisation_id')} IS NULL AND ($2::uuid IS NULL OR o.model_id > $2)
       ORDER BY 1 LIMIT $3`,
      [day, after, limit],
    );
    return rows.map(({ id }) => id);
  }
}
