import { readSettings, type Environment } from '#platform';

const needed = [
  'databaseUrl',
  'databasePoolSize',
  'temporalAddress',
  'temporalNamespace',
  'smtpUrl',
  'mailFrom',
  'bounceAddress',
  'bounceListen',
  'textGatewayUrl',
  'publicUrl',
  'sealingKeys',
  'logLevel',
] as const;

/** @throws SettingsError naming everything that is missing. */
export const readWorkerSettings = (env: Environment) => readSettings(env, needed);
export type WorkerSettings = ReturnType<typeof readWorkerSettings>;
