import type { PlainDay } from '#domain';
import type { Sql } from '../sql.js';

interface Dated {
  validFrom: PlainDay | null;
  validTo: PlainDay | null;
}
export interface TerritoryVersionRow extends Dated {
  territoryId: string;
  code: string | null;
  name: string;
  unitType: string;
  parentId: string | null;
  source: string;
}
export interface OrganisationVersionRow extends Dated {
  organisationId: string;
  nameVi: string;
  nameEn: string;
  territoryId: string;
  lineParentId: string | null;
  source: string;
}
export interface SuccessionRow {
  predecessorId: string;
  successorId: string;
  effectiveOn: PlainDay;
  isDefault: boolean;
  document: string;
}
export interface FunctionAssignmentRow extends Dated {
  functionCode: string;
  territoryId: string;
  organisationId: string;
  source: string;
}
export interface PostRow extends Dated {
  id: string;
  organisationId: string;
  titleVi: string;
  titleEn: string;
  role: string;
  scope: string;
  receivesReminders: boolean;
}
export interface PostHolderRow extends Dated {
  postId: string;
  personId: string;
}
export interface RuleRow {
  id: string;
  ruleKey: string;
  validFrom: PlainDay;
  source: string;
  body: unknown;
}

/** Thousands of rows in one statement each; a row that stands already is left as it is. */
export class SeedRepository {
  constructor(private readonly sql: Sql) {}

  /** Those who plant at the same time queue here until the transaction ends. */
  async lock(): Promise<void> {
    await this.sql.rows(`SELECT pg_advisory_xact_lock(hashtext('plant-seed'))`);
  }

  /** The ids that were new. */
  addTerritories(rows: { id: string; level: string; key: string }[]): Promise<Set<string>> {
    return this.fresh(
      `INSERT INTO territories (id, level, seed_key)
       SELECT id, level, key FROM jsonb_to_recordset($1) AS r (id uuid, level text, key text) ON CONFLICT (id) DO NOTHING RETURNING id`,
      rows,
    );
  }

  addTerritoryVersions(rows: TerritoryVersionRow[]): Promise<number> {
    return this.add(
      `INSERT INTO territory_versions (territory_id, code, name, unit_type, parent_id, valid_from, valid_to, source)
       SELECT * FROM jsonb_to_recordset($1) AS r ("territoryId" uuid, code text, name text, "unitType" text, "parentId" uuid,
         "validFrom" date, "validTo" date, source text)`,
      rows,
    );
  }

  addOrganisations(rows: { id: string; kind: string; key: string }[]): Promise<Set<string>> {
    return this.fresh(
      `INSERT INTO organisations (id, kind, seed_key)
       SELECT id, kind, key FROM jsonb_to_recordset($1) AS r (id uuid, kind text, key text) ON CONFLICT (id) DO NOTHING RETURNING id`,
      rows,
    );
  }

  addOrganisationVersions(rows: OrganisationVersionRow[]): Promise<number> {
    return this.add(
      `INSERT INTO organisation_versions (organisation_id, name_vi, name_en, territory_id, line_parent_id, valid_from, valid_to, source)
       SELECT * FROM jsonb_to_recordset($1) AS r ("organisationId" uuid, "nameVi" text, "nameEn" text, "territoryId" uuid,
         "lineParentId" uuid, "validFrom" date, "validTo" date, source text)`,
      rows,
    );
  }

  addSuccessions(of: 'territory' | 'organisation', rows: SuccessionRow[]): Promise<number> {
    return this.add(
      `INSERT INTO ${of}_successions (predecessor_id, successor_id, effective_on, is_default, document)
       SELECT * FROM jsonb_to_recordset($1) AS r ("predecessorId" uuid, "successorId" uuid, "effectiveOn" date, "isDefault" boolean, document text)
       ON CONFLICT DO NOTHING`,
      rows,
    );
  }

  addFunctionAssignments(rows: FunctionAssignmentRow[]): Promise<number> {
    return this.add(
      `INSERT INTO function_assignments (function_code, territory_id, organisation_id, valid_from, valid_to, source)
       SELECT * FROM jsonb_to_recordset($1) AS r ("functionCode" text, "territoryId" uuid, "organisationId" uuid,
         "validFrom" date, "validTo" date, source text)`,
      rows,
    );
  }

  addPosts(rows: PostRow[]): Promise<number> {
    return this.add(
      `INSERT INTO posts (id, organisation_id, title_vi, title_en, role, scope, receives_reminders, valid_from, valid_to)
       SELECT * FROM jsonb_to_recordset($1) AS r (id uuid, "organisationId" uuid, "titleVi" text, "titleEn" text, role text, scope text,
         "receivesReminders" boolean, "validFrom" date, "validTo" date)
       ON CONFLICT (id) DO NOTHING`,
      rows,
    );
  }

  addSamplePersons(rows: { id: string; displayName: string; email: string }[]): Promise<number> {
    return this.add(
      `INSERT INTO persons (id, display_name, email, is_sample)
       SELECT *, true FROM jsonb_to_recordset($1) AS r (id uuid, "displayName" text, email text) ON CONFLICT (id) DO NOTHING`,
      rows,
    );
  }

  addPostHolders(rows: PostHolderRow[]): Promise<number> {
    return this.add(
      `INSERT INTO post_holders (post_id, person_id, valid_from, valid_to)
       SELECT r.* FROM jsonb_to_recordset($1) AS r ("postId" uuid, "personId" uuid, "validFrom" date, "validTo" date)
       WHERE NOT EXISTS (SELECT FROM post_holders h WHERE h.post_id = r."postId" AND h.person_id = r."personId")`,
      rows,
    );
  }

  /** An edition is planted when its rule has none as late: what an administrator has appended since stands. Gives what was new. */
  addRuleEditions(rows: RuleRow[], at: Date): Promise<Omit<RuleRow, 'body'>[]> {
    return this.sql.rows(
      `INSERT INTO rule_editions (id, rule_key, valid_from, source, body, created_at)
       SELECT r.*, $2 FROM jsonb_to_recordset($1) AS r (id uuid, "ruleKey" text, "validFrom" date, source text, body jsonb)
       WHERE NOT EXISTS (SELECT FROM rule_editions e WHERE e.rule_key = r."ruleKey" AND e.valid_from >= r."validFrom")
       RETURNING id, rule_key AS "ruleKey", valid_from AS "validFrom", source`,
      [asJson(rows), at],
    );
  }

  addSettings(settings: Record<string, unknown>): Promise<number> {
    return this.add(
      `INSERT INTO settings (key, value) SELECT key, value FROM jsonb_each($1) ON CONFLICT (key) DO NOTHING`,
      settings,
    );
  }

  private add(statement: string, rows: unknown): Promise<number> {
    return this.sql.affected(statement, [asJson(rows)]);
  }

  private async fresh(statement: string, rows: unknown): Promise<Set<string>> {
    return new Set((await this.sql.rows<{ id: string }>(statement, [asJson(rows)])).map(({ id }) => id));
  }
}

// The driver turns a list into a PostgreSQL array, so JSON goes in as text.
const asJson = (value: unknown): string => JSON.stringify(value);
