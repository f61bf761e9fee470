import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiIsReady } from './api-is-ready.mjs';
import { Child, run } from './children.mjs';
import { forgetChild, rememberChild } from './leftovers.mjs';
import { localDir, logsDir, postgresHome, projectRoot, writePrivateJson } from './places.mjs';
import { answers, freePort } from './ports.mjs';
import { canConnect, startPostgres } from './postgres.mjs';
import { Unable } from './progress.mjs';
import { localSecrets } from './secrets.mjs';
import { findTemporalBinary } from './temporal-binary.mjs';
import { startTemporalServer } from './temporal-server.mjs';

const usualPorts = {
  api: Number(process.env.PORT) || 3000,
  postgres: 54320,
  temporal: 7233,
  temporalUi: 8233,
  smtp: 1025,
  mailUi: 8025,
};
const programs = JSON.parse(readFileSync(new URL('programs.json', import.meta.url), 'utf8'));
const dataDirOf = (home) => join(home, 'postgres/data');

/** The running parts, begun one after the other, each on the next free port when its usual one is busy. */
export class Stack {
  /** @type {Child[]} in the order of their start */
  children = [];
  #taken = new Set();
  #moved = [];
  #tell;
  #simulation;

  /**
   * @param {(text: string) => void} tell what happens to a part while it runs
   * @param {{simulation?: boolean}} [options] open the kept simulation instead of the stack's own data
   */
  constructor(tell, { simulation = false } = {}) {
    this.#tell = tell;
    this.#simulation = simulation;
  }

  /** Ports that had to move, told once. */
  takeMoves() {
    return this.#moved.splice(0);
  }

  async startPostgres(note) {
    if (process.env.DATABASE_URL) return outside(note, 'DATABASE_URL');
    const secrets = localSecrets();
    keepFolderOf(secrets.home);
    const { url, version } = await this.#onFreePorts(['postgres'], ({ postgres: port }) =>
      startPostgres({
        dataDir: dataDirOf(postgresHome),
        port,
        adminPassword: secrets.adminPassword,
        password: secrets.password,
        log: join(logsDir, 'postgres.log'),
        child: this.#kept(),
      }),
    );
    note(version);
    return this.#simulation ? await keptSimulation(url) : url;
  }

  /** @returns {Promise<{address: string, ui?: string, binary?: string}>} */
  async startTemporal(note) {
    if (process.env.TEMPORAL_ADDRESS) return { address: outside(note, 'TEMPORAL_ADDRESS') };
    const binary = await findTemporalBinary(note);
    const { address, ui, forgotten } = await this.#onFreePorts(
      ['temporal', 'temporalUi'],
      async ({ temporal: port, temporalUi: uiPort }) => ({
        ...(await startTemporalServer({
          binary,
          dataDir: join(localDir, this.#simulation ? 'temporal-simulation' : 'temporal'),
          port,
          uiPort,
          log: join(logsDir, 'temporal.log'),
          child: this.#kept(),
        })),
        ui: `http://127.0.0.1:${uiPort}`,
      }),
    );
    if (forgotten)
      this.#tell('  Temporal đổi phiên bản / another version: its old waits are set aside and planned anew from the database');
    return { address, ui, binary: binary.path };
  }

  /** @returns {Promise<{smtpUrl: string, mailUi?: string}>} */
  async startMail(note) {
    if (process.env.SMTP_URL) return { smtpUrl: outside(note, 'SMTP_URL') };
    return this.#onFreePorts(['smtp', 'mailUi'], async ({ smtp, mailUi }) => {
      const program = fileURLToPath(new URL('mail-catcher.mjs', import.meta.url));
      await new Child({
        name: 'Mail catcher',
        command: process.execPath,
        args: [program, String(smtp), String(mailUi), join(localDir, 'mail')],
        log: join(logsDir, 'mail.log'),
        ready: (child) => child.said().includes('"ready":"mail catcher"'),
        stopWithin: 2000,
        ...this.#kept(),
      }).start();
      return { smtpUrl: `smtp://127.0.0.1:${smtp}`, mailUi: `http://127.0.0.1:${mailUi}` };
    });
  }

  /** What worker, API and commands are told about the others. */
  environment({ databaseUrl, temporalAddress, smtpUrl, mailUi, port }) {
    const publicUrl = `http://127.0.0.1:${port}`;
    return {
      ...process.env,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: process.env.TEMPORAL_NAMESPACE || 'default',
      SMTP_URL: smtpUrl,
      // The sandbox of phones stands beside the mails; a gateway of the person's own goes before.
      ...(mailUi && !process.env.TEXT_GATEWAY_URL && { TEXT_GATEWAY_URL: `${mailUi}/texts` }),
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      SESSION_SECRET: localSecrets().sessionSecret,
      // One of the person's own goes before, as for a database that lies elsewhere.
      SEALING_KEYS: process.env.SEALING_KEYS || localSecrets().sealingKey,
      LANTOA_LOCAL: '1',
    };
  }

  async startWorker(env) {
    await this.#app('worker', 'Worker', env, (child) => child.said().includes('worker ready'));
  }

  /** @param {(port: number) => NodeJS.ProcessEnv} envOn @returns {Promise<string>} its address */
  async startApi(envOn) {
    return this.#onFreePorts(['api'], async ({ api: port }) => {
      const api = `http://127.0.0.1:${port}/api`;
      await this.#app('api', 'API', envOn(port), (child) => apiIsReady(child, api));
      return api;
    });
  }

  /** Stops those who ask before those who answer. */
  async stop() {
    for (const names of [['API', 'Worker'], ['Mail catcher', 'Temporal'], ['PostgreSQL']]) {
      await Promise.all(this.children.filter(({ options }) => names.includes(options.name)).map((child) => child.stop()));
    }
  }

  kill() {
    for (const child of this.children) child.kill();
  }

  #app(app, name, env, ready) {
    const main = join(projectRoot, `dist/apps/${app}/src/main.js`);
    const log = join(logsDir, `${app}.log`);
    return new Child({
      name,
      command: process.execPath,
      args: [...programs[app].node, main], // without --enable-source-maps, which keeps the map of every loaded module in memory
      env: { ...env, ...programs[app].env },
      cwd: projectRoot,
      log,
      ready,
      stopWithin: 5000,
      ...this.#kept(),
    }).start();
  }

  #kept() {
    return {
      tell: this.#tell,
      forget: forgetChild,
      remember: rememberChild,
      enrol: (child) => this.children.push(child),
    };
  }

  /** Somebody may take a port between the look and the start: then once more on the next one. */
  async #onFreePorts(names, start) {
    for (let attempt = 1; ; attempt++) {
      const ports = {};
      for (const name of names) ports[name] = await freePort(usualPorts[name], this.#taken);
      const before = this.children.length;
      try {
        const started = await start(ports);
        for (const name of names) {
          if (ports[name] !== usualPorts[name])
            this.#moved.push(`  Cổng / port ${usualPorts[name]} bận / is busy: ${name} → ${ports[name]}`);
        }
        return started;
      } catch (error) {
        for (const child of this.children.splice(before)) await child.stop();
        const snatched = await Promise.all(Object.values(ports).map((port) => answers(port)));
        if (attempt === 3 || !snatched.includes(true)) throw error;
      }
    }
  }
}

