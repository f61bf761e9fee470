// graphile-worker, tuned: jobs are added 5,000 a statement; the worker pulls 2,000 at once into its local queue, does 50 at a time, and completes them by
// the batch; a handler that does nothing, or that notes each reminder in a commit of its own. Commits are durable, as ours are.
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import pg from 'pg';
import { openDesk, playRounds } from './play-rounds.mjs';

const pgPool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
pgPool.on('error', (error) => console.error(error));
pgPool.on('connect', (client) => client.on('error', (error) => console.error(error)));
const logger = new Logger(() => (level, message) => {
  if (level === 'error') console.error(message);
});
const utils = await makeWorkerUtils({ pgPool, logger });
await utils.migrate();

const desk = await openDesk(pgPool);

await playRounds(async (count, notes) => {
  const began = performance.now();
  for (let from = 0; from < count; from += 5000)
    await utils.addJobs(
      Array.from({ length: Math.min(5000, count - from) }, (_, at) => ({
        identifier: 'remind',
        payload: { unit: from + at },
        maxAttempts: 1,
      })),
    );
  const inserted = performance.now();
  let done = 0;
  const runner = await run({
    pgPool,
    logger,
    concurrency: 50,
    noHandleSignals: true,
    taskList: {
      remind: async ({ unit }) => {
        if (notes) await desk.note(unit);
        done++;
      },
    },
    preset: {
      worker: {
        concurrentJobs: 50,
        localQueue: { size: 2000 },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        pollInterval: 100,
      },
    },
  });
  for (;;) {
    if (done >= count) {
      const left = await pgPool.query('SELECT count(*)::int AS left FROM graphile_worker._private_jobs');
      if (left.rows[0].left === 0) break;
    }
    await new Promise((next) => setTimeout(next, 20));
  }
  const ended = performance.now();
  await runner.stop();
  if (notes) done = await desk.clear();
  return { done, insertMs: inserted - began, workMs: ended - inserted };
});
await utils.release();
await pgPool.end();
