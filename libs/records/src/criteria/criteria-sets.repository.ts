import type { CriteriaSetContent, CriteriaSetKind, PlainDay } from '#domain';
import type { Sql } from '../sql.js';

export interface LockedCriteriaSet {
  id: string;
  issued: boolean;
  revision: number;
  draftingOrganisationId: string;
  content: CriteriaSetContent;
}

export interface IssuerGiven {
  organisationId: string;
  signerPostId: string;
}

/** What is true of one issuer on the day of issue. */
export interface IssuerFacts {
  exists: boolean;
  signs: boolean;
  /** Its province is the area of the set, or came after it. */
  covers: boolean;
}

export interface IssueColumns {
  number: string;
  issuedOn: PlainDay;
  inForceFrom: PlainDay;
  leadOrganisationId: string;
}

/** A number belongs to one set of its leading issuer in its year. */
export const ONE_CRITERIA_SET_A_NUMBER = 'one_criteria_set_a_number_an_issuer_a_year';

const bodyOf = ({ name, source, criteria, bands, knockOutVerdict }: CriteriaSetContent) => ({
  name,
  source,
  criteria,
  bands,
  knockOutVerdict,
});

export class CriteriaSetsRepository {
  constructor(private readonly sql: Sql) {}

  /** Sets of a kind are issued one after the other, so that each sees the days of the one before. */
  async queueToIssue(kind: CriteriaSetKind): Promise<void> {
    await this.sql.rows(`SELECT pg_advisory_xact_lock(hashtext('criteria-set/' || $1::text))`, [kind]);
  }

  lock(id: string): Promise<LockedCriteriaSet | null> {
    return this.sql.row<LockedCriteriaSet>(
      `SELECT id, issued, revision, drafting_organisation_id AS "draftingOrganisationId",
         body || jsonb_build_object('kind', kind, 'isSample', is_sample, 'areaIds', area_ids) AS content
       FROM criteria_sets WHERE id = $1 FOR UPDATE`,
      [id],
    );
  }

  /** Which of the places are provinces, today or at another time. */
  async provincesAmong(ids: readonly string[]): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string }>(
      `SELECT id FROM territories WHERE id = ANY ($1::uuid[]) AND level = 'province'`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  async draft(id: string, content: CriteriaSetContent, organisationId: string, at: Date): Promise<void> {
    await this.sql.affected(
      `INSERT INTO criteria_sets (id, kind, is_sample, area_ids, body, drafting_organisation_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, content.kind, content.isSample, content.areaIds, bodyOf(content), organisationId, at],
    );
  }

  async revise(id: string, revision: number, content: CriteriaSetContent): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE criteria_sets SET kind = $3, is_sample = $4, area_ids = $5, body = $6, revision = revision + 1
         WHERE id = $1 AND revision = $2 AND NOT issued`,
        [id, revision, content.kind, content.isSample, content.areaIds, bodyOf(content)],
      )) === 1
    );
  }

  issuerFacts(issuers: readonly IssuerGiven[], areaIds: readonly string[], day: PlainDay): Promise<IssuerFacts[]> {
    return this.sql.rows<IssuerFacts>(
      `SELECT v.organisation_id IS NOT NULL AS exists, p.id IS NOT NULL AS signs,
         coalesce($3::uuid[] <@ ARRAY(SELECT territories_before(v.territory_id, $4::date)), false) AS covers
       FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY given (organisation_id, post_id, place)
       LEFT JOIN organisation_versions v ON v.organisation_id = given.organisation_id AND v.valid @> $4::date
       LEFT JOIN posts p ON p.id = given.post_id AND p.organisation_id = given.organisation_id
         AND p.role IN ('head', 'supervisor') AND p.valid @> $4::date
       ORDER BY given.place`,
      [issuers.map(({ organisationId }) => organisationId), issuers.map(({ signerPostId }) => signerPostId), areaIds, day],
    );
  }

  /** The sets a new one meets: of the same kind, not yet ended, in its areas, in what was merged into these or in what came after. */
  standingInTheWay(
    kind: CriteriaSetKind,
    areaIds: readonly string[],
    day: PlainDay,
  ): Promise<{ setId: string; territoryId: string; firstDay: PlainDay; isWider: boolean }[]> {
    return this.sql.rows(
      `SELECT v.set_id AS "setId", v.territory_id AS "territoryId", v.first_day AS "firstDay",
         v.territory_id <> ALL (ARRAY(SELECT territories_before(area, $3::date) FROM unnest($2::uuid[]) area)) AS "isWider"
       FROM criteria_set_validities v
       WHERE v.kind = $1 AND v.last_day IS NULL
         AND (v.territory_id IN (SELECT territories_before(area, $3::date) FROM unnest($2::uuid[]) area)
           OR EXISTS (SELECT FROM unnest($2::uuid[]) area WHERE area IN (SELECT territories_before(v.territory_id, $3::date))))
       ORDER BY v.first_day, v.set_id`,
      [kind, areaIds, day],
    );
  }

  async issue(
    { id, revision, content }: LockedCriteriaSet,
    { number, issuedOn, inForceFrom, leadOrganisationId }: IssueColumns,
    issuers: readonly IssuerGiven[],
    ended: readonly { setId: string; territoryId: string }[],
  ): Promise<boolean> {
    const issued = await this.sql.affected(
      `UPDATE criteria_sets SET issued = true, number = $3, issued_on = $4, in_force_from = $5, lead_organisation_id = $6, revision = revision + 1
       WHERE id = $1 AND revision = $2 AND NOT issued`,
      [id, revision, number, issuedOn, inForceFrom, leadOrganisationId],
    );
    if (issued !== 1) return false;
    await this.sql.affected(
      `INSERT INTO criteria_set_issuers (set_id, place, organisation_id, signer_post_id)
       SELECT $1, place, organisation_id, post_id FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY given (organisation_id, post_id, place)`,
      [id, issuers.map(({ organisationId }) => organisationId), issuers.map(({ signerPostId }) => signerPostId)],
    );
    await this.sql.affected(
      `UPDATE criteria_set_validities v SET last_day = $3::date - 1, ended_by_id = $4
       FROM unnest($1::uuid[], $2::uuid[]) ended (set_id, territory_id) WHERE v.set_id = ended.set_id AND v.territory_id = ended.territory_id`,
      [ended.map(({ setId }) => setId), ended.map(({ territoryId }) => territoryId), inForceFrom, id],
    );
    await this.sql.affected(
      `INSERT INTO criteria_set_validities (set_id, kind, territory_id, first_day) SELECT $1, $2, area, $4 FROM unnest($3::uuid[]) area`,
      [id, content.kind, content.areaIds, inForceFrom],
    );
    return true;
  }
}
