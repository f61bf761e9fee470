import { Log, readSettings, SettingsError, SystemClock } from '#platform';
import { createDataSource } from '#records';
import { createApi } from './create-api.js';
import { KeyedRecords } from './door/keyed-records.js';
import { API_SETTINGS } from './door/settings.js';

const STOP_WITHIN_MS = 10_000;

async function start(): Promise<void> {
  const settings = readSettings(process.env, API_SETTINGS);
  const log = new Log('api', settings.logLevel);
  const source = createDataSource({
    url: settings.databaseUrl,
    poolSize: settings.databasePoolSize,
    applicationName: 'lantoa-api',
  });
  await source.initialize();
  const { app, close } = await createApi({ settings, records: new KeyedRecords(source), clock: new SystemClock(), log });
  await app.listen(settings.port, settings.host);
  log.info('listening', { address: await app.getUrl() });

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info('stopping', { signal });
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    await close();
    await source.destroy();
    log.info('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));
}

start().catch((error: unknown) => {
  // A wrong setting is told to a person, anything else to the log.
  if (error instanceof SettingsError) process.stderr.write(`${error.message}\n`);
  else new Log('api').error('the API did not start', { error });
  process.exit(1);
});
