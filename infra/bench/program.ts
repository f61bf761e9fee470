import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';

export interface Program {
  url: string;
  /** Resident memory, in MB. */
  memory(): number;
  close(): Promise<void>;
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

type Start = { node: string[]; env: Record<string, string> };
const programs = () => JSON.parse(readFileSync('infra/local/programs.json', 'utf8')) as Record<'api' | 'worker', Start>;

/** The API or the worker as a process of its own, as in the local stack. */
export async function openProgram(room: 'apps/api' | 'apps/worker', env: Record<string, string>): Promise<Program> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { node, env: asStarted } = programs()[room === 'apps/api' ? 'api' : 'worker'];
  const child = spawn(process.execPath, [...node, `dist/${room}/src/main.js`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: url,
      SESSION_SECRET: 'x'.repeat(64),
      SEALING_KEYS: Buffer.alloc(32, 'x').toString('base64'),
      SMTP_URL: 'smtp://127.0.0.1:9',
      LANTOA_LOCAL: '1',
      ...asStarted,
      ...env,
    },
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  const ready = async () =>
    room === 'apps/worker' ? said.includes('worker ready') : (await fetch(`${url}/api/health/ready`).catch(() => null))?.ok;
  for (let look = 0; !(await ready()); look++) {
    if (child.exitCode !== null || look > 300) throw new Error(`${room} is not ready: ${said}`);
    await new Promise((done) => setTimeout(done, 200));
  }
  return {
    url,
    memory: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024,
    close: () =>
      new Promise((done) => {
        child.once('exit', () => done());
        child.kill('SIGTERM');
      }),
  };
}
