import type { Records } from '#records';
import { FireRung } from '#usecases';
import { database } from './database.js';
import { gatherHerd, HERD } from './herd.js';
import { interleaved, tell, timed } from './ratio.js';
import { openRival, type RivalRound } from './rival.js';

const ROUNDS = 2;

/**
 * 100,000 obligations noticed, journaled and queued for sending, against queues of others doing as many jobs that do nothing.
 * Told twice: with the jobs put into the queue, and the taking and completing alone, as if they had been put there long before.
 */
export async function benchHerdAgainstQueues(records: Records): Promise<void> {
  const { deadlineId, rungs } = await gatherHerd(records);
  const fire = new FireRung(records);
  let used = 0;
  const ours = async () => {
    const { rung, at } = rungs[used++]!;
    const took = await timed(() => fire.run({ rung: { deadlineId, revision: 1, rung }, now: at }));
    const { notices, digests } = (await records.sql.row<{ notices: number; digests: number }>(
      `SELECT (SELECT count(*)::int FROM notices WHERE rung = $1) AS notices, (SELECT count(*)::int FROM deliveries) AS digests`,
      [rung],
    ))!;
    if (notices !== HERD || digests !== HERD) throw new Error(`rung ${rung}: ${notices} notices, ${digests} digests of ${HERD}`);
    await records.sql.affected(`TRUNCATE notices, deliveries, delivery_attempts`);
    await records.sql.affected(`CHECKPOINT`);
    return took;
  };
  for (const [name, aim] of [
    ['pg-boss', '≥ 3'],
    ['graphile-worker', '≥ 10'],
  ] as const) {
    const { url, close } = await database({ seeded: false });
    const rival = await openRival(name, url);
    try {
      const played: RivalRound[] = [];
      const base = async () => {
        const round = await rival.round(HERD);
        played.push(round);
        return round.insertMs + round.workMs;
      };
      const taken = await interleaved(ROUNDS, ours, base);
      const baseline = `one rung of ${HERD} obligations`;
      tell({ name: `${HERD} jobs of ${name}, put in and done`, baseline, ours: taken.base, base: taken.ours, aim });
      const work = played.slice(1).map(({ workMs }) => workMs);
      tell({ name: `${HERD} jobs of ${name}, done only`, baseline, ours: work, base: taken.ours, aim: 'told' });
    } finally {
      await rival.close();
      await close();
    }
  }
}
