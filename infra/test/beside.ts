import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Beside {
  stop: () => Promise<void>;
  /** Ends it at once, in the middle of whatever it does. */
  kill: () => Promise<void>;
}

/**
 * Starts a program of `infra/local` beside this process and reads the one line of JSON in which it says where it listens.
 * It ends when its input closes, so it never outlives this process. (Jest runs the sources as CommonJS and cannot import it.)
 */
export function startBeside<Said>(program: string, ...args: string[]): Promise<Said & Beside> {
  const child = spawn(process.execPath, [join(projectRoot(), 'infra/local', program), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    let complaint = '';
    const exited = new Promise<void>((done) => child.once('exit', () => done()));
    const stop = () => (child.stdin.end(), exited);
    const kill = () => (child.kill('SIGKILL'), exited);
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('\n')) resolve({ ...(JSON.parse(said) as Said), stop, kill });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${program} ended (exit code ${code}): ${complaint}`)));
  });
}

// Jest runs the sources as CommonJS and the build runs them as ES modules: neither `import.meta` nor `__dirname` serves both.
function projectRoot(from = process.cwd()): string {
  const manifest = join(from, 'package.json');
  if (existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { name: string }).name === 'lantoa') return from;
  if (dirname(from) === from) throw new Error('Run this from inside the project');
  return projectRoot(dirname(from));
}
