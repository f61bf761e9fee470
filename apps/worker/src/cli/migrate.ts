import { databaseUrl, say, withRecords } from './command.js';

/** Brings the tables up to date. Two that run at once queue: the second finds nothing to do. */
export const migrate = (): Promise<void> =>
  withRecords(databaseUrl(), async ({ source }) => {
    const queue = source.createQueryRunner();
    await queue.connect();
    try {
      await queue.query(`SELECT pg_advisory_lock(hashtext('lantoa-migrate'))`);
      const ran = await source.runMigrations();
      for (const { name } of ran) say(`  ${name}`);
      say(ran.length > 0 ? `${ran.length} bước / steps` : 'không đổi / unchanged');
    } finally {
      await queue.query(`SELECT pg_advisory_unlock(hashtext('lantoa-migrate'))`).catch(() => undefined);
      await queue.release();
    }
  });
