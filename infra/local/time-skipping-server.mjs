import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inCache, keepInCache } from './cache.mjs';
import { Child, run } from './children.mjs';
import { officialDownload } from './official-download.mjs';
import { projectRoot } from './places.mjs';
import { anyFreePort, answers } from './ports.mjs';
import { Unable } from './progress.mjs';

const version = '1.38.0';
const machine = `${process.platform}-${process.arch}`;
const official = `temporal-test-server-official-${machine}`;
const jars = `temporal-test-server-${version}-jars`;
const pomDir = join(projectRoot, 'infra/temporal/test-server');

/**
 * Temporal's test server, whose clock jumps to the next timer: the first way that works.
 * @param {(note: string) => void} [note]
 * @returns {Promise<{command: string, args: string[], from: string}>} to be run with the port as one more argument
 */
export async function findTimeSkippingServer(note = () => {}) {
  const program = (path, from) => (note(from), { command: path, args: [], from });
  if (process.env.TEMPORAL_TEST_SERVER_PATH) return program(process.env.TEMPORAL_TEST_SERVER_PATH, 'TEMPORAL_TEST_SERVER_PATH');
  const downloaded = join(inCache(official), 'temporal-test-server');
  if (existsSync(downloaded)) return program(downloaded, 'official download, cache');
  const tried = [];
  if (!existsSync(inCache(jars))) {
    try {
      note('official download');
      await keepInCache(official, async (folder) => {
        renameSync(await officialDownload('test-server', folder), join(folder, 'temporal-test-server'));
        chmodSync(join(folder, 'temporal-test-server'), 0o755);
      });
      return program(downloaded, 'official download');
    } catch (error) {
      tried.push(`  - official download: ${error.message}`);
    }
    try {
      note(`Maven: temporal-test-server ${version}`);
      await keepInCache(jars, fetchJars);
    } catch (error) {
      tried.push(`  - Maven: ${error.message}`);
      throw new Unable(
        `Không lấy được máy chủ kiểm thử Temporal / could not get Temporal's test server:\n${tried.join('\n')}\n` +
          'Cần / needs: Java 11 or later and Maven (Debian: apt-get install openjdk-17-jre-headless maven), or TEMPORAL_TEST_SERVER_PATH.',
      );
    }
  }
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
  if ((await run(java, ['-version'])).code !== 0) {
    throw new Unable(`Không thấy Java / no Java (${java}). Debian: apt-get install openjdk-17-jre-headless`);
  }
  note(`${version}, Java`);
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx512m'];
  return {
    command: java,
    args: [...flags, '-cp', join(inCache(jars), '*'), 'io.temporal.testserver.TestServer'],
    from: `Maven ${version}`,
  };
}

async function fetchJars(folder) {
  const args = [
    '-q',
    '-B',
    '-f',
    join(pomDir, 'pom.xml'),
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${folder}`,
  ];
  const { code, output } = await run('mvn', args, { timeout: 600_000 });
  if (code !== 0) throw new Error(code === 127 ? 'no Maven (mvn)' : output.trim().split('\n').slice(0, 3).join(' '));
  const pinned = new Map(
    readFileSync(join(pomDir, 'jars.sha256'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(/ +/).reverse()),
  );
  const got = readdirSync(folder).filter((name) => name.endsWith('.jar'));
  const wrong = got.filter(
    (name) =>
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex') !== pinned.get(name),
  );
  if (wrong.length > 0 || got.length !== pinned.size)
    throw new Error(`jars differ from jars.sha256: ${wrong.join(', ') || `${got.length} of ${pinned.size}`}`);
}

/**
 * @param {{port?: number}} [options] default: a free port
 * @returns {Promise<{address: string, port: number, stop: () => Promise<void>}>}
 */
export async function startTimeSkippingServer({ port } = {}) {
  const { command, args } = await findTimeSkippingServer();
  const mine = port ?? (await anyFreePort());
  const log = join(tmpdir(), `lantoa-time-skipping-${process.pid}-${mine}.log`);
  const child = new Child({
    name: 'Temporal test server',
    command,
    args: [...args, String(mine)],
    log,
    cwd: tmpdir(),
    stopSignal: 'SIGKILL', // it keeps nothing
    ready: () => answers(mine),
  });
  const end = () => child.kill();
  process.once('exit', end);
  await child.start();
  return {
    address: `127.0.0.1:${mine}`,
    port: mine,
    stop: async () => {
      await child.stop();
      process.off('exit', end);
      rmSync(log, { force: true });
    },
  };
}

// As a program: prints where it listens, and ends with the one who started it, however that one ends.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const server = await startTimeSkippingServer({ port: process.argv[2] ? Number(process.argv[2]) : undefined });
    console.log(JSON.stringify({ address: server.address, port: server.port }));
    const stop = () => server.stop().then(() => process.exit(0));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
    process.stdin.resume().once('end', stop).once('close', stop);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
