import type { RuleEdition, RuleScope, StrangerInScope } from '#domain';
import type { Sql } from '../sql.js';

const columns = `id, rule_key AS "ruleKey", valid_from AS "validFrom", source, body`;

/** Rule editions: data, append-only. Both sides, reading and appending, are few enough to live together. */
export class RulesRepository {
  constructor(private readonly sql: Sql) {}

  all(): Promise<RuleEdition[]> {
    return this.sql.rows<RuleEdition>(`SELECT ${columns} FROM rule_editions ORDER BY rule_key, valid_from`);
  }

  byId(id: string): Promise<RuleEdition | null> {
    return this.sql.row<RuleEdition>(`SELECT ${columns} FROM rule_editions WHERE id = $1`, [id]);
  }

  /** Which ids of a scope name nobody who is there on a day or later. */
  strangersIn({ territories = [], organisations = [] }: RuleScope, from: string): Promise<StrangerInScope[]> {
    return this.sql.rows<StrangerInScope>(
      `SELECT g.list, g.index::int - 1 AS index, g.ended_on AS "endedOn" FROM (
         SELECT 'territories' AS list, given.index, nullif(max(coalesce(v.valid_to, 'infinity')), 'infinity') AS ended_on, count(v.id) AS versions
         FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, index) LEFT JOIN territory_versions v ON v.territory_id = given.id GROUP BY given.index
         UNION ALL
         SELECT 'organisations', given.index, nullif(max(coalesce(v.valid_to, 'infinity')), 'infinity'), count(v.id)
         FROM unnest($2::uuid[]) WITH ORDINALITY AS given (id, index) LEFT JOIN organisation_versions v ON v.organisation_id = given.id GROUP BY given.index
       ) g WHERE g.versions = 0 OR g.ended_on < $3::date ORDER BY g.list DESC, g.index`,
      [territories, organisations, from],
    );
  }

  async append(edition: RuleEdition, at: Date, personId: string | null): Promise<boolean> {
    return (
      (await this.sql.affected(
        `INSERT INTO rule_editions (id, rule_key, valid_from, source, body, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (rule_key, valid_from) DO NOTHING`,
        [edition.id, edition.ruleKey, edition.validFrom, edition.source, edition.body, at, personId],
      )) === 1
    );
  }
}
