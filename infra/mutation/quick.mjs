// `node infra/mutation/quick.mjs DRAWER`: the same changes as Stryker makes, by its own instrumenter, judged by the same test files, in one process.
// A change is one switch in code that is compiled once, so a drawer takes minutes where Stryker takes hours, tables at the head of a file included.
// Tests that wait for something are left out: what only they would notice counts as not noticed. The report is one of Stryker's.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { Script } from 'node:vm';
import { projectRoot } from '../local/places.mjs';
import patienceOf from './patience-of.cjs';
import stryker from './stryker.config.mjs';

const PATIENCE = 15_000;
const [drawer] = process.argv.slice(2);
const domain = join(projectRoot, 'libs/domain/src');
const folder = join(domain, drawer);
const own = createRequire(import.meta.url);
const beside = (name, of) => createRequire(own.resolve(of)).resolve(name);
const { Instrumenter } = await import(pathToFileURL(beside('@stryker-mutator/instrumenter', '@stryker-mutator/core')).href);
const { expect } = own(beside('expect', 'jest-circus'));
const swc = own('@swc/core');

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(folder, name));
const isMutated = (file) =>
  !/\.spec\.ts$|\/testing\/|(^|\/)index\.ts$|\/example-facts\.ts$/.test(relative(domain, file).replaceAll('\\', '/'));
const { files: instrumented, mutants } = await new Instrumenter({
  debug() {},
  info() {},
  isDebugEnabled: () => false,
}).instrument(
  files.filter(isMutated).map((name) => ({ name, mutate: true, content: readFileSync(name, 'utf8') })),
  { plugins: null, ignorers: [], noHeader: false, ...stryker.mutator },
);
const sources = new Map(instrumented.map(({ name, content }) => [name, content]));

const { load, forget } = modules();
const tests = gatherTests();
const specs = files.filter((file) => file.endsWith('.spec.ts')).toSorted((a, b) => patienceOf(a) - patienceOf(b));
globalThis.expect = expect;
globalThis.__stryker__ = { activeMutant: undefined, hitCount: undefined };
globalThis.judge = () => {
  forget();
  for (const spec of specs) {
    load(spec);
    for (const test of tests.splice(0)) test();
  }
};
const judged = new Script('judge()');
judged.runInThisContext();

const report = { files: {} };
for (const { id, fileName, mutatorName, replacement, location, status } of mutants) {
  if (status === 'Ignored') continue;
  globalThis.__stryker__.activeMutant = id;
  const file = relative(projectRoot, fileName);
  report.files[file] ??= { language: 'typescript', source: readFileSync(fileName, 'utf8'), mutants: [] };
  report.files[file].mutants.push({
    id,
    mutatorName,
    replacement,
    location: { start: oneBased(location.start), end: oneBased(location.end) },
    status: isNoticed() ? 'Killed' : 'Survived',
  });
}
writeFileSync(join(projectRoot, `.local/mutation/${drawer}.json`), JSON.stringify(report));

function isNoticed() {
  tests.length = 0;
  try {
    judged.runInThisContext({ timeout: PATIENCE });
    return false;
  } catch {
    return true;
  }
}

/** Every file of the domain, compiled once and loaded anew for each change. */
function modules() {
  const compiled = new Map();
  let loaded = new Map();
  const scriptOf = (file) => {
    if (!compiled.has(file)) {
      const { code } = swc.transformSync(sources.get(file) ?? readFileSync(file, 'utf8'), {
        filename: file,
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
      });
      compiled.set(file, new Script(`(function (exports, require, module) {${code}\n})`, { filename: file }));
    }
    return compiled.get(file);
  };
  const pathOf = (from, name) => {
    if (name === '#domain') return join(domain, 'index.ts');
    return name.startsWith('.') && name.endsWith('.js') ? resolve(dirname(from), name.replace(/\.js$/, '.ts')) : null;
  };
  const load = (file) => {
    if (loaded.has(file)) return loaded.get(file).exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const require = (name) => {
      const path = pathOf(file, name);
      return path ? load(path) : own(name);
    };
    scriptOf(file).runInThisContext()(module.exports, require, module);
    return module.exports;
  };
  return { load, forget: () => (loaded = new Map()) };
}

/** `describe` and `it` as the test files know them; what they name is gathered, and run when their file is loaded. */
function gatherTests() {
  const gathered = [];
  const rowsOf = (row) => (Array.isArray(row) ? row : [row]);
  const it = (name, test) => {
    if (test.constructor.name === 'AsyncFunction') return;
    gathered.push(() => {
      try {
        test();
      } catch (cause) {
        throw new Error(name, { cause });
      }
    });
  };
  it.each = (rows) => (name, test) => rows.forEach((row) => it(format(name, ...rowsOf(row)), () => test(...rowsOf(row))));
  const describe = (_, body) => body();
  describe.each = (rows) => (_, body) => rows.forEach((row) => body(...rowsOf(row)));
  Object.assign(globalThis, { describe, it, test: it });
  return gathered;
}

function oneBased({ line, column }) {
  return { line: line + 1, column: column + 1 };
}
