import { act, listen, now } from './asking.js';

/** Compares what Temporal waits for with what PostgreSQL says, once; a Schedule repeats it. */
export async function reconcile(): Promise<{ checked: number; mended: number }> {
  listen();
  return act.reconcile(now());
}
