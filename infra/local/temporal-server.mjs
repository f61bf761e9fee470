import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child, run } from './children.mjs';
import { anyFreePort, answers } from './ports.mjs';
import { findTemporalBinary } from './temporal-binary.mjs';

/**
 * The Temporal development server with its web view (where a port is given for it), its data kept in a folder.
 * @param {object} options
 * @param {{path: string, version: string}} options.binary
 * @param {string} options.dataDir
 * @param {number} options.port
 * @param {number} [options.uiPort]
 * @param {string} options.log
 * @param {Partial<import('./children.mjs').ChildOptions>} [options.child]
 */
export async function startTemporalServer({ binary, dataDir, port, uiPort, log, child: keep }) {
  mkdirSync(dataDir, { recursive: true });
  const forgotten = forgetOtherVersion(dataDir, binary.version);
  const address = `127.0.0.1:${port}`;
  const child = new Child({
    name: 'Temporal',
    command: binary.path,
    args: `server start-dev --ip 127.0.0.1 --port ${port} ${uiPort ? `--ui-port ${uiPort}` : '--headless'} --log-level warn`
      .split(' ')
      .concat('--db-filename', join(dataDir, 'temporal.db')),
    log,
    stopWithin: 3000,
    ready: async () =>
      (await answers(port)) &&
      (await run(binary.path, ['operator', 'cluster', 'health', '--address', address], { timeout: 5000 })).code === 0,
    ...keep,
  });
  await child.start();
  return { address, child, forgotten, stop: () => child.stop() };
}

/** The development server makes its tables only in a new file and never changes them: another version needs a new file. */
function forgetOtherVersion(dataDir, version) {
  const note = join(dataDir, 'version');
  const other = existsSync(note) && readFileSync(note, 'utf8') !== version;
  if (other) for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name), { recursive: true });
  writeFileSync(note, version);
  return other;
}

// As a program, for a test: prints where it listens and which process the server is, and ends with the one who started it.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const [dataDir, wanted] = process.argv.slice(2);
    const port = wanted ? Number(wanted) : await anyFreePort();
    const server = await startTemporalServer({
      binary: await findTemporalBinary(),
      dataDir,
      port,
      log: join(dataDir, 'temporal.log'),
      child: { enrol: (child) => process.once('exit', () => child.kill()) },
    });
    console.log(JSON.stringify({ address: server.address, port, pid: server.child.pid }));
    const stop = () => server.stop().then(() => process.exit(0));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
    process.stdin.resume().once('end', stop).once('close', stop);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
