import type { PlainDay } from '#domain';
import type { Sql } from '../sql.js';

export interface CoverageQuestion {
  postId: string;
  /** One model with everything copied from it; absent: every model the post may see. */
  modelId?: string;
  asOf: PlainDay;
  /** The unit to look into; absent: the top. */
  unitId?: string;
}

/** Of the communes of a unit: how many have a copy in operation, are asked, declined, or none of it; each counted once, by the first that holds. */
export interface CoverageRow {
  unitId: string;
  name: string;
  level: string;
  hasUnitsBelow: boolean;
  communes: number;
  operating: number;
  asked: number;
  declined: number;
  none: number;
  /** Models in operation there that day; several may stand in one commune. */
  models: number;
}

const endOfDay = `($2::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'`;

const lives = {
  one: `SELECT l.id FROM lineage_below($4::uuid) l WHERE $1::uuid IS NOT NULL`,
  // Only what was replicated or is a copy counts as spread; a model that stands alone covers nothing but itself.
  all: `SELECT m.id FROM models m
    WHERE m.owner_organisation_id IN (SELECT visible_organisations($1::uuid))
      AND (m.parent_id IS NOT NULL OR EXISTS (SELECT FROM replication_targets t WHERE t.model_id = m.id))`,
} as const;

/** Which communes have the model on a day, unit by unit up the territories of that day. */
export class CoverageReader {
  constructor(private readonly sql: Sql) {}

  /** The caller has made sure that the model is visible. */
  rows({ postId, modelId, asOf, unitId }: CoverageQuestion): Promise<CoverageRow[]> {
    return this.sql.rows<CoverageRow>(
      `WITH RECURSIVE nodes AS MATERIALIZED (SELECT t.territory_id AS id, t.parent_id, t.name, t.level FROM territories_on($2::date) t),
       -- Everything below each unit shown, the unit itself included.
       below (top, id) AS (
         SELECT n.id, n.id FROM nodes n
         WHERE n.parent_id IS NOT DISTINCT FROM $3::uuid OR n.id = $3::uuid
           OR ($3::uuid IS NULL AND NOT EXISTS (SELECT FROM nodes up WHERE up.id = n.parent_id))
         UNION ALL
         SELECT b.top, n.id FROM below b JOIN nodes n ON n.parent_id = b.id
       ),
       lives AS MATERIALIZED (${modelId ? lives.one : lives.all}),
       -- What ran that day, and where; a hamlet counts for its commune.
       ran AS MATERIALIZED (
         SELECT territory_heir_on(m.territory_id, $2::date) AS place, count(*)::int AS models
         FROM lives JOIN models m ON m.id = lives.id
         CROSS JOIN LATERAL (
           SELECT j.body -> 'to' ->> 'life' AS life FROM journal j
           WHERE j.stream = 'model' AND j.stream_id = m.id AND j.body ? 'to' AND j.at < ${endOfDay} ORDER BY j.seq DESC LIMIT 1
         ) stood
         WHERE stood.life NOT IN ('drafting', 'proposed', 'returned', 'rejected', 'suspended', 'terminated')
         GROUP BY 1
       ),
       -- How each place of their plans stood that day.
       answers AS MATERIALIZED (
         SELECT territory_heir_on(t.territory_id, $2::date) AS place,
           bool_or(stood.status IN ('pending', 'adaptationAsked', 'accepted')) AS asked, bool_or(stood.status = 'declined') AS declined
         FROM lives JOIN replication_targets t ON t.model_id = lives.id
         CROSS JOIN LATERAL (
           SELECT j.body ->> 'to' AS status FROM journal j
           WHERE j.stream = 'replicationTarget' AND j.stream_id = t.id AND j.at < ${endOfDay} ORDER BY j.seq DESC LIMIT 1
         ) stood
         GROUP BY 1
       ),
       communes AS MATERIALIZED (
         SELECT n.id, coalesce(sum(ran.models), 0)::int AS models, coalesce(bool_or(answers.asked), false) AS asked,
           coalesce(bool_or(answers.declined), false) AS declined
         FROM nodes n
         LEFT JOIN nodes hamlet ON hamlet.id = n.id OR (hamlet.parent_id = n.id AND hamlet.level = 'hamlet')
         LEFT JOIN ran ON ran.place = hamlet.id LEFT JOIN answers ON answers.place = hamlet.id
         WHERE n.level = 'commune' GROUP BY n.id
       )
       SELECT b.top AS "unitId", n.name, n.level, b.top IS DISTINCT FROM $3::uuid
           AND EXISTS (SELECT FROM nodes child WHERE child.parent_id = b.top AND child.level <> 'hamlet') AS "hasUnitsBelow",
         count(c.id)::int AS communes, count(*) FILTER (WHERE c.models > 0)::int AS operating,
         count(*) FILTER (WHERE c.models = 0 AND c.asked)::int AS asked,
         count(*) FILTER (WHERE c.models = 0 AND NOT c.asked AND c.declined)::int AS declined,
         count(*) FILTER (WHERE c.models = 0 AND NOT c.asked AND NOT c.declined)::int AS none,
         coalesce(sum(c.models), 0)::int AS models
       FROM below b JOIN nodes n ON n.id = b.top LEFT JOIN communes c ON c.id = b.id
       GROUP BY b.top, n.name, n.level
       HAVING count(c.id) > 0
       ORDER BY (b.top IS NOT DISTINCT FROM $3::uuid) DESC, n.name COLLATE "vi-x-icu", b.top`,
      modelId ? [postId, asOf, unitId ?? null, modelId] : [postId, asOf, unitId ?? null],
    );
  }
}
