import type { Sql } from '../sql.js';
import { invariants } from './invariants.js';

export interface InvariantResult {
  name: string;
  holds: string;
  violations: number;
  /** The first few, to start looking. */
  examples: Record<string, unknown>[];
}

/** Asks every invariant of the database; an honest history answers 0 to each. */
export async function checkHistory(sql: Sql, now: Date): Promise<InvariantResult[]> {
  const results: InvariantResult[] = [];
  for (const { name, holds, violations } of invariants) {
    const parameters = violations.includes('$1') ? [now] : [];
    const [{ count }] = (await sql.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM (${violations}) v`,
      parameters,
    )) as [{ count: number }];
    const examples = count > 0 ? await sql.rows(`SELECT * FROM (${violations}) v LIMIT 3`, parameters) : [];
    results.push({ name, holds, violations: count, examples });
  }
  return results;
}
