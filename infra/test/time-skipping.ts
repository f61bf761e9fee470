import { TestWorkflowEnvironment } from '@temporalio/testing';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const doesNothing = existsSync('/bin/true') ? '/bin/true' : '/usr/bin/true';

/**
 * A Temporal whose clock jumps to the next timer. `teardown()` ends its server too.
 * Only the server's clock jumps: rules take their day from the workflow, never from the machine.
 */
export async function openTimeSkippingEnv(): Promise<TestWorkflowEnvironment> {
  const server = await startServer();
  try {
    // The SDK allows its server five seconds to start, which Java on a busy machine may miss. Ours runs already;
    // what the SDK starts in its place does nothing, and it then finds a server on the port.
    const env = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: doesNothing }, port: server.port },
    });
    const teardown = env.teardown.bind(env);
    env.teardown = () => teardown().finally(server.stop);
    return env;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function startServer(): Promise<{ port: number; stop: () => Promise<void> }> {
  // It ends when its input closes, so it never outlives this process.
  const child = spawn(process.execPath, [join(projectRoot(), 'infra/local/time-skipping-server.mjs')], { stdio: ['pipe', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let said = '';
    let complaint = '';
    const exited = new Promise<void>((done) => child.once('exit', () => done()));
    const stop = () => (child.stdin.end(), exited);
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('\n')) resolve({ port: (JSON.parse(said) as { port: number }).port, stop });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The time-skipping server ended (exit code ${code}): ${complaint}`)));
  });
}

// Jest runs the sources as CommonJS and the build runs them as ES modules: neither `import.meta` nor `__dirname` serves both.
function projectRoot(from = process.cwd()): string {
  const manifest = join(from, 'package.json');
  if (existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { name: string }).name === 'lantoa') return from;
  if (dirname(from) === from) throw new Error('Run this from inside the project');
  return projectRoot(dirname(from));
}
