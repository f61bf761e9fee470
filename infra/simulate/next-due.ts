import type { Records } from '#records';
import { NextOpening } from '#usecases';
import { earliest } from './earliest.js';

/** When the next rung, letter or opening is due; null when none waits. */
export async function nextDue(records: Records, now: Date): Promise<Date | null> {
  const { at } = (await records.sql.row<{ at: Date | null }>(
    `SELECT least((SELECT min(r.planned_at) FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id AND d.revision = r.revision WHERE r.outcome IS NULL),
                  (SELECT min(next_attempt_at) FROM deliveries WHERE status = 'queued')) AS at`,
  ))!;
  const opening = await new NextOpening(records).run({ now });
  return earliest(at, opening?.at);
}
