import type { PlainDay } from '../time/plain-day.js';
import type { Words } from '../refusals/refusal.js';

/** One cell of a sheet, as a person typed it. */
export interface Cell {
  /** As shown; of a day `dd/MM/yyyy`. Empty: nothing was typed. */
  text: string;
  /** The sheet says it is a number. */
  number?: number;
  /** The sheet says it is a day. */
  day?: PlainDay;
  /** The cell cannot be used, whatever its column: a formula that failed. */
  fault?: Words;
}
