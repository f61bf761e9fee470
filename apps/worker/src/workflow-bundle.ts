import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const workflows = join(here, '../../../workflows/src');
// In the built tree beside the code it was made from; its name ends in .cjs, so cleaning the build's .js leaves it alone.
const shelf = join(here, '../../../workflow-bundle');

/** The one file Temporal's workers run, named by what it was made of. */
const bundlePath = () => {
  const hash = createHash('sha256').update(
    (createRequire(import.meta.url)('@temporalio/workflow/package.json') as { version: string }).version,
  );
  for (const name of readdirSync(workflows).sort()) {
    if (name.endsWith('.js'))
      hash
        .update(`${name}\0`)
        .update(readFileSync(join(workflows, name)))
        .update('\0');
  }
  return join(shelf, `workflows-${hash.digest('hex').slice(0, 16)}.cjs`);
};

/** Where the bundle lies; made when the workflows have changed, in a process of its own: the bundler's memory is not kept. */
export async function workflowBundle(): Promise<string> {
  const path = bundlePath();
  if (!existsSync(path)) await runAlone(join(here, 'bundle-workflows.js'));
  if (!existsSync(path)) throw new Error(`The workflows were bundled, but not to ${path}`);
  return path;
}

/** Makes the bundle now, in this process. */
export async function bundleWorkflows(): Promise<string> {
  const path = bundlePath();
  if (existsSync(path)) return path;
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    // The map still names file and line; without the sources in it the bundle, kept in memory more than once, is half as large.
    webpackConfigHook: (config) => ({ ...config, devtool: 'inline-nosources-source-map' }),
    workflowsPath: join(workflows, 'index.js'),
    logger: new DefaultLogger('ERROR'),
  });
  mkdirSync(shelf, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, oneByteAChar(code));
  renameSync(unfinished, path);
  for (const name of readdirSync(shelf)) if (join(shelf, name) !== path) rmSync(join(shelf, name), { force: true });
  return path;
}

// One letter beyond Latin, in whatever comment, makes V8 keep the whole text in two bytes a letter.
const oneByteAChar = (code: string) =>
  code.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

const runAlone = (script: string) =>
  new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`Bundling the workflows ended with exit code ${code}`)),
    );
  });
