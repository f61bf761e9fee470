import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../data-source.js';
import { checkHistory } from '../history/check-history.js';
import { Records } from '../records.js';

export interface TestDatabase {
  records: Records;
  source: DataSource;
  url: string;
  /** Gives the connections back and drops the database, after the history checker found nothing wrong in it. */
  close(options?: { historyIsSpoilt?: boolean }): Promise<void>;
}

/** From when a seeded test database opens rounds and conferences. */
export const SEEDED_SINCE = '2024-08-01';

const root = process.cwd();

/**
 * A database of the test's own, on real PostgreSQL: a copy of a migrated template, with `seeded` of one in which the seed is planted.
 * A template is made once for what its files say and kept on the server, so a copy takes a fraction of a second.
 */
export async function openTestDatabase({
  seeded = false,
  poolSize = 5,
}: { seeded?: boolean; poolSize?: number } = {}): Promise<TestDatabase> {
  const adminUrl = process.env['TEST_DATABASE_URL'];
  if (!adminUrl)
    throw new Error('TEST_DATABASE_URL is not set: run `npm test`, which starts a PostgreSQL, or name a running server.');
  const name = `lantoa_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await withAdmin(adminUrl, async (admin) => {
    const template = await templateOn(admin, adminUrl, seeded);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const url = urlOf(adminUrl, name);
  const source = createDataSource({ url, poolSize, applicationName: 'lantoa-test' });
  await source.initialize();
  return {
    records: new Records(source),
    source,
    url,
    close: async ({ historyIsSpoilt = false } = {}) => {
      const violated = source.isInitialized && !historyIsSpoilt ? await violatedInvariants(new Records(source)) : [];
      if (source.isInitialized) await source.destroy();
      await withAdmin(adminUrl, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
      if (violated.length > 0) throw new Error(`The test left a history that does not hold:\n${violated.join('\n')}`);
    },
  };
}

async function violatedInvariants(records: Records): Promise<string[]> {
  const results = await checkHistory(records.sql, new Date());
  return results.filter(({ violations }) => violations > 0).map((result) => JSON.stringify(result));
}

async function templateOn(admin: pg.Client, adminUrl: string, seeded: boolean): Promise<string> {
  const migrated = `lantoa_template_${fingerprint(['libs/records/src/migrations'])}`;
  // Files run side by side: one makes the template, the others wait for it.
  await admin.query(`SELECT pg_advisory_lock(hashtext('lantoa-test-template'))`);
  try {
    await once(admin, migrated, 'template0', async (making) => migrate(urlOf(adminUrl, making)));
    if (!seeded) return migrated;
    const planted = `${migrated}_seeded_${fingerprint(['infra/seeds/data', 'libs/usecases/src/organisations', 'libs/domain/src/organisations'])}`;
    await once(admin, planted, migrated, async (making) => plant(urlOf(adminUrl, making)));
    return planted;
  } finally {
    await admin.query(`SELECT pg_advisory_unlock(hashtext('lantoa-test-template'))`);
  }
}

/** Made under another name and renamed, so that a run broken off leaves no half-made template. */
async function once(admin: pg.Client, name: string, from: string, make: (making: string) => Promise<void>): Promise<void> {
  const { rowCount } = await admin.query(`SELECT FROM pg_database WHERE datname = $1`, [name]);
  if (rowCount) return;
  const making = `${name}_making`;
  await admin.query(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${making} TEMPLATE ${from}`);
  await make(making);
  await admin.query(`ALTER DATABASE ${making} RENAME TO ${name}`);
}

async function migrate(url: string): Promise<void> {
  const source = await createDataSource({ url, poolSize: 2 }).initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}

async function plant(url: string): Promise<void> {
  // The seed is planted by the deed itself; only this test floor reaches up to it.
  const { Clock, PlantSeed } = await import('#usecases');
  class SeedClock extends Clock {
    now(): Date {
      return new Date(`${SEEDED_SINCE}T00:00:00Z`);
    }
  }
  const source = await createDataSource({ url, poolSize: 2 }).initialize();
  try {
    const planted = await new PlantSeed(new Records(source), new SeedClock()).run({
      directory: join(root, 'infra/seeds/data'),
      cycleSince: SEEDED_SINCE,
      withSampleHolders: true,
    });
    if ('kind' in planted)
      throw new Error(`The seed was refused: ${JSON.stringify(planted.errors.map(({ words }) => words.en))}`);
    await source.query('ANALYZE');
  } finally {
    await source.destroy();
  }
}

function fingerprint(folders: string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders)
    for (const file of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort())
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 12);
}

function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

async function withAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
