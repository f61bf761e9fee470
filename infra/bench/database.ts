import { isRefusal } from '#domain';
import { SystemClock } from '#platform';
import { createDataSource, Records } from '#records';
import { PlantSeed } from '#usecases';

let made = 0;

/** A migrated database of its own on the PostgreSQL of the bench; `seeded` with the real units and sample holders. */
export async function database({
  seeded,
}: {
  seeded: boolean;
}): Promise<{ url: string; records: Records; close(): Promise<void> }> {
  const adminUrl = process.env['DATABASE_URL'];
  if (!adminUrl) throw new Error('DATABASE_URL names no PostgreSQL: run it by "npm run bench".');
  const name = `lantoa_bench_${process.pid}_${++made}`;
  const admin = await createDataSource({ url: adminUrl, poolSize: 1 }).initialize();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
  const source = await createDataSource({ url, poolSize: 10, applicationName: 'lantoa-bench' }).initialize();
  await source.runMigrations();
  const records = new Records(source);
  if (seeded) {
    const planted = await new PlantSeed(records, new SystemClock()).run({
      directory: 'infra/seeds/data',
      cycleSince: '2030-01-01',
      withSampleHolders: true,
    });
    if (isRefusal(planted)) throw new Error(planted.words.en);
  }
  return {
    url,
    records,
    close: async () => {
      await source.destroy();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.destroy();
    },
  };
}
