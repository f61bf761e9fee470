import { setTimeout as pause } from 'node:timers/promises';
import type { Records } from '#records';
import { NextOpening, NextRung, roundWish, summaryConferenceWish } from '#usecases';
import type { ToldRuns } from './told-runs.js';

// Shorter than a test waits, which would not say what it waited for.
const PATIENCE = 45_000;

/**
 * Waits until the house is at rest: nothing due is undone, no wish or letter is under way, and every workflow sleeps to the instant
 * PostgreSQL names. Only then may the time jump.
 * @throws Error naming what does not come to rest.
 */
export async function untilQuiet(records: Records, waker: ToldRuns, now: () => Promise<Date>): Promise<void> {
  const until = performance.now() + PATIENCE;
  for (let look = 0; ; look++) {
    const unrest = await whatIsUnderWay(records, waker, await now());
    if (!unrest) return;
    if (performance.now() > until) throw new Error(`The house does not come to rest: ${unrest}`);
    await pause(look < 20 ? 10 : 50);
  }
}

async function whatIsUnderWay(records: Records, waker: ToldRuns, now: Date): Promise<string | null> {
  const awake = await waker.awake();
  if (awake) return `${awake} was told and is still at work`;
  const count = await records.sql.row<{ wishes: number; letters: number; rungs: number }>(
    `SELECT (SELECT count(*)::int FROM outbox WHERE sent_at IS NULL) AS wishes,
            (SELECT count(*)::int FROM deliveries WHERE status = 'queued' AND next_attempt_at <= $1) AS letters,
            (SELECT count(*)::int FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id AND d.revision = r.revision
             WHERE r.outcome IS NULL AND r.planned_at <= $1) AS rungs`,
    [now],
  );
  const { wishes, letters, rungs } = count!;
  if (wishes + letters + rungs > 0) return JSON.stringify(count);

  const opening = await new NextOpening(records).run({ now });
  const sleepers: [string, Date | null][] = [['calendar-cycle', opening?.at ?? null]];
  const open = await records.sql.rows<{ id: string; kind: string; year: number | null }>(
    `SELECT id, kind, year FROM rounds WHERE closed_on IS NULL UNION ALL SELECT id, kind, NULL FROM conferences WHERE closed_on IS NULL`,
  );
  for (const { id, kind, year } of open) {
    const rung = await new NextRung(records).run({ kind: year === null ? 'conference' : 'round', id });
    if (rung) sleepers.push([(year === null ? summaryConferenceWish(id) : roundWish({ id, kind, year })).workflowId, rung.at]);
  }
  for (const [workflowId, at] of sleepers) {
    const waits = await waker.waitingFor(workflowId).catch((error: Error) => `cannot be asked (${error.message})`);
    // The instant travels through whole milliseconds of two clocks.
    const same = at === null ? waits === null : waits !== null && Math.abs(Date.parse(waits) - at.getTime()) < 1000;
    if (!same) return `${workflowId} waits for ${waits}, PostgreSQL says ${at?.toISOString()}`;
  }
  return null;
}
