import {
  allHandlersFinished,
  condition,
  defineQuery,
  defineSignal,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { REFRESH, WAITING_FOR, type Activities } from './contracts.js';

// Timers may last years; a nap is shorter, so that a clock set wrong once is not trusted for ever.
const LONGEST_NAP = 30 * 24 * 60 * 60 * 1000;
// An act that left its own instant standing is repeated after a pause, never in a hot circle.
const PAUSE = 60 * 1000;

const patience = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1 minute' } as const;

/** Short questions to PostgreSQL. */
export const ask = proxyActivities<Pick<Activities, 'nextRung' | 'nextOpening'>>({
  startToCloseTimeout: '1 minute',
  retry: patience,
});

/** Deeds: they may touch 100,000 rows. A worker that dies is noticed by its silence. */
export const act = proxyActivities<Pick<Activities, 'fireRung' | 'openDue' | 'deliverPage' | 'reconcile'>>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '30 seconds',
  retry: patience,
});

export const now = () => new Date().toISOString();

/** What a waiting workflow shows and hears: one signal without payload, one query. Call it first, before anything is awaited. */
export function listen() {
  let dirty = false;
  let waitingFor: string | null = null;
  let done: string | null = null;
  setHandler(defineSignal(REFRESH), () => void (dirty = true));
  setHandler(defineQuery<string | null>(WAITING_FOR), () => waitingFor);
  return {
    get dirty() {
      return dirty;
    },
    /** Before PostgreSQL is asked: what is told from here on has not been seen yet. */
    aboutToAsk: () => void (dirty = false),
    /** Waits for an instant, at most one nap; sooner when told to look again. True when the instant has come. */
    until: async (at: string): Promise<boolean> => {
      waitingFor = at;
      const wait = Date.parse(at) - Date.now();
      if (wait <= 0) return true;
      await condition(() => dirty, Math.min(wait, LONGEST_NAP));
      return false;
    },
    /** Nothing to wait for but to be told. */
    untilTold: async (): Promise<void> => {
      waitingFor = null;
      await condition(() => dirty, LONGEST_NAP);
    },
    /** Does one deed unless told to look again first; the same deed a second time only after a pause. */
    once: async (deed: string, work: () => Promise<unknown>): Promise<void> => {
      if (done === deed) await condition(() => dirty, PAUSE);
      if (dirty) return;
      done = deed;
      await work();
    },
    /** A history that has grown long begins anew; the state is in PostgreSQL, so nothing is carried over. */
    tooLong: async (): Promise<boolean> => {
      if (!workflowInfo().continueAsNewSuggested) return false;
      await condition(allHandlersFinished);
      return true;
    },
  };
}
