import { AsyncLocalStorage } from 'node:async_hooks';
import { isRefusal } from '#domain';
import { IdempotencyRepository, Records, type KeyLease, type Tx } from '#records';
import { Problem } from '#platform';

const current = new AsyncLocalStorage<KeyLease>();

/** Runs a deed under its Idempotency-Key. */
export const underKey = <T>(lease: KeyLease, deed: () => Promise<T>): Promise<T> => current.run(lease, deed);

/** The deed and the mark "this key was used" commit together, so a crash between commit and answer can never run it twice. */
export class KeyedRecords extends Records {
  override keyOfDeed(): KeyLease | null {
    return current.getStore() ?? null;
  }

  override inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return super.inTransaction(async (tx) => {
      const result = await work(tx);
      const lease = current.getStore();
      if (lease && !isRefusal(result) && !(await new IdempotencyRepository(tx).markDone(lease))) throw new Problem('inFlight');
      return result;
    });
  }
}
