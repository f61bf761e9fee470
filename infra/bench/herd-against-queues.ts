import type { Records } from '#records';
import { FireRung } from '#usecases';
import { database } from './database.js';
import { gatherHerd, HERD } from './herd.js';
import { interleaved, tell, timed } from './ratio.js';
import { openRival, type RivalRound } from './rival.js';

const ROUNDS = 2;

/**
 * 100,000 obligations noticed, journaled and queued for sending, against queues of others doing as many jobs. The aim is for jobs that leave the
 * same behind. Told beside it: jobs that do nothing, with and without putting them into the queue, which no rung can beat by much, for the
 * rows of the notices and letters cost what the rows of a queue cost.
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
      const baseline = `one rung of ${HERD} obligations`;
      const against = async (deed: 'nothing' | 'notice') => {
        const played: RivalRound[] = [];
        const taken = await interleaved(ROUNDS, ours, async () => {
          const round = await rival.round(HERD, deed);
          played.push(round);
          return round.insertMs + round.workMs;
        });
        return { taken, work: played.slice(1).map(({ workMs }) => workMs) };
      };
      const noting = (await against('notice')).taken;
      tell({ name: `${HERD} jobs of ${name}, each noting its reminder`, baseline, ours: noting.base, base: noting.ours, aim });
      const { taken, work } = await against('nothing');
      tell({ name: `${HERD} jobs of ${name} that do nothing`, baseline, ours: taken.base, base: taken.ours, aim: 'told' });
      tell({ name: `the same, put in long before`, baseline, ours: work, base: taken.ours, aim: 'told' });
    } finally {
      await rival.close();
      await close();
    }
  }
}
