import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { localDir, writePrivateJson } from './places.mjs';
import { identify, isStill, waitUntil } from './process-identity.mjs';
import { Unable } from './progress.mjs';

const pidsFile = join(localDir, 'pids.json');
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

/** Ends what a killed starter left running, by number and only when it is the same process still. @returns {Promise<string[]>} */
export async function endLeftovers() {
  const left = (readJson(pidsFile) ?? []).filter(isStill);
  // As a stop does it: first those who ask, last those who answer.
  for (const child of [...left].reverse()) {
    signal(child, child.stopSignal, false);
    if (!(await waitUntil(() => !isStill(child), 5000))) signal(child, 'SIGKILL', true);
    await waitUntil(() => !isStill(child), 2000);
  }
  rmSync(pidsFile, { force: true });
  return left.map(({ name }) => name);
}

function signal(child, name, wholeGroup) {
  try {
    if (isStill(child)) process.kill(wholeGroup ? -child.pid : child.pid, name);
  } catch {
    // gone in the meantime
  }
}
