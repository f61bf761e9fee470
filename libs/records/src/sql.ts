import type { DataSource, QueryResult, QueryRunner } from 'typeorm';

/** Anything that runs a statement: a transaction or the pool. */
export interface Sql {
  /** Rows of a SELECT or of RETURNING. */
  rows<T = Record<string, unknown>>(statement: string, parameters?: unknown[]): Promise<T[]>;
  /** The first row, or null. */
  row<T = Record<string, unknown>>(statement: string, parameters?: unknown[]): Promise<T | null>;
  /** How many rows an INSERT, UPDATE or DELETE touched. */
  affected(statement: string, parameters?: unknown[]): Promise<number>;
}

type Run = (statement: string, parameters?: unknown[]) => Promise<QueryResult>;

const sqlWith = (run: Run): Sql => ({
  rows: async <T>(statement: string, parameters?: unknown[]) => (await run(statement, parameters)).records as T[],
  row: async <T>(statement: string, parameters?: unknown[]) => ((await run(statement, parameters)).records[0] as T) ?? null,
  affected: async (statement, parameters) => (await run(statement, parameters)).affected ?? 0,
});

export const sqlOver = (runner: QueryRunner): Sql =>
  sqlWith((statement, parameters = []) => runner.query(statement, parameters, true));

/** Each statement on a connection of its own, given back at once. */
export const sqlOverPool = (source: DataSource): Sql =>
  sqlWith(async (statement, parameters = []) => {
    const runner = source.createQueryRunner();
    try {
      return await runner.query(statement, parameters, true);
    } finally {
      await runner.release();
    }
  });
