import type { Settings } from '#platform';

export const API_SETTINGS = [
  'databaseUrl',
  'databasePoolSize',
  'temporalAddress',
  'host',
  'port',
  'publicUrl',
  'sessionSecret',
  'sealingKeys',
  'textGatewayUrl',
  'trustProxy',
  'local',
  'logLevel',
] as const satisfies readonly (keyof Settings)[];

/** The settings of this program, as something Nest can inject. */
export abstract class ApiSettings implements Pick<Settings, (typeof API_SETTINGS)[number]> {
  abstract databaseUrl: string;
  abstract databasePoolSize: number;
  abstract temporalAddress: string;
  abstract host: string;
  abstract port: number;
  abstract publicUrl: URL;
  abstract sessionSecret: string;
  abstract sealingKeys: Settings['sealingKeys'];
  abstract textGatewayUrl: string | null;
  abstract trustProxy: Settings['trustProxy'];
  abstract local: boolean;
  abstract logLevel: Settings['logLevel'];
}
