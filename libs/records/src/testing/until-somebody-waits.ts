import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from '#records';

/** Until statements of this database wait for a lock: so many, or one; or until `done` is. What a pause would only guess on a busy machine. */
export async function untilSomebodyWaits(sql: Sql, { many = 1, done }: { many?: number; done?: Promise<unknown> } = {}) {
  let isDone = false;
  void done?.finally(() => (isDone = true)).catch(() => undefined);
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND backend_type = 'client backend'`;
  while (!isDone && (await sql.rows(waiting)).length < many) await pause(20);
}
