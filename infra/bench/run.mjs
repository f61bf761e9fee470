// `npm run bench`: ratios against named baselines, in one run, on durable PostgreSQL. Never a bare time: machines are shared.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhenChanged } from '../local/build.mjs';
import { checkNode } from '../local/node-version.mjs';
import { installPackages } from '../local/packages.mjs';
import { projectRoot } from '../local/places.mjs';
import { startPostgres } from '../local/postgres.mjs';
import { createProgress, Unable } from '../local/progress.mjs';
import { findTemporalBinary } from '../local/temporal-binary.mjs';
import { startTemporalServer } from '../local/temporal-server.mjs';
import { anyFreePort } from '../local/ports.mjs';

const { phase, say } = createProgress();
process.chdir(projectRoot);
const temporary = mkdtempSync(join(tmpdir(), 'lantoa-bench-'));
let postgres;
let temporal;
let exitCode = 1;
try {
  await phase('Node', (note) => note(checkNode()));
  await phase('Gói phần mềm / Packages', installPackages);
  await phase('Dịch mã / Build', buildWhenChanged);
  // Durable: every commit of ours and of the baselines reaches the disk.
  postgres = await phase('PostgreSQL', () => startPostgres());
  const binary = await phase('Temporal', findTemporalBinary);
  temporal = await startTemporalServer({
    binary,
    dataDir: temporary,
    port: await anyFreePort(),
    uiPort: await anyFreePort(),
    log: join(temporary, 'temporal.log'),
  });
  exitCode = await play({ DATABASE_URL: postgres.adminUrl, TEMPORAL_ADDRESS: temporal.address });
} catch (error) {
  say(error instanceof Unable ? error.message : error.stack);
} finally {
  await temporal?.stop();
  await postgres?.stop();
  rmSync(temporary, { recursive: true, force: true });
}
process.exit(exitCode);

/** @param {Record<string, string>} env @returns {Promise<number>} */
function play(env) {
  const player = spawn(process.execPath, [join(projectRoot, 'dist/infra/bench/bench.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => player.kill(signal));
  return new Promise((done) => player.once('exit', (code) => done(code ?? 130)));
}
