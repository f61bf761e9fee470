import type { FunctionCode, OrganisationKind, PlainDay } from '#domain';
import type { Sql } from '../sql.js';
import { pageOf, searchRank, VI, type Page, type PageEnd } from './vietnamese-search.js';

export interface OrganisationItem {
  id: string;
  kind: OrganisationKind;
  nameVi: string;
  nameEn: string;
  territoryId: string;
  territoryName: string;
  lineParentId: string | null;
  validFrom: PlainDay | null;
  validTo: PlainDay | null;
}

export interface OrganisationRelation {
  id: string;
  nameVi: string;
  nameEn: string;
  effectiveOn: PlainDay;
  isDefault: boolean;
  document: string;
}

export interface OrganisationView extends OrganisationItem {
  /** false: not in force on the day asked; the fields then show the nearest version. */
  inForce: boolean;
  source: string;
  lineParentNameVi: string | null;
  lineParentNameEn: string | null;
  /** Who stands for it on the day: itself, its heir, or nobody. */
  heirId: string | null;
  functions: FunctionCode[];
  predecessors: OrganisationRelation[];
  successors: OrganisationRelation[];
}

export interface OrganisationQuery {
  asOf: PlainDay;
  kind?: OrganisationKind | null;
  territoryId?: string | null;
  lineParentId?: string | null;
  search?: string | null;
  /** Only what this post may see. */
  scopePostId: string;
  after?: PageEnd | null;
  limit: number;
}

const fields = `v.organisation_id AS id, o.kind, v.name_vi AS "nameVi", v.name_en AS "nameEn", v.territory_id AS "territoryId",
  v.line_parent_id AS "lineParentId", v.valid_from AS "validFrom", v.valid_to AS "validTo"`;
const territoryName = (
  day: string,
) => `(SELECT tv.name FROM territory_versions tv WHERE tv.territory_id = v.territory_id AND tv.valid && v.valid
  ORDER BY tv.valid @> ${day} DESC, tv.valid_from DESC NULLS LAST LIMIT 1) AS "territoryName"`;
const nearest = (day: string) => `ORDER BY v.valid @> ${day} DESC, coalesce(v.valid_from <= ${day}, true) DESC,
  CASE WHEN coalesce(v.valid_from <= ${day}, true) THEN v.valid_from END DESC NULLS LAST, v.valid_from`;

export class OrganisationsReader {
  constructor(private readonly sql: Sql) {}

  /** The body that holds a function on a day; without a territory, of the home province, under whatever name it goes that day. */
  async resolveFunction(code: FunctionCode, territoryId: string | null, day: PlainDay): Promise<string | null> {
    const found = await this.sql.row<{ id: string | null }>(
      `SELECT holder_of_function($1, coalesce($2::uuid, (SELECT (value #>> '{}')::uuid FROM settings WHERE key = 'homeProvince')), $3::date) AS id`,
      [code, territoryId, day],
    );
    return found?.id ?? null;
  }

  /** `scopePostId` null: for the system's own questions, without a caller. */
  organisationOn(id: string, day: PlainDay, scopePostId: string | null = null): Promise<OrganisationView | null> {
    const related = (mine: string, other: string) => `coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', s.${other}, 'nameVi', r.name_vi, 'nameEn', r.name_en, 'effectiveOn', s.effective_on,
        'isDefault', s.is_default, 'document', s.document) ORDER BY s.effective_on, s.is_default DESC, r.name_vi ${VI})
      FROM organisation_successions s
      CROSS JOIN LATERAL (
        SELECT v.name_vi, v.name_en FROM organisation_versions v WHERE v.organisation_id = s.${other}
        ORDER BY v.valid && daterange(s.effective_on - 1, s.effective_on, '[]') DESC, v.valid_from DESC NULLS LAST LIMIT 1
      ) r
      WHERE s.${mine} = o.id), '[]')`;
    return this.sql.row<OrganisationView>(
      `SELECT ${fields}, ${territoryName('$2::date')}, v.source, v.valid @> $2::date AS "inForce",
         p.name_vi AS "lineParentNameVi", p.name_en AS "lineParentNameEn",
         (SELECT h.heir_id FROM organisation_heir_on(o.id, $2::date) h) AS "heirId",
         coalesce((SELECT jsonb_agg(a.function_code ORDER BY a.function_code) FROM function_assignments a
           WHERE a.organisation_id = o.id AND a.valid @> $2::date), '[]') AS functions,
         ${related('successor_id', 'predecessor_id')} AS predecessors, ${related('predecessor_id', 'successor_id')} AS successors
       FROM organisations o JOIN organisation_versions v ON v.organisation_id = o.id
       LEFT JOIN LATERAL (
         SELECT pv.name_vi, pv.name_en FROM organisation_versions pv WHERE pv.organisation_id = v.line_parent_id AND pv.valid && v.valid
         ORDER BY pv.valid @> $2::date DESC, pv.valid_from DESC NULLS LAST LIMIT 1
       ) p ON true
       WHERE o.id = $1 AND ($3::uuid IS NULL OR o.id IN (SELECT visible_organisations($3)))
       ${nearest('$2::date')} LIMIT 1`,
      [id, day, scopePostId],
    );
  }

  async list(query: OrganisationQuery): Promise<Page<OrganisationItem>> {
    const { asOf, kind = null, territoryId = null, lineParentId = null, search = null, scopePostId, after = null, limit } = query;
    const rows = await this.sql.rows<OrganisationItem & { rank: number }>(
      `WITH found AS (
         SELECT ${fields}, ${territoryName('$1::date')}, ${searchRank('v.name_vi', '$5::text')} AS rank
         FROM organisation_versions v JOIN organisations o ON o.id = v.organisation_id
         WHERE v.valid @> $1::date AND ($2::text IS NULL OR o.kind = $2) AND ($3::uuid IS NULL OR v.territory_id = $3)
           AND ($4::uuid IS NULL OR v.line_parent_id = $4) AND v.organisation_id IN (SELECT visible_organisations($6))
       )
       SELECT * FROM found
       WHERE rank IS NOT NULL AND ($7::int IS NULL OR (rank, "nameVi" ${VI}, id) > ($7::int, $8::text ${VI}, $9::uuid))
       ORDER BY rank, "nameVi" ${VI}, id LIMIT $10 + 1`,
      [
        asOf,
        kind,
        territoryId,
        lineParentId,
        search?.trim() || null,
        scopePostId,
        after?.rank ?? null,
        after?.name ?? null,
        after?.id ?? null,
        limit,
      ],
    );
    return pageOf(rows, limit, ({ nameVi }) => nameVi);
  }
}
