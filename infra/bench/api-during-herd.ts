import type { Records } from '#records';
import { FireRung } from '#usecases';
import { openAdvancing } from './advance-over-http.js';
import { gatherHerd, HERD } from './herd.js';
import { tell } from './ratio.js';

const COMMANDS = 150;
const ROUNDS = 3;

/** How long an official waits for a command while 100,000 obligations are told of, against a quiet moment of the same run. */
export async function benchApiDuringHerd(records: Records, apiUrl: string): Promise<void> {
  const officer = await openAdvancing(records, apiUrl);
  const { deadlineId, rungs } = await gatherHerd(records);
  const fire = new FireRung(records);
  const taken = { during: [] as number[], atRest: [] as number[] };
  try {
    await commands(officer.advance, () => true);
    for (let round = 0; round < ROUNDS; round++) {
      taken.atRest.push(p95(await commands(officer.advance, () => true)));
      let firing = true;
      const { rung, at } = rungs[round]!;
      const fired = fire.run({ rung: { deadlineId, revision: 1, rung }, now: at }).finally(() => (firing = false));
      taken.during.push(p95(await commands(officer.advance, () => firing)));
      await fired;
    }
  } finally {
    officer.close();
  }
  tell({
    name: `p95 of a command while ${HERD} obligations are told of`,
    baseline: 'p95 at rest',
    ours: taken.during,
    base: taken.atRest,
    aim: '≤ 3',
  });
}

/** Commands one after the other, while it holds and at most so many; how long each took. */
async function commands(advance: () => Promise<void>, holds: () => boolean): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < COMMANDS && holds(); n++) {
    const began = performance.now();
    await advance();
    took.push(performance.now() - began);
  }
  return took;
}

const p95 = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)]!;
