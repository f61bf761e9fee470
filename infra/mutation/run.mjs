// `npm run mutation`: changes the domain room in thousands of small ways, drawer by drawer, and counts the changes no test of that drawer
// notices. It takes long and belongs to no CI run. `-- criteria calendar` looks at some drawers only; the rest keeps its last report.
// `-- --quick` judges all changes in one process (`quick.mjs`): an hour in the place of many.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../local/places.mjs';

const LEAST = 90;
const room = join(projectRoot, 'libs/domain/src');
const reports = join(projectRoot, '.local/mutation');
const drawers = readdirSync(room, { withFileTypes: true })
  .filter(
    (entry) =>
      entry.isDirectory() && readdirSync(join(room, entry.name), { recursive: true }).some((file) => file.endsWith('.spec.ts')),
  )
  .map(({ name }) => name);
const isQuick = process.argv.includes('--quick');
const chosen = process.argv.slice(2).filter((word) => word !== '--quick');
const strangers = chosen.filter((name) => !drawers.includes(name));
if (strangers.length > 0) {
  console.error(`${strangers.join(', ')}: no drawer with tests; there is: ${drawers.join(', ')}`);
  process.exit(2);
}
mkdirSync(reports, { recursive: true });

for (const drawer of chosen.length > 0 ? chosen : drawers) {
  const how = {
    cwd: projectRoot,
    stdio: 'inherit',
    // What a drawer of property tests proves at length elsewhere, it proves here many hundred times over.
    env: { ORACLE_CASES: '4000', PROPERTY_SHARE: '0.02', ...process.env, MUTATION_DRAWER: drawer },
  };
  const { status } = isQuick
    ? spawnSync(process.execPath, [join(projectRoot, 'infra/mutation/quick.mjs'), drawer], how)
    : spawnSync('npx', ['stryker', 'run', join(projectRoot, 'infra/mutation/stryker.config.mjs')], how);
  if (status !== 0) process.exit(status ?? 1);
}

const killed = new Set(['Killed', 'Timeout']);
const counted = new Set([...killed, 'Survived', 'NoCoverage']);
let [all, noticed] = [0, 0];
const survivors = [];
for (const drawer of drawers) {
  const path = join(reports, `${drawer}.json`);
  if (!existsSync(path)) {
    console.log(`${drawer}: not run yet`);
    continue;
  }
  const { files } = JSON.parse(readFileSync(path, 'utf8'));
  const mutants = Object.entries(files).flatMap(([file, { source, mutants: ofFile }]) =>
    ofFile.map((mutant) => ({ ...mutant, file, source })),
  );
  const valid = mutants.filter(({ status }) => counted.has(status));
  const dead = valid.filter(({ status }) => killed.has(status));
  all += valid.length;
  noticed += dead.length;
  console.log(`${drawer}: ${share(dead.length, valid.length)}`);
  survivors.push(...valid.filter(({ status }) => !killed.has(status)));
}
for (const { file, location, mutatorName, status, replacement, source } of survivors) {
  const { line, column } = location.start;
  const written = source.split('\n')[line - 1].trim();
  console.log(
    `${status} ${file}:${line}:${column} ${mutatorName}\n    ${written}\n    -> ${(replacement ?? '').replace(/\s+/g, ' ').slice(0, 160)}`,
  );
}
console.log(`\nlibs/domain: ${share(noticed, all)}, at least ${LEAST} %`);
process.exit(all > 0 && noticed / all >= LEAST / 100 ? 0 : 1);

function share(some, of) {
  return `${some} of ${of} changes noticed, ${((100 * some) / Math.max(of, 1)).toFixed(1)} %`;
}
