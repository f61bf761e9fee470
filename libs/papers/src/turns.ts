/** The turn of whatever else waits: requests, timers, answers of the database. */
export { setImmediate as othersTurn } from 'node:timers/promises';

// A few milliseconds of work on any machine.
const CELLS_A_TURN = 2_000;

/**
 * A long file is read by the one thread that answers everybody, so its loops count the cells they did: `if (isEnough()) await othersTurn()`.
 * Only then is waited, for to wait at each cell would cost more than the cell.
 */
export function cellsATurn(): (cells?: number) => boolean {
  let done = 0;
  return (cells = 1) => {
    done += cells;
    if (done < CELLS_A_TURN) return false;
    done = 0;
    return true;
  };
}
