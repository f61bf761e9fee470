import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { localDir, projectRoot, writePrivateJson } from './places.mjs';
import { identify, isStill, waitUntil } from './process-identity.mjs';
import { Unable } from './progress.mjs';

let pidsFile = join(localDir, 'pids.json');
const lockFile = join(localDir, 'starter.json');
const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
};

/** One starter a clone: a second one is refused, a dead one's claim is taken over. */
export async function claimClone() {
  mkdirSync(dirname(lockFile), { recursive: true });
  const mine = JSON.stringify(identify(process.pid));
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(lockFile, mine, { flag: 'wx', mode: 0o600 });
      await new Promise((resolve) => setTimeout(resolve, 30)); // two starters may both have cleared a dead claim
      if (readFileSync(lockFile, 'utf8') === mine) return;
    } catch (error) {
      if (error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error;
    }
    const other = readJson(lockFile);
    if (other && other.pid !== process.pid && isStill(other)) {
      const api = readJson(join(localDir, 'stack.json'))?.api;
      throw new Unable(
        `LanToa đang chạy trong thư mục này / already runs in this folder (process ${other.pid}${api ? `, ${api}` : ''}).\n` +
          'Nhấn Ctrl-C ở cửa sổ kia trước / stop it with Ctrl-C in its own window first.',
      );
    }
    rmSync(lockFile, { force: true });
  }
  throw new Unable('Một lệnh npm start khác vừa bắt đầu / another npm start has just begun in this folder.');
}

export function releaseClone() {
  if (readJson(lockFile)?.pid === process.pid) rmSync(lockFile, { force: true });
}

const children = new Map();
const save = () => writePrivateJson(pidsFile, [...children.values()]);

/** @param {string} name @param {number} pid @param {NodeJS.Signals} stopSignal */
export function rememberChild(name, pid, stopSignal) {
  const known = identify(pid);
  if (known) children.set(pid, { name, stopSignal, ...known });
  save();
}

/** @param {number} pid */
export function forgetChild(pid) {
  if (children.delete(pid)) save();
}

/** What was remembered and runs still. @param {string} [file] */
export const leftChildren = (file = pidsFile) => (readJson(file) ?? []).filter(isStill);

/** Ends what a killed starter left running. @returns {Promise<string[]>} their names */
export async function endLeftovers() {
  const left = leftChildren();
  await endChildren(left);
  rmSync(pidsFile, { force: true });
  return left.map(({ name }) => name);
}

/** By number, and only while it is the same process still; as a stop does it, first those who ask, last those who answer. */
export async function endChildren(left) {
  for (const child of [...left].reverse()) {
    signal(child, child.stopSignal, false);
    if (!(await waitUntil(() => !isStill(child), 5000))) signal(child, 'SIGKILL', true);
    await waitUntil(() => !isStill(child), 2000);
  }
}

/** Remembers children in a file of its own, for those who start parts beside a running stack. @param {string} name */
export function rememberApart(name) {
  pidsFile = join(localDir, `${name}.json`);
  process.once('exit', () => rmSync(pidsFile, { force: true }));
}

/** Sees to it that this process, when it is killed, leaves nothing behind. */
export function setGuard() {
  const guard = fileURLToPath(new URL('guard.mjs', import.meta.url));
  const child = spawn(process.execPath, [guard, pidsFile], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: projectRoot,
  });
  child.on('error', () => {}); // without it the next start cleans up
  child.unref();
  child.stdin.unref();
}

function signal(child, name, wholeGroup) {
  try {
    if (isStill(child)) process.kill(wholeGroup ? -child.pid : child.pid, name);
  } catch {
    // gone in the meantime
  }
}
