// pg-boss 12, tuned: jobs are inserted 5,000 a statement, fetched 2,000 a statement by four loops at once and completed by the batch; no maintenance,
// no schedule, no retries, a handler that does nothing, or that notes each reminder in a commit of its own, 50 at a time. Commits are durable, as ours are. It needs Node >= 22.12: run by `npx -p node@24 node`.
import { PgBoss } from 'pg-boss';
import pg from 'pg';
import { openDesk, playRounds } from './play-rounds.mjs';

const QUEUE = 'herd';
const boss = new PgBoss({ connectionString: process.env.DATABASE_URL, max: 8, supervise: false, schedule: false });
boss.on('error', (error) => console.error(error));
await boss.start();
await boss.createQueue(QUEUE, { retryLimit: 0 });

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const desk = await openDesk(pool);

await playRounds(async (count, notes) => {
  const began = performance.now();
  for (let from = 0; from < count; from += 5000)
    await boss.insert(
      QUEUE,
      Array.from({ length: Math.min(5000, count - from) }, (_, at) => ({ data: { unit: from + at } })),
    );
  const inserted = performance.now();
  let done = 0;
  const loop = async () => {
    for (;;) {
      const jobs = await boss.fetch(QUEUE, { batchSize: 2000 });
      if (jobs.length === 0) return;
      if (notes)
        for (let from = 0; from < jobs.length; from += 50)
          await Promise.all(jobs.slice(from, from + 50).map(({ data }) => desk.note(data.unit)));
      await boss.complete(
        QUEUE,
        jobs.map(({ id }) => id),
      );
      done += jobs.length;
    }
  };
  await Promise.all([loop(), loop(), loop(), loop()]);
  const ended = performance.now();
  await boss.deleteAllJobs(QUEUE);
  if (notes) done = await desk.clear();
  return { done, insertMs: inserted - began, workMs: ended - inserted };
});
await boss.stop({ graceful: false });
await pool.end();
