import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A stranger answers on the port; the child that was to listen there does what its script says. */
const startBesideAStranger = async (script: string, folder: string) => {
  const starter = `
    import { createServer } from 'node:http';
    import { Child } from './infra/local/children.mjs';
    import { apiIsReady } from './infra/local/api-is-ready.mjs';
    const stranger = createServer((_, answer) => answer.end('{}')).listen(0, '127.0.0.1', async () => {
      const api = 'http://127.0.0.1:' + stranger.address().port + '/api';
      const child = new Child({
        name: 'API', command: process.execPath, args: ['-e', ${JSON.stringify(script)}],
        log: ${JSON.stringify(join(folder, 'api.log'))}, ready: (one) => apiIsReady(one, api),
      });
      await child.start().then(() => console.log('ready'), (error) => console.log(error.message));
      await child.stop();
      process.exit();
    });`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', starter]);
  return stdout;
};

describe('infra/local - an API of another stack is not ours', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'lantoa-api-is-ready-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is not taken for ours when it took the port first, so that the start moves on to the next port', async () => {
    const lost = `setTimeout(() => { console.log('EADDRINUSE'); process.exit(1); }, 700)`;
    expect(await startBesideAStranger(lost, folder)).toContain('API ended (exit code 1) before it was ready');
  });

  it('ours is, once it says that it listens and answers', async () => {
    const listening = `console.log(JSON.stringify({ message: 'listening' })); setInterval(() => {}, 1000)`;
    expect(await startBesideAStranger(listening, folder)).toContain('ready');
  });
});
