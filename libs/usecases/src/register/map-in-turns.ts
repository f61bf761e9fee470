import { setImmediate as othersTurn } from 'node:timers/promises';

// A few milliseconds of work on any machine.
const ROWS_A_TURN = 100;

/** What is made of each item, in their order. After every hundred whatever else waits has its turn: a long register holds nobody up. */
export async function mapInTurns<T, R>(items: readonly T[], make: (item: T) => R): Promise<R[]> {
  const made: R[] = [];
  for (const item of items) {
    made.push(make(item));
    if (made.length % ROWS_A_TURN === 0) await othersTurn();
  }
  return made;
}
