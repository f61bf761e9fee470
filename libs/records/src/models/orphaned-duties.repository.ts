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
       ), bodies AS MATERIALIZED (
         SELECT b.id, ${heirOf('b.id')} AS heir FROM (SELECT organisation_id AS id FROM near UNION SELECT owner FROM near) b
       ), orphans AS MATERIALIZED (
         SELECT near.*, owners.heir AS owner_now, held.heir AS held FROM near JOIN bodies owners ON owners.id = near.owner JOIN bodies held ON held.id = near.organisation_id
         WHERE held.heir IS NULL
           OR near.owed_above AND cardinality(near.reports_to) = 0 AND held.heir = owners.heir
           OR NOT near.owed_above AND owners.heir IS NOT NULL AND held.heir <> owners.heir
       ), chains AS MATERIALIZED (
         -- Few bodies own many models, so each is climbed once.
         SELECT w.owner, chain_above(coalesce(w.owner_now, w.owner), $1::date) AS chain FROM (SELECT DISTINCT owner, owner_now FROM orphans) w
       ), chosen AS MATERIALIZED (
         SELECT o.id, w.code, w.way, w.owner, w.owner_now, w.deadline_id, CASE WHEN w.held IS NULL THEN 'noHeir' WHEN w.owed_above THEN 'nobodyAbove' ELSE 'heirFound' END AS why
         FROM (SELECT orphans.*, CASE WHEN owed_above OR owner_now IS NULL THEN chain ELSE owner_now || chain END AS way FROM orphans JOIN chains USING (owner)) w
         JOIN obligations o ON o.id = w.id
         WHERE cardinality(w.way) > 0 AND w.way[1] <> o.organisation_id AND o.status IN ('open', 'returned')
         ORDER BY o.id LIMIT $3 FOR NO KEY UPDATE OF o SKIP LOCKED
       ), ruled AS MATERIALIZED (
         SELECT c.*, d.rule_edition_id FROM chosen c JOIN deadlines d ON d.id = c.deadline_id
       ), paths AS MATERIALIZED (
         SELECT p.owner, p.rule_edition_id, path_above(coalesce(p.owner_now, p.owner), e.body -> 'escalation', $1::date) AS path
         FROM (SELECT DISTINCT owner, owner_now, rule_edition_id FROM ruled) p JOIN rule_editions e ON e.id = p.rule_edition_id
       ), moved AS (
         UPDATE obligations o SET organisation_id = c.way[1], revision = o.revision + 1,
           reports_to = CASE WHEN p.path IS NOT NULL AND cardinality(c.way) > 1 THEN climb(c.way[1], c.way[2], p.path) ELSE c.way[2:] END
         FROM ruled c JOIN paths p USING (owner, rule_edition_id) WHERE o.id = c.id
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
