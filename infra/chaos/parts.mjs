import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Child, run } from '../local/children.mjs';
import { forgetChild, rememberApart, rememberChild, setGuard } from '../local/leftovers.mjs';
import { startMailCatcher } from '../local/mail-catcher.mjs';
import { projectRoot } from '../local/places.mjs';
import { anyFreePort } from '../local/ports.mjs';
import { startPostgres } from '../local/postgres.mjs';
import { waitUntil } from '../local/process-identity.mjs';
import { findTemporalBinary } from '../local/temporal-binary.mjs';
import { startTemporalServer } from '../local/temporal-server.mjs';

/** In the order in which they are started again: those who answer before those who ask. */
const names = ['PostgreSQL', 'Temporal', 'API', 'worker'];

/**
 * The real parts of the stack, in a data place of their own, on ports that stay theirs: each may be killed and started again.
 * The mail catcher is the witness and is never killed.
 */
export class Parts {
  kills = Object.fromEntries(names.map((name) => [name, 0]));
  #children = {};
  #place = mkdtempSync(join(tmpdir(), 'lantoa-chaos-'));
  #postgres;
  #mail;

  /** @param {(note: string) => void} note */
  async begin(note) {
    rememberApart(`chaos-${process.pid}`);
    setGuard();
    mkdirSync(this.logs, { recursive: true });
    note('PostgreSQL');
    this.#postgres = await startPostgres({ log: this.#log('postgres'), child: this.#kept() });
    this.#children.PostgreSQL = this.#postgres.child;
    this.#mail = await startMailCatcher({ dir: join(this.#place, 'mail') });
    const ports = { temporal: await anyFreePort(), ui: await anyFreePort(), api: await anyFreePort() };
    this.temporalBinary = await findTemporalBinary(note);
    const { address, child } = await startTemporalServer({
      binary: this.temporalBinary,
      dataDir: this.#temporalData,
      port: ports.temporal,
      uiPort: ports.ui,
      log: this.#log('temporal'),
      child: this.#kept(),
    });
    this.#children.Temporal = child;
    this.temporalAddress = address;
    this.api = `http://127.0.0.1:${ports.api}/api`;
    this.env = {
      ...process.env,
      DATABASE_URL: this.databaseUrl,
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: 'default',
      SMTP_URL: this.#mail.smtpUrl,
      HOST: '127.0.0.1',
      PORT: String(ports.api),
      PUBLIC_URL: new URL(this.api).origin,
      SESSION_SECRET: randomBytes(24).toString('base64url'),
      SEALING_KEYS: randomBytes(32).toString('base64'),
      LANTOA_LOCAL: '1',
    };
    this.#children.API = this.#app('api', 'API', async () => (await fetch(`${this.api}/health/ready`)).ok);
    this.#children.worker = this.#app('worker', 'worker', (child) => child.said().includes('worker ready'));
  }

  get logs() {
    return join(this.#place, 'logs');
  }

  get databaseUrl() {
    return this.#postgres.url;
  }

  get mails() {
    return this.#mail.store.list({ limit: Infinity });
  }

  get #temporalData() {
    return join(this.#place, 'temporal');
  }

  /** SIGKILL to the process and all it started; it has no time to say anything to anybody. */
  async kill(...victims) {
    for (const name of victims) {
      const { pid } = this.#children[name];
      if (!pid) continue;
      process.kill(-pid, 'SIGKILL');
      this.kills[name] += 1;
    }
    for (const name of victims) await waitUntil(() => !this.#children[name].alive, 10_000);
  }

  /** Starts what is not there; a PostgreSQL whose last sessions have not noticed yet refuses at first. */
  async start(...wanted) {
    for (const name of names.filter((one) => wanted.includes(one))) {
      for (let tries = 1; !this.#children[name].alive; tries++) {
        try {
          await this.#children[name].start();
        } catch (error) {
          if (tries === 5) throw error;
          await pause(1000);
        }
      }
    }
  }

  /** Nobody may die of another's death. */
  mustAllLive() {
    const dead = names.filter((name) => !this.#children[name].alive);
    if (dead.length > 0)
      throw new Error(`died by itself: ${dead.map((name) => `${name}\n${this.#children[name].lastLines()}`).join('\n')}`);
  }

  /** Temporal loses all it ever knew. It must not be running. */
  forgetTemporal() {
    for (const name of readdirSync(this.#temporalData))
      if (name.startsWith('temporal.db')) rmSync(join(this.#temporalData, name));
  }

  /** The Temporal command line. @param {...string} args */
  async temporal(...args) {
    const { code, output } = await run(this.temporalBinary.path, [...args, '--address', this.temporalAddress], {
      timeout: 20_000,
    });
    if (code !== 0) throw new Error(`temporal ${args.join(' ')}: ${output.trim()}`);
    return output;
  }

  /** Stops all, and unless asked to keep it forgets the data. */
  async end(keep) {
    for (const name of [...names].reverse()) if (name !== 'PostgreSQL') await this.#children[name]?.stop();
    if (keep) await this.#children.PostgreSQL?.stop();
    else await this.#postgres?.stop();
    await this.#mail?.stop();
    if (!keep) rmSync(this.#place, { recursive: true, force: true });
  }

  #log(name) {
    return join(this.logs, `${name}.log`);
  }

  #kept() {
    return { remember: rememberChild, forget: forgetChild };
  }

  #app(app, name, ready) {
    return new Child({
      name,
      command: process.execPath,
      args: [join(projectRoot, `dist/apps/${app}/src/main.js`)],
      env: this.env,
      cwd: projectRoot,
      log: this.#log(app),
      ready,
      ...this.#kept(),
    });
  }
}
