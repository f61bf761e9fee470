import type { RuleEdition } from '#domain';
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
