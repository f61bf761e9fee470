// `npm start`: from a fresh clone to a running LanToa. Plain Node: it runs before any package is installed.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { buildWhenChanged } from './build.mjs';
import { endSteps } from './children.mjs';
import { claimClone, endLeftovers, releaseClone, setGuard } from './leftovers.mjs';
import { checkNode } from './node-version.mjs';
import { installPackages } from './packages.mjs';
import { localDir, logsDir, writePrivateJson } from './places.mjs';
import { createProgress, table, Unable } from './progress.mjs';
import { forgetData, runWorkerCommand, Stack } from './stack.mjs';

const flags = new Set(process.argv.slice(2));
const stackFile = join(localDir, 'stack.json');
const { phase, say } = createProgress();
// With --simulation the stack opens what `npm run simulate -- --keep` left, apart from its own data.
const stack = new Stack(say, { simulation: flags.has('--simulation') });
let stopping;
let claimed = false;

async function start() {
  const since = Date.now();
  await phase('Node', (note) => note(checkNode()));
  mkdirSync(localDir, { recursive: true, mode: 0o700 });
  await claimClone();
  claimed = true;
  rmSync(stackFile, { force: true });
  const ended = await endLeftovers();
  if (ended.length > 0) say(`  Lần chạy trước bị ngắt / the last run was killed; ended: ${ended.join(', ')}`);
  setGuard();
  if (flags.has('--fresh')) await forgetAfterAsking();
  mkdirSync(logsDir, { recursive: true });

  await phase('Gói phần mềm / Packages', installPackages);
  await phase('Dịch mã / Build', buildWhenChanged);
  const databaseUrl = await part('PostgreSQL', (note) => stack.startPostgres(note));
  const temporal = await part('Temporal', (note) => stack.startTemporal(note));
  const mail = await part('Hộp thư thử / Mail catcher', (note) => stack.startMail(note));
  const envOn = (port) => stack.environment({ databaseUrl, temporalAddress: temporal.address, ...mail, port });
  const env = envOn(0);
  await phase('Bảng dữ liệu / Migrations', (note) => runWorkerCommand(['migrate'], env, note));
  const { logins } = await phase('Dữ liệu mẫu / Seed', (note) => seed(env, note));
  const api = await part('API', () => stack.startApi(envOn));
  await part('Worker', () => stack.startWorker(envOn(Number(new URL(api).port))));

  writePrivateJson(stackFile, {
    api,
    temporalAddress: temporal.address,
    temporalUi: temporal.ui,
    temporalBinary: temporal.binary,
    databaseUrl,
    smtpUrl: mail.smtpUrl,
    mailUi: mail.mailUi,
    logins,
  });
  sayReady({ api, temporal, mail, databaseUrl, logins, seconds: ((Date.now() - since) / 1000).toFixed(1) });
}

async function seed(env, note) {
  const line = await runWorkerCommand(['seed', '--local'], env, note);
  try {
    return JSON.parse(line);
  } catch {
    throw new Unable(
      `seed --local should end with one line of JSON {logins: [{role, username, password}]}, it ended with: ${line.slice(0, 200)}`,
    );
  }
}

/** A part of the stack; whoever pressed Ctrl-C meanwhile sees no more of them start. */
async function part(label, work) {
  const result = await phase(label, async (note) => {
    const made = await work(note);
    if (stopping) await stopping;
    return made;
  });
  for (const moved of stack.takeMoves()) say(moved);
  return result;
}

async function forgetAfterAsking() {
  if (!flags.has('--yes')) {
    if (!process.stdin.isTTY)
      throw new Unable(
        '--fresh xóa mọi dữ liệu / forgets all data. Without a terminal to ask on, add --yes: npm start -- --fresh --yes',
      );
    const ask = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await ask.question('Xóa toàn bộ dữ liệu của bản chạy này? / Forget all data of this stack? [y/N] ');
    ask.close();
    if (!/^(y|yes|c|có)$/i.test(answer.trim())) throw new Unable('Giữ nguyên dữ liệu / the data stays.');
  }
  await phase('Xóa dữ liệu cũ / Forget the data', forgetData);
}

function sayReady({ api, temporal, mail, databaseUrl, logins, seconds }) {
  const database = new URL(databaseUrl);
  say(`\nLanToa sẵn sàng / is ready (${seconds} s)\n`);
  say(
    table(
      [
        ['API', api],
        ['OpenAPI', `${api}/openapi.json`],
        ['Hộp thư thử / Mails', mail.mailUi],
        ['Temporal', temporal.ui ?? temporal.address],
        ['PostgreSQL', `${database.host}${database.pathname} (user ${database.username})`],
        ['Nhật ký / Logs', logsDir],
        ['Tất cả / All facts', stackFile],
      ].filter(([, value]) => value),
    ),
  );
  if (logins?.length) {
    say('\nTài khoản thử / Demo logins\n');
    say(table(logins.map(({ role, username, password }) => [role, username, password])));
  }
  say('\nCtrl-C để dừng / stops everything.');
}

/** @param {number} exitCode */
function stopAll(exitCode) {
  stopping ??= (async () => {
    endSteps();
    if (claimed) {
      rmSync(stackFile, { force: true });
      await stack.stop();
      releaseClone();
      say('Đã dừng / stopped.');
    }
    process.exit(exitCode);
  })();
  return stopping;
}

// npm passes on the signal that the terminal has already sent, so one Ctrl-C arrives twice.
const oneKeyPress = 1000;
let firstSignal = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (firstSignal === 0) {
      firstSignal = Date.now();
      say('\nĐang dừng / stopping … (Ctrl-C lần nữa để dừng ngay / again to force)');
      void stopAll(0);
    } else if (Date.now() - firstSignal > oneKeyPress) {
      stack.kill();
      endSteps();
      releaseClone();
      process.exit(1);
    }
  });
}

try {
  await start();
} catch (error) {
  if (!stopping) {
    say(`\n${error instanceof Unable || !process.env.DEBUG ? error.message : error.stack}\n`);
    if (!(error instanceof Unable) && !process.env.DEBUG) say('DEBUG=1 npm start để xem thêm / shows where.');
  }
  await stopAll(1);
}
