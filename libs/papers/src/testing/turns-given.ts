import { createHook } from 'node:async_hooks';

/** How often a piece of work stood aside until all else that waited had its turn; 0: it kept the thread to itself from beginning to end. */
export async function turnsGiven(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const hook = createHook({
    init: (_, type) => {
      if (type === 'Immediate') turns++;
    },
  }).enable();
  try {
    await work();
  } finally {
    hook.disable();
  }
  return turns;
}
