import { checkHistory, createDataSource, Records } from '#records';
import { checkFolds } from '#usecases';
import { existsSync, readFileSync } from 'node:fs';

/** `npm run check:history`: every invariant with its count; exit 1 when one is violated. DATABASE_URL, or the running local stack. */
const url = process.env['DATABASE_URL'] ?? localDatabase();
if (!url) {
  console.error('No database: set DATABASE_URL, or start the local stack with "npm start" first.');
  process.exit(2);
}

const source = createDataSource({ url, poolSize: 2, applicationName: 'lantoa-check-history' });
await source.initialize();
try {
  const { sql } = new Records(source);
  const results = [...(await checkHistory(sql, new Date())), await checkFolds(sql)];
  for (const { name, holds, violations, examples } of results) {
    console.log(`${violations === 0 ? 'ok ' : 'BAD'} ${String(violations).padStart(6)}  ${name}: ${holds}`);
    for (const example of examples) console.log(`             ${JSON.stringify(example)}`);
  }
  const violated = results.filter(({ violations }) => violations > 0).length;
  console.log(`${results.length} invariants, ${violated} violated`);
  process.exitCode = violated === 0 ? 0 : 1;
} finally {
  await source.destroy();
}

function localDatabase(): string | undefined {
  const stack = '.local/stack.json';
  return existsSync(stack) ? (JSON.parse(readFileSync(stack, 'utf8')) as { databaseUrl: string }).databaseUrl : undefined;
}
