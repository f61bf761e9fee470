import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './children.mjs';
import { projectRoot } from './places.mjs';

/**
 * The SDK's own way to get its servers. It knows no time limit, so it runs aside and is ended when nothing has come for five seconds.
 * @param {'cli' | 'test-server'} which @param {string} folder @returns {Promise<string>} the program's path
 */
export async function officialDownload(which, folder) {
  const sizes = () => readdirSync(folder).map((name) => ({ path: join(folder, name), size: statSync(join(folder, name)).size }));
  const arrived = () => sizes().reduce((sum, { size }) => sum + size, 0);
  const stalled = new AbortController();
  let before = arrived();
  const watch = setInterval(() => {
    const now = arrived();
    if (now === before) stalled.abort();
    before = now;
  }, 5000);
  const self = fileURLToPath(import.meta.url);
  const { code, output } = await run(process.execPath, [self, which, folder], {
    cwd: projectRoot,
    timeout: 600_000,
    signal: stalled.signal,
  });
  clearInterval(watch);
  if (stalled.signal.aborted) throw new Error('nothing came for 5 s');
  const biggest = sizes().sort((a, b) => b.size - a.size)[0];
  if (code !== 0 || !biggest) throw new Error(output.trim().split('\n').pop().slice(0, 200) || `exit code ${code}`);
  return biggest.path;
}

// As a program: fetches by starting a test environment with a download folder.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [which, downloadDir] = process.argv.slice(2);
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const server = { executable: { type: 'cached-download', downloadDir } };
  try {
    const env = await (which === 'cli'
      ? TestWorkflowEnvironment.createLocal({ server })
      : TestWorkflowEnvironment.createTimeSkipping({ server }));
    await env.teardown();
  } catch (error) {
    console.error(
      String(error.message)
        .split('\n')[0]
        .replace(/https?:\S+/g, '')
        .slice(0, 200),
    );
    process.exitCode = 1;
  }
}
