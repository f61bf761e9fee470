// Runs beside the starter, waiting for it to end. A starter that was killed could stop nothing: then this stops its children.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { endChildren, leftChildren } from './leftovers.mjs';
import { localDir } from './places.mjs';

for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
process.stdin.resume();
process.stdin.once('close', async () => {
  const left = leftChildren();
  if (left.length === 0) return; // the starter has stopped them itself
  rmSync(join(localDir, 'stack.json'), { force: true });
  await endChildren(left);
});
