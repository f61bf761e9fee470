import type { OwnerChoice, PlaceVersion, PlainDay } from '#domain';
import type { Sql } from '../sql.js';

/** A version with the units it lay in, near ones first. */
export type PlaceAsRead = Omit<PlaceVersion, 'within' | 'liesIn'> & { within: { unitType: string; name: string }[] };

/** The units there are and were, and the organisations a post may write for: what the names in a register are looked up in. */
export class RegisterPlacesReader {
  constructor(private readonly sql: Sql) {}

  /** Every version of every province and commune, with what it lay in then, and what its place lies in today. */
  versions(day: PlainDay): Promise<PlaceAsRead[]> {
    return this.sql.rows(
      `WITH RECURSIVE up (version, id, valid, depth) AS (
         SELECT v.id, v.parent_id, v.valid, 1 FROM territory_versions v WHERE v.parent_id IS NOT NULL
         UNION ALL
         SELECT u.version, p.parent_id, u.valid, u.depth + 1 FROM up u CROSS JOIN LATERAL (
           SELECT v.parent_id FROM territory_versions v WHERE v.territory_id = u.id AND v.parent_id IS NOT NULL
           ORDER BY v.valid && u.valid DESC, v.valid_from DESC NULLS LAST LIMIT 1) p
         WHERE u.depth < 8
       ), lay AS (
         SELECT u.version, jsonb_agg(jsonb_build_object('unitType', n.unit_type, 'name', n.name) ORDER BY u.depth) AS within FROM up u CROSS JOIN LATERAL (
           SELECT v.unit_type, v.name FROM territory_versions v WHERE v.territory_id = u.id
           ORDER BY v.valid && u.valid DESC, v.valid_from DESC NULLS LAST LIMIT 1) n
         GROUP BY u.version
       ), now_in (place, id, depth) AS (
         SELECT t.id, territory_heir_on(t.id, $1::date), 0 FROM territories t
         UNION ALL
         SELECT n.place, v.parent_id, n.depth + 1 FROM now_in n JOIN territory_versions v ON v.territory_id = n.id AND v.valid @> $1::date
         WHERE v.parent_id IS NOT NULL AND n.depth < 8
       ), around AS (
         SELECT place, jsonb_agg(id ORDER BY depth) AS ids FROM now_in WHERE id IS NOT NULL GROUP BY place
       )
       SELECT v.territory_id AS "territoryId", t.level, v.code, v.name, v.unit_type AS "unitType", v.valid @> $1::date AS "inForce",
         coalesce(lay.within, '[]') AS within, coalesce(around.ids, '[]') AS "todayWithin"
       FROM territory_versions v JOIN territories t ON t.id = v.territory_id
       LEFT JOIN lay ON lay.version = v.id LEFT JOIN around ON around.place = v.territory_id
       WHERE t.level IN ('commune', 'province')`,
      [day],
    );
  }

  /** Organisations in force that the post sees. */
  owners(postId: string, day: PlainDay): Promise<OwnerChoice[]> {
    return this.sql.rows(
      `SELECT v.organisation_id AS id, v.name_vi AS "nameVi", v.name_en AS "nameEn", v.territory_id AS "territoryId"
       FROM organisation_versions v WHERE v.valid @> $2::date AND v.organisation_id IN (SELECT visible_organisations($1))`,
      [postId, day],
    );
  }
}
