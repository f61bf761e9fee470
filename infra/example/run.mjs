// `npm run example:life`: three real histories of models, played through the real API on a database of their own, then read back.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildWhenChanged } from '../local/build.mjs';
import { checkNode } from '../local/node-version.mjs';
import { installPackages } from '../local/packages.mjs';
import { projectRoot } from '../local/places.mjs';
import { startPostgres } from '../local/postgres.mjs';
import { createProgress, Unable } from '../local/progress.mjs';

const { phase, say } = createProgress();
process.chdir(projectRoot);
let postgres;
try {
  await phase('Node', (note) => note(checkNode()));
  await phase('Gói phần mềm / Packages', installPackages);
  await phase('Dịch mã / Build', buildWhenChanged);
  postgres = await phase('PostgreSQL', () => startPostgres({ ephemeral: true }));
} catch (error) {
  say(error instanceof Unable ? error.message : error.stack);
  process.exit(1);
}
const player = spawn(process.execPath, [join(projectRoot, 'dist/infra/example/life.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, DATABASE_URL: postgres.url },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => player.kill(signal));
player.once('exit', async (code) => {
  await postgres.stop();
  process.exit(code ?? 130);
});
