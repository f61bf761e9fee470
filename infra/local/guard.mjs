// Runs beside one who started children, waiting for that one to end. Whoever is killed can stop nothing: then this stops them.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { endChildren, leftChildren } from './leftovers.mjs';
import { localDir } from './places.mjs';

const [, , register] = process.argv;
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
process.stdin.resume();
process.stdin.once('close', async () => {
  const left = leftChildren(register);
  if (left.length === 0) return; // they were stopped in good order
  if (register === join(localDir, 'pids.json')) rmSync(join(localDir, 'stack.json'), { force: true });
  else rmSync(register, { force: true });
  await endChildren(left);
});
