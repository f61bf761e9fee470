import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from './migrations/index.js';

// A day is text to the end: the driver's Date would drag it through a time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));

export interface DataSourceSettings {
  url: string;
  poolSize?: number;
  applicationName?: string;
}

/** One pool of connections to PostgreSQL; the caller initialises and destroys it. */
export function createDataSource({ url, poolSize = 10, applicationName = 'lantoa' }: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    applicationName,
    entities: [],
    migrations: Object.values(migrations),
    migrationsTransactionMode: 'each',
    // A failed statement carries what people wrote; whoever catches the error logs it without.
    logging: false,
  });
}
