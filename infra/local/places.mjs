import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const localDir = join(projectRoot, '.local');
export const logsDir = join(localDir, 'logs');
export const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lantoa');
export const isRoot = process.getuid?.() === 0;

// PostgreSQL refuses to run as root, and a clone may lie under a folder other users cannot enter:
// as root its data lives outside the clone, under a name taken from the clone's path.
export const postgresHome = isRoot
  ? join('/var/lib/lantoa', createHash('sha256').update(projectRoot).digest('hex').slice(0, 12))
  : localDir;

/** Writes a file nobody else may read, in one move: a reader sees the old text or the new one.
 * @param {string} path @param {unknown} value */
export function writePrivateJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const next = `${path}.${process.pid}.next`;
  writeFileSync(next, JSON.stringify(value, null, 2) + '\n', { mode: 0o600 });
  renameSync(next, path);
}
