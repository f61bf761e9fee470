import { spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const nothing = () => {};
const roomForLog = 10 * 1024 * 1024;

/**
 * @typedef {object} ChildOptions
 * @property {string} name
 * @property {string} command
 * @property {string[]} args
 * @property {string} log file the child writes to; it outlives the starter, so a killed starter never breaks a pipe
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {NodeJS.Signals} [stopSignal]
 * @property {number} [stopWithin] ms until it is killed
 * @property {(child: Child) => Promise<boolean>} ready
 * @property {number} [readyWithin] ms
 * @property {(text: string) => void} [tell] given: a child that dies later is started again, and this is told
 * @property {() => void | Promise<void>} [beforeStart]
 * @property {(name: string, pid: number, stopSignal: NodeJS.Signals) => void} [remember]
 * @property {(pid: number) => void} [forget]
 * @property {(child: Child) => void} [enrol] told before it starts, so that a start broken off can stop it
 */

/** One process of the stack, in a process group of its own: the terminal's Ctrl-C reaches the starter only, which stops the others in order. */
export class Child {
  #process = null;
  #stopping = false;
  #logFrom = 0;
  #waking = new AbortController();
  #exited = Promise.resolve();

  /** @param {ChildOptions} options */
  constructor(options) {
    this.options = {
      stopSignal: 'SIGTERM',
      stopWithin: 5000,
      readyWithin: 60_000,
      remember: nothing,
      forget: nothing,
      beforeStart: nothing,
      enrol: nothing,
      ...options,
    };
  }

  get pid() {
    return this.#process?.pid;
  }

  get alive() {
    return this.#process !== null;
  }

  /** Starts it and waits until it is ready; a child that dies instead shows its last lines. */
  async start() {
    this.options.enrol(this);
    await this.#launch();
    if (this.options.tell) this.#watch();
    return this;
  }

  async stop() {
    this.#stopping = true;
    this.#waking.abort();
    const running = this.#process;
    if (!running) return;
    running.kill(this.options.stopSignal);
    const late = setTimeout(() => this.kill(), this.options.stopWithin);
    await this.#exited;
    clearTimeout(late);
  }

  /** Ends it and all it started at once. */
  kill() {
    this.#stopping = true;
    this.#waking.abort();
    try {
      if (this.#process) process.kill(-this.#process.pid, 'SIGKILL');
    } catch {
      // gone in the meantime
    }
  }

  /** What it has written since it was last started. */
  said() {
    const log = openSync(this.options.log, 'r');
    try {
      const text = Buffer.alloc(Math.max(0, Math.min(fstatSync(log).size - this.#logFrom, roomForLog)));
      readSync(log, text, 0, text.length, this.#logFrom);
      return text.toString('utf8');
    } finally {
      closeSync(log);
    }
  }

  lastLines(count = 20) {
    return this.said().trimEnd().split('\n').slice(-count).join('\n');
  }

  async #launch() {
    const { name, command, args, log, env, cwd, uid, gid, ready, readyWithin, stopSignal, remember, forget, beforeStart } =
      this.options;
    await beforeStart();
    if (this.#stopping) return;
    mkdirSync(dirname(log), { recursive: true });
    if (existsSync(log) && statSync(log).size > roomForLog) renameSync(log, `${log}.1`);
    const output = openSync(log, 'a', 0o600);
    this.#logFrom = fstatSync(output).size;
    const child = spawn(command, args, { stdio: ['ignore', output, output], detached: true, env, cwd, uid, gid });
    closeSync(output);
    let ended = '';
    this.#exited = new Promise((resolve) => {
      child.once('error', (error) => resolve((ended = error.message)));
      child.once('exit', (code, signal) => resolve((ended = signal ? `signal ${signal}` : `exit code ${code}`)));
    }).then(() => {
      this.#process = null;
      if (child.pid) forget(child.pid);
    });
    if (child.pid) {
      this.#process = child;
      remember(name, child.pid, stopSignal);
    }
    for (const until = Date.now() + readyWithin; ;) {
      if (!this.#process) await this.#exited;
      if (this.#stopping) return;
      if (ended) throw new Error(`${name} ended (${ended}) before it was ready. Last lines of ${log}:\n${this.lastLines()}`);
      if (
        await Promise.resolve(this)
          .then(ready)
          .catch(() => false)
      )
        return;
      if (Date.now() > until) {
        process.kill(-child.pid, 'SIGKILL');
        throw new Error(`${name} was not ready after ${readyWithin / 1000} s. Last lines of ${log}:\n${this.lastLines()}`);
      }
      await pause(50);
    }
  }

  async #watch() {
    const { name, tell } = this.options;
    let failures = 0;
    let since = Date.now();
    for (;;) {
      await this.#exited;
      if (this.#stopping) return;
      if (Date.now() - since > 60_000) failures = 0;
      const wait = failures === 0 ? 200 : Math.min(1000 * 2 ** (failures - 1), 30_000);
      tell(
        `! ${name} dừng bất ngờ / died unexpectedly; khởi động lại sau / starting again in ${wait / 1000} s. Last lines:\n${this.lastLines()}`,
      );
      await pause(wait, undefined, { signal: this.#waking.signal }).catch(nothing);
      if (this.#stopping) return;
      failures++;
      since = Date.now();
      try {
        await this.#launch();
        if (!this.#stopping) tell(`✓ ${name} chạy lại rồi / is back (${((Date.now() - since) / 1000).toFixed(1)} s)`);
      } catch (error) {
        tell(`! ${error.message}`);
        await this.#exited;
      }
    }
  }
}

const steps = new Set();

/**
 * Runs a command to its end, its output kept. @param {string} command @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, uid?: number, gid?: number, timeout?: number, onOutput?: (text: string) => void, signal?: AbortSignal}} [options] `signal` ends it with all it started
 * @returns {Promise<{code: number, output: string, stdout: string}>} code 127 when the command is missing
 */
export function run(command, args, { timeout, signal, onOutput = nothing, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, ...options });
    let output = '';
    let stdout = '';
    const end = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // gone in the meantime
      }
    };
    const late = timeout && setTimeout(end, timeout);
    steps.add(end);
    signal?.addEventListener('abort', end);
    const take = (text) => ((output += text), onOutput(text));
    child.stdout.setEncoding('utf8').on('data', (text) => ((stdout += text), take(text)));
    child.stderr.setEncoding('utf8').on('data', take);
    const done = (code, extra = '') => {
      clearTimeout(late);
      steps.delete(end);
      resolve({ code, output: output + extra, stdout });
    };
    child.once('error', (error) => done(127, error.message));
    child.once('close', (code) => done(code ?? 1));
  });
}

/** Ends every command that `run` still waits for. */
export function endSteps() {
  for (const end of steps) end();
}
