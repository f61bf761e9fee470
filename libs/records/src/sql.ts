import type pg from 'pg';
import type { DataSource, QueryResult, QueryRunner } from 'typeorm';

/** Anything that runs a statement: a transaction or the pool. */
export interface Sql {
  /** Rows of a SELECT or of RETURNING. */
  rows<T = Record<string, unknown>>(statement: string, parameters?: unknown[]): Promise<T[]>;
  /** The first row, or null. */
  row<T = Record<string, unknown>>(statement: string, parameters?: unknown[]): Promise<T | null>;
  /**
   * The first row of a statement that a connection prepares once. For hot paths whose planning costs more than their work;
   * the text must be one of few, never made from input.
   */
  prepared<T = Record<string, unknown>>(statement: string, parameters?: unknown[]): Promise<T | null>;
  /** How many rows an INSERT, UPDATE or DELETE touched. */
  affected(statement: string, parameters?: unknown[]): Promise<number>;
}

type Run = (statement: string, parameters?: unknown[]) => Promise<QueryResult>;
type Prepared = (statement: string, parameters?: unknown[]) => Promise<unknown[]>;

const sqlWith = (run: Run, prepared: Prepared): Sql => ({
  prepared: async <T>(statement: string, parameters?: unknown[]) => ((await prepared(statement, parameters))[0] as T) ?? null,
  rows: async <T>(statement: string, parameters?: unknown[]) => (await run(statement, parameters)).records as T[],
  row: async <T>(statement: string, parameters?: unknown[]) => ((await run(statement, parameters)).records[0] as T) ?? null,
  affected: async (statement, parameters) => (await run(statement, parameters)).affected ?? 0,
});

const names = new Map<string, string>();
/** TypeORM cannot name a statement, the driver beneath it can. */
const preparedOn = async (runner: QueryRunner, text: string, values: unknown[]): Promise<unknown[]> => {
  const client = (await runner.connect()) as pg.PoolClient;
  const name = names.get(text) ?? `lantoa_${names.size + 1}`;
  names.set(text, name);
  return (await client.query({ name, text, values })).rows as unknown[];
};

export const sqlOver = (runner: QueryRunner): Sql =>
  sqlWith(
    (statement, parameters = []) => runner.query(statement, parameters, true),
    (statement, parameters = []) => preparedOn(runner, statement, parameters),
  );

/** Each statement on a connection of its own, given back at once. */
export const sqlOverPool = (source: DataSource): Sql => {
  const briefly = async <T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> => {
    const runner = source.createQueryRunner();
    try {
      return await work(runner);
    } finally {
      await runner.release();
    }
  };
  return sqlWith(
    (statement, parameters = []) => briefly((runner) => runner.query(statement, parameters, true)),
    (statement, parameters = []) => briefly((runner) => preparedOn(runner, statement, parameters)),
  );
};

/** Whether PostgreSQL refused a row by this constraint. */
export const violates = (thrown: unknown, constraint: string): boolean =>
  [thrown, (thrown as { driverError?: unknown } | null)?.driverError].some(
    (error) => (error as { constraint?: string } | null)?.constraint === constraint,
  );
