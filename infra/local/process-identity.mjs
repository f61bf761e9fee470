import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Who a process is beyond its number: when it began, in which boot, and which program it runs.
 * A process number alone may have been given to somebody else since.
 * @param {number} pid @returns {{pid: number, began: string, program: string} | null} null when it is gone
 */
export function identify(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z') return null;
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      return { pid, began: `${boot}/${fields[19]}`, program: programOf(pid) };
    }
    const [, began, program] = execFileSync('ps', ['-o', 'lstart=,comm=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .match(/^(\S+ +\S+ +\S+ +\S+ +\S+) +(.*)$/);
    return { pid, began, program };
  } catch {
    return null;
  }
}

function programOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '');
  } catch {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]; // another user's process hides its exe
  }
}

/** @param {{pid: number, began: string, program: string}} known */
export function isStill(known) {
  const now = identify(known.pid);
  return now !== null && now.began === known.began && now.program === known.program;
}

/** @param {() => boolean} gone @param {number} withinMs */
export async function waitUntil(gone, withinMs) {
  for (const until = Date.now() + withinMs; Date.now() < until;) {
    if (gone()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return gone();
}
