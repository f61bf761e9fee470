import type { Sql } from '../sql.js';

/** What the calendar has opened already, by natural key parts, and since when it runs. */
export class OpenedReader {
  constructor(private readonly sql: Sql) {}

  rounds(): Promise<{ kind: string; year: number }[]> {
    return this.sql.rows(`SELECT kind, year FROM rounds`);
  }

  conferences(): Promise<{ kind: string; scope: string; anchorOn: string }[]> {
    return this.sql.rows(`SELECT kind, scope, anchor_on AS "anchorOn" FROM conferences`);
  }

  /** First day for which this installation opens rounds; null before anything was planted. */
  async since(): Promise<string | null> {
    return (await this.sql.row<{ value: string }>(`SELECT value FROM settings WHERE key = 'cycleSince'`))?.value ?? null;
  }
}
