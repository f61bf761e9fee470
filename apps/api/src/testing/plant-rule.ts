import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Records } from '#records';

/** One rule edition of the seed, in a database without the seed. */
export async function plantRule({ sql }: Records, file: string, at: Date): Promise<void> {
  const { ruleKey, validFrom, source, body } = JSON.parse(readFileSync(`infra/seeds/data/rules/${file}`, 'utf8')) as Record<
    string,
    unknown
  >;
  await sql.affected(
    `INSERT INTO rule_editions (id, rule_key, valid_from, source, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [randomUUID(), ruleKey, validFrom, source, body, at],
  );
}
