import type { CriteriaSetContent, CriteriaSetKind, CriteriaSetStatus, PlainDay } from '#domain';
import type { Sql } from '../sql.js';

export interface CriteriaSetItem {
  id: string;
  kind: CriteriaSetKind;
  status: CriteriaSetStatus;
  name: { vi: string; en: string };
  isSample: boolean;
  areas: { id: string; name: string }[];
  draftedBy: { id: string; nameVi: string; nameEn: string };
  number: string | null;
  issuedOn: PlainDay | null;
  inForceFrom: PlainDay | null;
  revision: number;
}

export interface CriteriaSetView
  extends CriteriaSetItem, Pick<CriteriaSetContent, 'source' | 'criteria' | 'bands' | 'knockOutVerdict'> {
  issuers: {
    organisation: { id: string; nameVi: string; nameEn: string };
    signer: { postId: string; titleVi: string; titleEn: string };
  }[];
  /** Where and when it is in force; empty for a draft. */
  validities: { territory: { id: string; name: string }; from: PlainDay; to: PlainDay | null; endedById: string | null }[];
}

export interface CriteriaSetsQuestion {
  kind?: CriteriaSetKind;
  status?: CriteriaSetStatus;
  day: PlainDay;
  before: { ordinal: string } | null;
  limit: number;
}

// The name of a unit as of a day, else its last.
const territory = (id: string, day: string) => `(SELECT jsonb_build_object('id', v.territory_id, 'name', v.name)
  FROM territory_versions v WHERE v.territory_id = ${id} ORDER BY v.valid @> ${day} DESC, v.valid_from DESC NULLS LAST LIMIT 1)`;
const organisation = (id: string, day: string) =>
  `(SELECT jsonb_build_object('id', v.organisation_id, 'nameVi', v.name_vi, 'nameEn', v.name_en)
  FROM organisation_versions v WHERE v.organisation_id = ${id} ORDER BY v.valid @> ${day} DESC, v.valid_from DESC NULLS LAST LIMIT 1)`;

const status = (day: string) => `CASE WHEN NOT s.issued THEN 'draft'
  WHEN EXISTS (SELECT FROM criteria_set_validities v WHERE v.set_id = s.id AND coalesce(v.last_day >= ${day}, true)) THEN 'issued'
  ELSE 'superseded' END`;

const item = (day: string) => `s.id, s.kind, ${status(day)} AS status, s.body -> 'name' AS name, s.is_sample AS "isSample",
  (SELECT jsonb_agg(${territory('area.id', day)} ORDER BY area.place) FROM unnest(s.area_ids) WITH ORDINALITY area (id, place)) AS areas,
  ${organisation('s.drafting_organisation_id', day)} AS "draftedBy", s.number, s.issued_on AS "issuedOn", s.in_force_from AS "inForceFrom", s.revision`;

const view = (
  day: string,
) => `${item(day)}, s.body ->> 'source' AS source, s.body -> 'criteria' AS criteria, s.body -> 'bands' AS bands,
  s.body ->> 'knockOutVerdict' AS "knockOutVerdict",
  coalesce((SELECT jsonb_agg(jsonb_build_object('organisation', ${organisation('i.organisation_id', 's.issued_on')},
      'signer', jsonb_build_object('postId', p.id, 'titleVi', p.title_vi, 'titleEn', p.title_en)) ORDER BY i.place)
    FROM criteria_set_issuers i JOIN posts p ON p.id = i.signer_post_id WHERE i.set_id = s.id), '[]') AS issuers,
  coalesce((SELECT jsonb_agg(jsonb_build_object('territory', ${territory('w.territory_id', day)}, 'from', w.first_day, 'to', w.last_day,
      'endedById', w.ended_by_id) ORDER BY array_position(s.area_ids, w.territory_id))
    FROM criteria_set_validities w WHERE w.set_id = s.id), '[]') AS validities`;

export interface ProvincialHead {
  organisationId: string;
  postId: string;
  role: 'head';
  scope: 'own' | 'line' | 'territory' | 'all';
  personId: string;
}

/** Sets of criteria are no secret: every post reads them all. */
export class CriteriaSetsReader {
  constructor(private readonly sql: Sql) {}

  /** The latest first. */
  list({ kind, status: asked, day, before, limit }: CriteriaSetsQuestion): Promise<(CriteriaSetItem & { ordinal: string })[]> {
    return this.sql.rows(
      `SELECT ${item('$1::date')}, s.ordinal FROM criteria_sets s
       WHERE ($2::text IS NULL OR s.kind = $2) AND ($3::text IS NULL OR ${status('$1::date')} = $3) AND ($4::bigint IS NULL OR s.ordinal < $4)
       ORDER BY s.ordinal DESC LIMIT $5`,
      [day, kind ?? null, asked ?? null, before?.ordinal ?? null, limit],
    );
  }

  find(id: string, day: PlainDay): Promise<CriteriaSetView | null> {
    return this.sql.row<CriteriaSetView>(`SELECT ${view('$2::date')} FROM criteria_sets s WHERE s.id = $1`, [id, day]);
  }

  /**
   * What a model that comes from a place is judged by on a day: one set, or none before the first. Two or more only for a whole
   * merged province, whose parts keep their own until a joint one (R8).
   */
  inForce(kind: CriteriaSetKind, originTerritoryId: string, day: PlainDay): Promise<CriteriaSetView[]> {
    return this.sql.rows<CriteriaSetView>(
      `SELECT ${view('$3::date')} FROM criteria_sets s
       WHERE s.kind = $1 AND s.id IN (SELECT w.set_id FROM criteria_set_validities w WHERE w.kind = $1 AND w.valid @> $3::date
         AND w.territory_id IN (SELECT territories_of_origin($2::uuid, $3::date)))
       ORDER BY s.in_force_from DESC, s.ordinal DESC`,
      [kind, originTerritoryId, day],
    );
  }

  /** Who may sign for the organisations D3.5 asks to issue criteria together, in the first province of a set; the Front first. */
  headsIn(areaIds: readonly string[], day: PlainDay): Promise<ProvincialHead[]> {
    return this.sql.rows<ProvincialHead>(
      `SELECT DISTINCT ON (place) p.organisation_id AS "organisationId", p.id AS "postId", p.role, p.scope, h.person_id AS "personId"
       FROM unnest(ARRAY['fatherlandFront', 'tradeUnion', 'farmersUnion', 'womensUnion', 'youthUnion', 'veteransAssociation'])
         WITH ORDINALITY AS issuer (kind, place)
       JOIN organisations o ON o.kind = issuer.kind
       JOIN organisation_versions v ON v.organisation_id = o.id AND v.valid @> $2::date AND v.territory_id = ($1::uuid[])[1]
       JOIN posts p ON p.organisation_id = o.id AND p.role = 'head' AND p.valid @> $2::date
       JOIN post_holders h ON h.post_id = p.id AND h.valid @> $2::date
       ORDER BY place, p.id`,
      [areaIds, day],
    );
  }
}
