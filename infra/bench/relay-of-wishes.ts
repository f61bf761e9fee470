import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createTemporalClient, Log, SystemClock, TemporalWaker } from '#platform';
import { OutboxRepository, type Records } from '#records';
import { modelDutyWish } from '#usecases';
import pg from 'pg';
import { OutboxRelay } from '../../apps/worker/src/relay/outbox-relay.js';
import { interleaved, tell, timed } from './ratio.js';

const WISHES = 400;
const PACE = 50;

/** How fast wishes reach Temporal, each a workflow of its own, against as many bare single-row commits; and how long a single wish waits. */
export async function benchRelay(records: Records, databaseUrl: string): Promise<void> {
  const client = await createTemporalClient({
    temporalAddress: process.env['TEMPORAL_ADDRESS']!,
    temporalNamespace: process.env['TEMPORAL_NAMESPACE'] ?? 'default',
  });
  const outbox = new OutboxRepository(records.sql);
  const relay = new OutboxRelay(records, new SystemClock(), new TemporalWaker(client), new Log('bench', 'error'));
  const commits = new pg.Client({ connectionString: databaseUrl });
  await commits.connect();
  await commits.query(`CREATE TABLE bare (id int PRIMARY KEY, n int)`);
  await commits.query(`INSERT INTO bare VALUES (1, 0)`);
  try {
    const ours = async () => {
      for (let n = 0; n < WISHES; n++) await outbox.wish(modelDutyWish(randomUUID()), 'bench', new Date());
      return timed(async () => {
        while ((await outbox.waiting()).count > 0) await relay.carry();
      });
    };
    const base = () =>
      timed(async () => {
        for (let n = 0; n < WISHES; n++) await commits.query('UPDATE bare SET n = n + 1 WHERE id = $1', [1]);
      });
    // Ratio of speeds: bare time ÷ our time.
    const taken = await interleaved(5, base, ours);
    tell({ name: 'wishes told a second', baseline: 'bare single-row commits a second', ...taken, aim: 'told' });

    relay.onApplicationBootstrap();
    for (let n = 0; n < 2 * PACE; n++) {
      await outbox.wish(modelDutyWish(randomUUID()), 'bench-delay', new Date());
      await pause(1000 / PACE);
    }
    while ((await outbox.waiting()).count > 0) await pause(50);
    const delay = await records.sql.row<{ p95: number; n: number }>(
      `SELECT (1000 * percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM sent_at - created_at)))::float8 AS p95, count(*)::int AS n
       FROM outbox WHERE cause = 'bench-delay'`,
    );
    console.log(`delay of a wish at ${PACE} a second, p95 of ${delay!.n}: ${delay!.p95.toFixed(0)} ms`);
  } finally {
    await relay.onModuleDestroy();
    await client.connection.close();
    await commits.end();
  }
}
