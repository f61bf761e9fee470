import type { FunctionHolder } from '#domain';
import type { Sql } from '../sql.js';

export interface NewRound {
  id: string;
  kind: string;
  year: number;
  ruleEditionId: string;
  openedOn: string;
  openedAt: Date;
  dataClosesOn: string | null;
  expected: number;
}

export interface LockedRound {
  id: string;
  kind: string;
  year: number;
  ruleEditionId: string;
  openedOn: string;
  dataClosesOn: string | null;
  closedOn: string | null;
  revision: number;
}

const round = `SELECT id, kind, year, rule_edition_id AS "ruleEditionId", opened_on AS "openedOn", data_closes_on AS "dataClosesOn", closed_on AS "closedOn", revision FROM rounds`;

export class RoundsRepository {
  constructor(private readonly sql: Sql) {}

  /** false: the round of this kind and year was opened before. Rounds of the backlog have no such key. */
  async open(round: NewRound): Promise<boolean> {
    return (
      (await this.sql.affected(
        `INSERT INTO rounds (id, kind, year, rule_edition_id, opened_on, opened_at, data_closes_on, expected)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
        [
          round.id,
          round.kind,
          round.year,
          round.ruleEditionId,
          round.openedOn,
          round.openedAt,
          round.dataClosesOn,
          round.expected,
        ],
      )) === 1
    );
  }

  /** Who holds which function where, on a day. The duties of the dispatch point here, not at bodies. */
  holdersOn(day: string): Promise<FunctionHolder[]> {
    return this.sql.rows<FunctionHolder>(
      `WITH RECURSIVE places (id, places) AS (
         SELECT v.territory_id, ARRAY[v.territory_id] FROM territory_versions v
         WHERE v.valid @> $1::date AND NOT EXISTS (SELECT FROM territory_versions up WHERE up.territory_id = v.parent_id AND up.valid @> $1::date)
         UNION ALL
         SELECT v.territory_id, p.places || v.territory_id FROM places p JOIN territory_versions v ON v.parent_id = p.id AND v.valid @> $1::date
       )
       SELECT a.function_code AS "functionCode", a.organisation_id AS "organisationId", v.territory_id AS "territoryId", t.level, v.line_parent_id AS "lineParentId",
              g.kind, p.places
       FROM function_assignments a
       JOIN organisations g ON g.id = a.organisation_id
       JOIN organisation_versions v ON v.organisation_id = a.organisation_id AND v.valid @> $1::date
       JOIN territories t ON t.id = v.territory_id
       JOIN places p ON p.id = v.territory_id
       WHERE a.valid @> $1::date ORDER BY a.function_code, a.organisation_id`,
      [day],
    );
  }

  /** Compare and set: false when the round moved on since `revision` was seen. */
  async rebind(id: string, revision: number, to: { ruleEditionId: string; dataClosesOn: string | null }): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE rounds SET rule_edition_id = $3, data_closes_on = $4, revision = revision + 1 WHERE id = $1 AND revision = $2`,
        [id, revision, to.ruleEditionId, to.dataClosesOn],
      )) === 1
    );
  }

  /** Closes the round once the last of its deadlines is closed; true if it did. */
  async closeIfDone(roundId: string, day: string): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE rounds SET closed_on = $2, revision = revision + 1
         WHERE id = $1 AND closed_on IS NULL AND NOT EXISTS (SELECT FROM deadlines d WHERE d.round_id = $1 AND d.closed_at IS NULL AND d.purpose = 'duty')`,
        [roundId, day],
      )) === 1
    );
  }

  find(id: string): Promise<LockedRound | null> {
    return this.sql.row<LockedRound>(`${round} WHERE id = $1`, [id]);
  }

  lock(id: string): Promise<LockedRound | null> {
    return this.sql.row<LockedRound>(`${round} WHERE id = $1 FOR NO KEY UPDATE`, [id]);
  }

  /** Something in a closed round is owed again; true if it was closed. */
  async reopen(roundId: string): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE rounds SET closed_on = NULL, revision = revision + 1 WHERE id = $1 AND closed_on IS NOT NULL`,
        [roundId],
      )) === 1
    );
  }

  /** Compare and set, without another change: false when the row moved on. */
  async touch(roundId: string, revision: number): Promise<boolean> {
    return (
      (await this.sql.affected(`UPDATE rounds SET revision = revision + 1 WHERE id = $1 AND revision = $2`, [
        roundId,
        revision,
      ])) === 1
    );
  }
}
