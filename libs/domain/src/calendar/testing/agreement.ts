import fc from 'fast-check';
import { calculateDueDay } from '../calculate-due-day.js';
import { WEEKDAYS } from '../epoch-day.js';
import { BUDGET_UNITS, DIRECTIONS, ROLLS, type Calculation } from '../read-calculation.js';
import { askOracle } from './slow-oracle.js';

const two = (value: number) => String(value).padStart(2, '0');
/** Any day up to the 28th of a month, and the 29th to 31st where the month has them all. */
const dayIn = (firstYear: number, lastYear: number) =>
  fc
    .tuple(fc.integer({ min: firstYear, max: lastYear }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
    .map(([year, month, day]) => {
      const last = [1, 3, 5, 7, 8, 10, 12].includes(month) ? 31 : month === 2 ? 28 : 30;
      const leapDay = month === 2 && day > 28 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
      return `${String(year).padStart(4, '0')}-${two(month)}-${two(leapDay ? 29 : Math.min(day, last))}`;
    });

/** Calculations crowded where it is hard: a few years with many exceptions, the ends of the calendar, leap centuries, odd weeks. */
const calculations: fc.Arbitrary<Calculation> = fc
  .constantFrom([2024, 2027], [1999, 2001], [1899, 1900], [1, 2], [9998, 9999], [1, 9999])
  .chain(([first, last]) => {
    const days = fc.array(dayIn(first!, last!), { maxLength: 12 });
    return fc.record({
      anchor: dayIn(first!, last!),
      budget: fc.constantFrom(...BUDGET_UNITS).chain((unit) =>
        fc.record({
          amount: fc.oneof(
            { weight: 8, arbitrary: fc.integer({ min: 0, max: 40 }) },
            { weight: 1, arbitrary: fc.integer({ min: 0, max: 700 }) },
          ),
          unit: fc.constant(unit),
        }),
      ),
      direction: fc.constantFrom(...DIRECTIONS),
      roll: fc.constantFrom(...ROLLS),
      inclusive: fc.boolean(),
      weekend: fc.oneof(
        { weight: 3, arbitrary: fc.constant(WEEKDAYS.slice(5)) },
        { weight: 1, arbitrary: fc.subarray(WEEKDAYS.slice(), { maxLength: 6 }) },
      ),
      holidays: days,
      compensatoryOff: days,
      workingSaturdays: days,
    });
  });

/** Calculator and oracle over so many random calculations; throws at the first that differs, made as small as it goes. */
export function agree(runs: number): void {
  fc.assert(
    fc.property(calculations, (asked) => {
      const answer = calculateDueDay(asked);
      const told = 'error' in answer ? null : answer.dueOn;
      const expected = askOracle(asked);
      if (told !== expected) throw new Error(`calculator ${JSON.stringify(answer)}, oracle ${expected}`);
    }),
    { numRuns: runs },
  );
}
