import { FireRung, NextRung } from '#usecases';
import type { Records } from '#records';
import { bareRung, gatherHerd, HERD } from './herd.js';
import { interleaved, tell, timed } from './ratio.js';

/** One rung fired for 100,000 obligations, against the same rows by bare set SQL; and how often a workflow wakes for them all. */
export async function benchRungOfAHerd(records: Records) {
  const { deadlineId, rungs } = await gatherHerd(records);
  const fire = new FireRung(records);
  let used = 0;
  const next = () => rungs[used++]!;
  const verify = async (rung: string) => {
    const { notices, digests } = (await records.sql.row<{ notices: number; digests: number }>(
      `SELECT (SELECT count(*)::int FROM notices WHERE rung = $1) AS notices, (SELECT count(*)::int FROM deliveries) AS digests`,
      [rung],
    ))!;
    if (notices !== HERD || digests !== HERD) throw new Error(`rung ${rung}: ${notices} notices, ${digests} digests of ${HERD}`);
    // The tables stay small and alike from round to round.
    await records.sql.affected(`TRUNCATE notices, deliveries, delivery_attempts`);
    await records.sql.affected(`CHECKPOINT`);
  };
  const ours = async () => {
    const { rung, at } = next();
    const took = await timed(() => fire.run({ rung: { deadlineId, revision: 1, rung }, now: at }));
    await verify(rung);
    return took;
  };
  const base = async () => {
    const { rung, at } = next();
    const took = await timed(() => bareRung(records, deadlineId, rung, at));
    await records.sql.affected(`UPDATE deadline_rungs SET outcome = 'cancelled', settled_at = $2, reached = 0 WHERE rung = $1`, [
      rung,
      at,
    ]);
    await verify(rung);
    return took;
  };
  const taken = await interleaved(6, ours, base);
  return tell({ name: `one rung of ${HERD} obligations`, baseline: 'the same rows by bare set SQL', ...taken, aim: '≤ 1.5' });
}

/** With the ladder that ships: how many times the workflow wakes for all obligations of one due day, from opening to closing. */
export async function countWakeUps(records: Records): Promise<number> {
  const round = await records.sql.row<{ id: string }>(`SELECT id FROM rounds LIMIT 1`);
  let wakeUps = 0;
  for (
    let rung = await new NextRung(records).run({ kind: 'round', id: round!.id });
    rung;
    rung = await new NextRung(records).run({ kind: 'round', id: round!.id })
  ) {
    await new FireRung(records).run({ rung, now: rung.at });
    wakeUps++;
  }
  const left = await records.sql.row<{ n: number }>(`SELECT count(*)::int AS n FROM obligations WHERE status <> 'notReceived'`);
  if (left!.n !== 0) throw new Error(`${left!.n} obligations were left`);
  return wakeUps;
}
