import type { PlainDay, TerritoryLevel } from '#domain';
import type { Sql } from '../sql.js';
import { pageOf, searchRank, VI, type Page, type PageEnd } from './vietnamese-search.js';

export interface TerritoryItem {
  id: string;
  level: TerritoryLevel;
  code: string | null;
  name: string;
  unitType: string;
  parentId: string | null;
  parentName: string | null;
  validFrom: PlainDay | null;
  validTo: PlainDay | null;
}

export interface TerritoryRelation {
  id: string;
  code: string | null;
  name: string;
  effectiveOn: PlainDay;
  isDefault: boolean;
  document: string;
}

export interface TerritoryView extends TerritoryItem {
  /** false: not in force on the day asked; the fields then show the nearest version. */
  inForce: boolean;
  source: string;
  predecessors: TerritoryRelation[];
  successors: TerritoryRelation[];
}

export interface TerritoryQuery {
  asOf: PlainDay;
  level?: TerritoryLevel | null;
  parentId?: string | null;
  search?: string | null;
  after?: PageEnd | null;
  limit: number;
}

const fields = `v.territory_id AS id, t.level, v.code, v.name, v.unit_type AS "unitType", v.parent_id AS "parentId",
  v.valid_from AS "validFrom", v.valid_to AS "validTo"`;
// The version of a unit that a day shows: in force, else the last begun before, else the first of all.
const nearest = (day: string) => `ORDER BY v.valid @> ${day} DESC, coalesce(v.valid_from <= ${day}, true) DESC,
  CASE WHEN coalesce(v.valid_from <= ${day}, true) THEN v.valid_from END DESC NULLS LAST, v.valid_from`;

export class TerritoriesReader {
  constructor(private readonly sql: Sql) {}

  async list({
    asOf,
    level = null,
    parentId = null,
    search = null,
    after = null,
    limit,
  }: TerritoryQuery): Promise<Page<TerritoryItem>> {
    const rows = await this.sql.rows<TerritoryItem & { rank: number }>(
      `WITH found AS (
         SELECT ${fields}, p.name AS "parentName", ${searchRank('v.name', '$4::text')} AS rank
         FROM territory_versions v JOIN territories t ON t.id = v.territory_id
         LEFT JOIN territory_versions p ON p.territory_id = v.parent_id AND p.valid @> $1::date
         WHERE v.valid @> $1::date AND ($2::text IS NULL OR t.level = $2) AND ($3::uuid IS NULL OR v.parent_id = $3)
       )
       SELECT * FROM found
       WHERE rank IS NOT NULL AND ($5::int IS NULL OR (rank, name ${VI}, id) > ($5::int, $6::text ${VI}, $7::uuid))
       ORDER BY rank, name ${VI}, id LIMIT $8 + 1`,
      [asOf, level, parentId, search?.trim() || null, after?.rank ?? null, after?.name ?? null, after?.id ?? null, limit],
    );
    return pageOf(rows, limit, ({ name }) => name);
  }

  territoryOn(id: string, day: PlainDay): Promise<TerritoryView | null> {
    const related = (mine: string, other: string) => `coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', s.${other}, 'code', o.code, 'name', o.name, 'effectiveOn', s.effective_on,
        'isDefault', s.is_default, 'document', s.document) ORDER BY s.effective_on, s.is_default DESC, o.name ${VI})
      FROM territory_successions s
      CROSS JOIN LATERAL (
        SELECT v.code, v.name FROM territory_versions v WHERE v.territory_id = s.${other}
        ORDER BY v.valid && daterange(s.effective_on - 1, s.effective_on, '[]') DESC, v.valid_from DESC NULLS LAST LIMIT 1
      ) o
      WHERE s.${mine} = t.id), '[]')`;
    return this.sql.row<TerritoryView>(
      `SELECT ${fields}, v.source, v.valid @> $2::date AS "inForce",
         (SELECT p.name FROM territory_versions p WHERE p.territory_id = v.parent_id AND p.valid && v.valid
          ORDER BY p.valid @> $2::date DESC, p.valid_from DESC NULLS LAST LIMIT 1) AS "parentName",
         ${related('successor_id', 'predecessor_id')} AS predecessors, ${related('predecessor_id', 'successor_id')} AS successors
       FROM territories t JOIN territory_versions v ON v.territory_id = t.id
       WHERE t.id = $1 ${nearest('$2::date')} LIMIT 1`,
      [id, day],
    );
  }
}