export const SIMULATION = 'lantoa_simulation';

async function keptSimulation(url) {
  const simulation = Object.assign(new URL(url), { pathname: `/${SIMULATION}` }).href;
  if (!(await canConnect(simulation)))
    throw new Unable('Chưa có lần chạy thử nào được giữ / no simulation was kept: run `npm run simulate -- --keep` first.');
  return simulation;
}

function outside(note, name) {
  note(`bên ngoài / outside (${name})`);
  return process.env[name];
}

/** A folder of data outside the clone belongs to one .local; without that it is another clone's, set aside rather than used or lost. */
function keepFolderOf(id) {
  if (postgresHome === localDir) return;
  const mark = join(postgresHome, 'belongs-to.json');
  if (existsSync(dataDirOf(postgresHome)) && JSON.parse(readFileSync(mark, 'utf8')).id !== id) {
    rmSync(`${postgresHome}.set-aside`, { recursive: true, force: true });
    renameSync(postgresHome, `${postgresHome}.set-aside`);
  }
  if (!existsSync(mark)) writePrivateJson(mark, { id, project: projectRoot });
}

/** Forgets all the stack has kept; what was installed and built stays. */
export function forgetData() {
  if (postgresHome !== localDir) rmSync(postgresHome, { recursive: true, force: true });
  for (const name of ['postgres', 'temporal', 'temporal-simulation', 'mail', 'logs', 'secrets.json'])
    rmSync(join(localDir, name), { recursive: true, force: true });
}

/**
 * Runs a command of the worker to its end. @param {string[]} args @param {NodeJS.ProcessEnv} env @param {(note: string) => void} note
 * @returns {Promise<string>} the last line it printed
 */
export async function runWorkerCommand(args, env, note) {
  const cli = join(projectRoot, 'dist/apps/worker/src/cli.js');
  if (!existsSync(cli))
    throw new Unable(
      `Chưa có / missing: ${cli.slice(dirname(projectRoot).length + 1)}. apps/worker/src/cli.ts makes the tables and the seed.`,
    );
  const lastLine = (text) => text.trimEnd().split('\n').pop() ?? '';
  const withoutJson = (text) => text.replace(/^\{.*$/gm, ''); // an answer for us, with passwords in it
  const { code, output, stdout } = await run(process.execPath, ['--enable-source-maps', cli, ...args], {
    cwd: projectRoot,
    env,
    onOutput: (text) => withoutJson(text).trim() && note(lastLine(withoutJson(text)).slice(0, 100)),
  });
  if (code !== 0)
    throw new Unable(
      `worker ${args.join(' ')} ended with exit code ${code}:\n${output.trimEnd().split('\n').slice(-20).join('\n')}`,
    );
  return lastLine(stdout);
}
