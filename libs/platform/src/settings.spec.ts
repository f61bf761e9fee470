import { readSettings, SettingsError } from './settings.js';

describe('libs/platform - settings', () => {
  const right = { DATABASE_URL: 'postgres://u:p@h/d', SESSION_SECRET: 'x'.repeat(32), PUBLIC_URL: 'https://lantoa.example' };
  const key = Buffer.alloc(32, 'k').toString('base64');
  const keys = ['databaseUrl', 'sessionSecret', 'publicUrl', 'port', 'local', 'trustProxy', 'smtpUrl', 'sealingKeys'] as const;
  const read = (env: Record<string, string>) =>
    readSettings({ ...right, SEALING_KEYS: key, SMTP_URL: 'smtp://127.0.0.1:25', ...env }, keys);

  it('reads what is set and falls back for the rest', () => {
    expect(read({ LANTOA_LOCAL: '1', TRUST_PROXY: '2' })).toMatchObject({
      port: 3000,
      local: true,
      trustProxy: 2,
      databaseUrl: right.DATABASE_URL,
    });
    expect(read({ TRUST_PROXY: '10.0.0.1, 10.0.0.2' }).trustProxy).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  it('asks only for what the program needs', () => {
    expect(readSettings({}, ['temporalAddress'])).toEqual({ temporalAddress: '127.0.0.1:7233' });
  });

  it.each([
    ['DATABASE_URL', 'mysql://h/d'],
    ['SESSION_SECRET', 'short'],
    ['PUBLIC_URL', 'lantoa.example'],
    ['PUBLIC_URL', 'ftp://lantoa.example'],
    ['PORT', '70000'],
    ['PORT', '80a'],
    ['LANTOA_LOCAL', 'maybe'],
    ['SMTP_URL', ''],
    ['SEALING_KEYS', ''],
    ['SEALING_KEYS', 'c2hvcnQ='],
    ['SEALING_KEYS', `${key}, c2hvcnQ=`],
  ])('%s=%s is named with what to write instead, never with its value', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(SettingsError);
    try {
      read({ [name]: value });
    } catch (error) {
      expect((error as SettingsError).faults).toEqual([expect.stringMatching(new RegExp(`^${name} .*Set it to`))]);
      if (value) expect((error as Error).message).not.toContain(value);
    }
  });

  it('tells every fault at once', () => {
    expect.assertions(1);
    try {
      readSettings({}, keys);
    } catch (error) {
      expect((error as SettingsError).faults).toHaveLength(5);
    }
  });
});
