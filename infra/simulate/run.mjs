// `npm run simulate`: five years of the dispatch in minutes. Installs and builds what is missing, then plays.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhenChanged } from '../local/build.mjs';
import { checkNode } from '../local/node-version.mjs';
import { installPackages } from '../local/packages.mjs';
import { claimClone, endLeftovers, releaseClone } from '../local/leftovers.mjs';
import { localDir, logsDir, projectRoot } from '../local/places.mjs';
import { startPostgres } from '../local/postgres.mjs';
import { createProgress, Unable } from '../local/progress.mjs';
import { Stack } from '../local/stack.mjs';

const { phase, say } = createProgress();
const stackFile = join(localDir, 'stack.json');
process.chdir(projectRoot);
try {
  await phase('Node', (note) => note(checkNode()));
  await phase('Gói phần mềm / Packages', installPackages);
  await phase('Dịch mã / Build', buildWhenChanged);
} catch (error) {
  say(error instanceof Unable ? error.message : error.stack);
  process.exit(1);
}
const args = process.argv.slice(2);
const keep = args.includes('--keep');
let stop = async () => {};
let databaseUrl;
try {
  databaseUrl = await phase('PostgreSQL', keep ? besideTheStack : aloneForNow);
} catch (error) {
  say(error instanceof Unable ? error.message : error.stack);
  await stop();
  process.exit(1);
}
const player = spawn(process.execPath, [join(projectRoot, 'dist/infra/simulate/simulate.js'), ...args], {
  stdio: 'inherit',
  env: { ...process.env, DATABASE_URL: databaseUrl },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => player.kill(signal));
player.once('exit', async (code) => {
  await stop();
  if (keep && code === 0) say('Đã giữ / kept: `npm start -- --simulation`');
  process.exit(code ?? 130);
});

async function aloneForNow() {
  const postgres = await startPostgres({ ephemeral: true });
  stop = postgres.stop;
  return postgres.url;
}

/** With --keep the play is written beside the local stack's own database, into its PostgreSQL, running or not. */
async function besideTheStack(note) {
  if (existsSync(stackFile)) return JSON.parse(readFileSync(stackFile, 'utf8')).databaseUrl;
  mkdirSync(localDir, { recursive: true, mode: 0o700 });
  await claimClone();
  const stack = new Stack(say);
  stop = async () => {
    await stack.stop();
    releaseClone();
  };
  await endLeftovers();
  mkdirSync(logsDir, { recursive: true });
  return stack.startPostgres(note);
}
