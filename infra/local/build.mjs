import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './children.mjs';
import { localDir, projectRoot } from './places.mjs';
import { Unable } from './progress.mjs';

const rooms = ['apps/api', 'apps/worker', 'libs', 'workflows', 'infra'];
const settings = ['.swcrc', 'nest-cli.json', 'tsconfig.json', 'package-lock.json'];
const dist = join(projectRoot, 'dist');
const stamp = join(localDir, 'built');

const filesUnder = (folder, ending) =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .sort()
    : [];
const sources = () =>
  rooms
    .flatMap((room) => filesUnder(join(projectRoot, room), '.ts'))
    .filter((path) => !path.endsWith('.spec.ts') && !path.endsWith('.d.ts') && !path.includes('/node_modules/'));
const outputOf = (source) => join(dist, relative(projectRoot, source)).replace(/\.ts$/, '.js');

function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    hash
      .update(`${relative(projectRoot, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  return hash.digest('hex');
}

/** Builds when a source differs from the one built last. @param {(note: string) => void} note */
export async function buildWhenChanged(note) {
  const now = sources();
  const print = fingerprint([...now, ...settings.map((name) => join(projectRoot, name))]);
  const before = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (before === print && now.every((source) => existsSync(outputOf(source)))) return note('không đổi / unchanged');
  note('nest build');
  rmSync(stamp, { force: true });
  const nest = join(projectRoot, 'node_modules/@nestjs/cli/bin/nest.js');
  const { code, output } = await run(process.execPath, [nest, 'build', 'api'], { cwd: projectRoot });
  const missing = sources().filter((source) => !existsSync(outputOf(source)));
  if (code !== 0 || missing.length > 0) {
    const absent = missing.map((source) => `not built: ${relative(projectRoot, source)}`);
    throw new Unable([`Dịch mã không thành công / the build failed (exit code ${code}):`, output.trim(), ...absent].join('\n'));
  }
  dropOrphans();
  mkdirSync(localDir, { recursive: true });
  writeFileSync(stamp, print);
  note(`${now.length} tệp / files`);
}

// A source that was removed or renamed must not live on in the build: migrations, for one, are found by folder.
function dropOrphans() {
  const wanted = new Set(sources().map(outputOf));
  for (const built of filesUnder(dist, '.js')) {
    if (wanted.has(built)) continue;
    rmSync(built);
    rmSync(`${built}.map`, { force: true });
  }
}

// As a program, for a test that starts what is built.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await buildWhenChanged(() => {});
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
