import { isRefusal } from '#domain';
import { createDataSource, Records } from '#records';
import { PlantSeed, type Clock } from '#usecases';

export interface Stage {
  records: Records;
  url: string;
  close(): Promise<void>;
}

const DATABASE = 'lantoa_simulation';

/** A database of its own on a running PostgreSQL, with the real units planted in it. */
export async function setStage(clock: Clock, since: string, adminUrl: string): Promise<Stage> {
  const url = await ownDatabase(adminUrl);
  const source = await createDataSource({ url, poolSize: 8, applicationName: 'lantoa-simulate' }).initialize();
  await source.runMigrations();
  const records = new Records(source);
  const planted = await new PlantSeed(records, clock).run({
    directory: 'infra/seeds/data',
    cycleSince: since,
    withSampleHolders: true,
  });
  if (isRefusal(planted)) throw new Error(planted.words.en);
  return {
    records,
    url,
    close: () => source.destroy(),
  };
}

async function ownDatabase(adminUrl: string): Promise<string> {
  const source = await createDataSource({ url: adminUrl, poolSize: 1 }).initialize();
  await source.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
  await source.query(`CREATE DATABASE ${DATABASE}`);
  await source.destroy();
  const url = new URL(adminUrl);
  url.pathname = `/${DATABASE}`;
  return url.href;
}
