import { transformFileSync } from '@swc/core';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { agree } from './testing/agreement.js';

/** `ORACLE_CASES=1000000` goes deeper. Each zone gets a quarter. */
const CASES = Number(process.env['ORACLE_CASES'] ?? 200_000);
const ZONES = ['UTC', 'Asia/Ho_Chi_Minh', 'America/Los_Angeles', 'Pacific/Apia'];

describe('libs/domain/calendar - a second, slow calculator agrees', () => {
  it('in this process', () => agree(2_000));

  // A time zone belongs to a process, so each has its own; plain Node runs what is compiled here.
  const built = () => {
    mkdirSync('.local', { recursive: true });
    const folder = mkdtempSync('.local/oracle-');
    const calendar = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => join('calendar', name));
    for (const file of [...calendar, 'deadlines/due-day.ts', 'time/plain-day.ts']) {
      const { code } = transformFileSync(join(__dirname, '..', file), {
        swcrc: false,
        module: { type: 'es6' },
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      });
      const output = join(folder, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, code);
    }
    return folder;
  };

  it(
    `in four time zones, ${CASES} cases in all`,
    async () => {
      const folder = built();
      try {
        const said = await Promise.all(ZONES.map((zone) => inZone(zone, folder, Math.ceil(CASES / ZONES.length))));
        expect(said).toEqual(ZONES);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    60_000 + CASES,
  );
});

/** What the process believes its zone to be, once it has agreed. */
function inZone(zone: string, folder: string, cases: number): Promise<string> {
  const program = `import { agree } from './calendar/testing/agreement.js';
    agree(${cases});
    console.log(Intl.DateTimeFormat().resolvedOptions().timeZone.replace('Saigon', 'Ho_Chi_Minh'));`;
  return new Promise((resolve, reject) =>
    execFile(
      process.execPath,
      ['--input-type=module', '--eval', program],
      { cwd: folder, env: { ...process.env, TZ: zone } },
      (error, stdout, stderr) => (error ? reject(new Error(`${zone}: ${stderr}`)) : resolve(stdout.trim())),
    ),
  );
}
