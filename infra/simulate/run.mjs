// `npm run simulate`: five years of the dispatch in minutes. Installs and builds what is missing, then plays.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhenChanged } from '../local/build.mjs';
import { checkNode } from '../local/node-version.mjs';
import { installPackages } from '../local/packages.mjs';
import { projectRoot } from '../local/places.mjs';
import { startPostgres } from '../local/postgres.mjs';
import { createProgress, Unable } from '../local/progress.mjs';

const { phase, say } = createProgress();
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
let postgres;
let databaseUrl;
try {
  if (keep) databaseUrl = localStack();
  else {
    postgres = await phase('PostgreSQL', () => startPostgres({ ephemeral: true }));
    databaseUrl = postgres.url;
  }
} catch (error) {
  say(error instanceof Unable ? error.message : error.stack);
  process.exit(1);
}
const player = spawn(process.execPath, [join(projectRoot, 'dist/infra/simulate/simulate.js'), ...args], {
  stdio: 'inherit',
  env: { ...process.env, DATABASE_URL: databaseUrl },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => player.kill(signal));
player.once('exit', async (code) => {
  await postgres?.stop();
  process.exit(code ?? 130);
});

/** With --keep the play is written beside the local stack's own database, into its running PostgreSQL. */
function localStack() {
  const file = join(projectRoot, '.local/stack.json');
  if (!existsSync(file))
    throw new Unable(
      'Để giữ dữ liệu (--keep), chạy `npm start` ở cửa sổ khác trước / --keep writes into the running local stack: run `npm start` in another window first.',
    );
  return JSON.parse(readFileSync(file, 'utf8')).databaseUrl;
}
