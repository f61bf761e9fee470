// `npm test`: every kind of test, on real parts, from a fresh clone. `npm test -- machine` narrows by path,
// `npm test -- --kind db,http` by what must be running; any other argument goes to Jest.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endSteps } from '../local/children.mjs';
import { forgetChild, rememberApart, rememberChild, setGuard } from '../local/leftovers.mjs';
import { checkNode } from '../local/node-version.mjs';
import { installPackages } from '../local/packages.mjs';
import { localDir, projectRoot } from '../local/places.mjs';
import { startPostgres } from '../local/postgres.mjs';
import { createProgress, Unable } from '../local/progress.mjs';
import { findTemporalBinary } from '../local/temporal-binary.mjs';
import { findTimeSkippingServer } from '../local/time-skipping-server.mjs';

const kinds = ['spec', 'db', 'http', 'flow', 'replay'];
const needDatabase = ['db', 'http', 'flow'];
const matching = (kind) => (kind === 'spec' ? '**/!(*.db|*.http|*.flow|*.replay|*.e2e).spec.ts' : `**/*.${kind}.spec.ts`);
// One clock for the whole time-skipping server, and a second bundle of workflows at once is slow: those run one by one.
const groups = [
  { kinds: ['spec', 'db', 'http'], flags: ['--maxWorkers=2'] },
  { kinds: ['flow', 'replay'], flags: ['--runInBand'] },
];

const since = Date.now();
const { phase, say } = createProgress();
let postgres;
let jest;
let interrupted = false;

const { chosen, passedOn } = readArguments(process.argv.slice(2));
process.chdir(projectRoot);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void interrupt());

let exitCode = 1;
try {
  exitCode = await runTests();
} catch (error) {
  if (!interrupted) say(`\n${error instanceof Unable && !process.env.DEBUG ? error.message : error.stack}`);
}
await postgres?.stop();
if (interrupted) say('Đã dừng / stopped.');
process.exit(interrupted ? 130 : exitCode);

async function runTests() {
  await phase('Node', (note) => note(checkNode()));
  mkdirSync(localDir, { recursive: true, mode: 0o700 });
  rememberApart(`test-${process.pid}`);
  setGuard();
  await phase('Gói phần mềm / Packages', installPackages);
  const plan = groups
    .map(({ kinds: ofGroup, flags }) => ({ flags, kinds: ofGroup.filter((kind) => chosen.includes(kind)) }))
    .filter((group) => group.kinds.length > 0)
    .map((group) => ({ ...group, files: listTests(group) }))
    .filter((group) => group.files.length > 0);
  const files = plan.flatMap((group) => group.files);
  if (files.length === 0)
    throw new Unable(`Không có thử nghiệm nào khớp / no test matches: ${passedOn.join(' ')} (${chosen.join(', ')})`);
  const has = (...wanted) => files.some((file) => wanted.some((kind) => file.endsWith(`.${kind}.spec.ts`)));

  const env = testEnvironment();
  if (has(...needDatabase)) env.TEST_DATABASE_URL = await databaseForTests();
  if (has('flow', 'http')) env.TEMPORAL_CLI_PATH = (await phase('Temporal', findTemporalBinary)).path;
  if (has('flow')) await phase('Temporal, thời gian nhảy / time-skipping', findTimeSkippingServer);

  let failed = 0;
  for (const group of plan) {
    if (interrupted) return 130;
    say(
      `\n${group.kinds.map((kind) => (kind === 'spec' ? '.spec' : `.${kind}.spec`)).join(' ')}: ${group.files.length} tệp / files`,
    );
    if ((await runJest(group, env)) !== 0) failed++;
  }
  const seconds = Math.round((Date.now() - since) / 1000);
  if (!interrupted) {
    say(
      failed
        ? `\n✗ npm test: có thử nghiệm không đạt / some failed (${seconds} s)`
        : `\n✓ npm test: tất cả đạt / all passed, ${files.length} files (${seconds} s)`,
    );
  }
  return failed ? 1 : 0;
}

function readArguments(args) {
  const at = args.findIndex((arg) => arg === '--kind' || arg.startsWith('--kind='));
  if (at < 0) return { chosen: kinds, passedOn: args };
  const [flag, inline] = args[at].split('=');
  const value = inline ?? args[at + 1] ?? '';
  const chosen = value.split(',').map((kind) =>
    kind
      .trim()
      .replace(/^\./, '')
      .replace(/\.spec$/, ''),
  );
  const unknown = chosen.find((kind) => !kinds.includes(kind));
  if (unknown !== undefined) {
    console.error(`${flag} ${value}: "${unknown}" is none of ${kinds.join(', ')}`);
    process.exit(2);
  }
  return { chosen, passedOn: args.filter((_, index) => index !== at && (inline !== undefined || index !== at + 1)) };
}

// Jest's array options swallow what follows them, so the person's own arguments come first.
function jestArguments(group) {
  return [
    join(projectRoot, 'node_modules/jest/bin/jest.js'),
    ...passedOn,
    '--config=infra/test/jest.config.mjs',
    ...group.kinds.map((kind) => `--testMatch=${matching(kind)}`),
  ];
}

function listTests(group) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...jestArguments(group), '--listTests'], { encoding: 'utf8' });
  if (status !== 0 && stderr.trim()) throw new Unable(stderr.trim());
  return stdout.split('\n').filter((line) => line.endsWith('.spec.ts'));
}

/** The person's own database, Temporal and mailbox must not be met by a test. */
function testEnvironment() {
  const env = { ...process.env, NODE_ENV: 'test', TZ: process.env.TZ ?? 'UTC' };
  for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL']) delete env[name];
  return env;
}

async function databaseForTests() {
  if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL;
  postgres = await phase('PostgreSQL', async (note) => {
    const started = await startPostgres({ ephemeral: true, child: { remember: rememberChild, forget: forgetChild } });
    note(started.version);
    return started;
  });
  return postgres.adminUrl;
}

function runJest(group, env) {
  return new Promise((resolve) => {
    jest = spawn(process.execPath, [...jestArguments(group), ...group.flags], { stdio: 'inherit', env });
    jest.once('error', () => resolve(1));
    jest.once('exit', (code) => ((jest = undefined), resolve(code ?? 1)));
  });
}

async function interrupt() {
  if (interrupted) return;
  interrupted = true;
  endSteps();
  if (!jest) {
    await postgres?.stop();
    process.exit(130);
  }
  jest.kill('SIGTERM');
  setTimeout(() => jest?.kill('SIGKILL'), 5000).unref();
}
