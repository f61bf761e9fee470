/** Everything the environment decides, read once at start-up. */
export interface Settings {
  databaseUrl: string;
  databasePoolSize: number;
  temporalAddress: string;
  temporalNamespace: string;
  smtpUrl: string;
  mailFrom: string;
  /** Where mail systems return what they cannot deliver; null: to the sender. */
  bounceAddress: string | null;
  /** Where returned mail is taken by SMTP; null: nowhere. */
  bounceListen: string | null;
  /** The gateway to phones (SMS, Zalo); null: there is none. */
  textGatewayUrl: string | null;
  host: string;
  port: number;
  /** Where people reach the product; decides the origin of the CSRF defence and whether cookies are `Secure`. */
  publicUrl: URL;
  sessionSecret: string;
  /** AES-256 keys for secrets kept in the database: the first seals, all open. */
  sealingKeys: readonly Buffer[];
  /** Express's `trust proxy`: how many proxies stand in front, or their addresses. */
  trustProxy: number | string[] | false;
  /** The local stack of `npm start`: demo accounts may exist. */
  local: boolean;
  logLevel: LogLevel;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Every wrong setting at once, each with what to do. */
export class SettingsError extends Error {
  constructor(readonly faults: string[]) {
    super(`The settings are not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

type Read<T> = (text: string) => T | undefined;
interface Setting<T> {
  name: string;
  read: Read<T>;
  /** What to write instead, as an example. */
  wants: string;
  fallback?: T;
}

const text: Read<string> = (given) => given;
const url =
  (...protocols: string[]): Read<string> =>
  (given) => {
    try {
      return protocols.includes(new URL(given).protocol) ? given : undefined;
    } catch {
      return undefined;
    }
  };
const whole =
  (min: number, max: number): Read<number> =>
  (given) =>
    /^\d+$/.test(given) && Number(given) >= min && Number(given) <= max ? Number(given) : undefined;
const flag: Read<boolean> = (given) => ({ '1': true, true: true, '0': false, false: false })[given.toLowerCase()];
const longEnough =
  (length: number): Read<string> =>
  (given) =>
    given.length >= length ? given : undefined;
const keys: Read<Buffer[]> = (given) => {
  const all = given.split(',').map((key) => Buffer.from(key.trim(), 'base64'));
  return all.every(({ length }) => length === 32) ? all : undefined;
};
const hostAndPort: Read<string> = (given) => (/^(\[[0-9a-f:]+\]|[\w.-]+):\d{1,5}$/i.test(given) ? given : undefined);
const proxies: Read<number | string[]> = (given) =>
  /^\d+$/.test(given) ? Number(given) : given.split(',').map((address) => address.trim());

const table: { [key in keyof Settings]: Setting<unknown> } = {
  databaseUrl: {
    name: 'DATABASE_URL',
    read: url('postgres:', 'postgresql:'),
    wants: 'postgres://user:password@host:5432/lantoa',
  },
  databasePoolSize: { name: 'DATABASE_POOL_SIZE', read: whole(1, 200), wants: 'a whole number from 1 to 200', fallback: 10 },
  temporalAddress: {
    name: 'TEMPORAL_ADDRESS',
    read: hostAndPort,
    wants: 'host:port, e.g. 127.0.0.1:7233',
    fallback: '127.0.0.1:7233',
  },
  temporalNamespace: { name: 'TEMPORAL_NAMESPACE', read: text, wants: 'the name of a namespace', fallback: 'default' },
  smtpUrl: { name: 'SMTP_URL', read: url('smtp:', 'smtps:'), wants: 'smtp://host:25 or smtps://user:password@host:465' },
  mailFrom: {
    name: 'MAIL_FROM',
    read: text,
    wants: 'a sender, e.g. "LanToa <lantoa@example.org>"',
    fallback: 'LanToa <lantoa@localhost.example>',
  },
  bounceAddress: {
    name: 'BOUNCE_ADDRESS',
    read: (given) => (/^[^\s@<>+]+@[^\s@<>]+$/.test(given) ? given : undefined),
    wants: 'an address whose mail reaches `cli bounce`, e.g. bounces@example.org',
    fallback: null,
  },
  bounceListen: {
    name: 'BOUNCE_LISTEN',
    read: hostAndPort,
    wants: 'host:port to take returned mail on, e.g. 127.0.0.1:2525',
    fallback: null,
  },
  textGatewayUrl: {
    name: 'TEXT_GATEWAY_URL',
    read: url('http:', 'https:'),
    wants: 'https://key@host/path of the gateway to phones',
    fallback: null,
  },
  host: { name: 'HOST', read: text, wants: 'the address to listen on, e.g. 127.0.0.1', fallback: '127.0.0.1' },
  port: { name: 'PORT', read: whole(0, 65535), wants: 'a port from 0 (any free one) to 65535', fallback: 3000 },
  publicUrl: {
    name: 'PUBLIC_URL',
    read: (given) => {
      const ok = url('http:', 'https:')(given);
      return ok === undefined ? undefined : new URL(ok);
    },
    wants: 'https://host, the address people type',
  },
  sessionSecret: {
    name: 'SESSION_SECRET',
    read: longEnough(32),
    wants: 'at least 32 random characters, e.g. from: openssl rand -hex 32',
  },
  sealingKeys: {
    name: 'SEALING_KEYS',
    read: keys,
    wants:
      '32 random bytes in base64, e.g. from: openssl rand -base64 32; after a change of keys the new one, a comma, the old ones',
  },
  trustProxy: {
    name: 'TRUST_PROXY',
    read: proxies,
    wants: 'how many proxies stand in front, or their addresses',
    fallback: false,
  },
  local: { name: 'LANTOA_LOCAL', read: flag, wants: '1 or 0', fallback: false },
  logLevel: {
    name: 'LOG_LEVEL',
    read: (given) => LOG_LEVELS.find((level) => level === given),
    wants: `one of ${LOG_LEVELS.join(', ')}`,
    fallback: 'info',
  },
};

/**
 * Reads only the settings a program names, so that the API starts without SMTP and the worker without a session secret.
 * @throws SettingsError
 */
export function readSettings<Key extends keyof Settings>(env: Environment, keys: readonly Key[]): Pick<Settings, Key> {
  const faults: string[] = [];
  const settings: Partial<Record<keyof Settings, unknown>> = {};
  for (const key of keys) {
    const { name, read, wants, fallback } = table[key];
    const given = env[name]?.trim();
    if (given === undefined || given === '') {
      if (fallback === undefined) faults.push(`${name} is missing. Set it to ${wants}.`);
      settings[key] = fallback;
      continue;
    }
    settings[key] = read(given);
    // The value itself stays out of the message: it may hold a password.
    if (settings[key] === undefined) faults.push(`${name} is not usable as it is. Set it to ${wants}.`);
  }
  if (faults.length > 0) throw new SettingsError(faults);
  return settings as Pick<Settings, Key>;
}
