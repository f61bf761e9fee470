import fc from 'fast-check';
import { calculateDueDay } from '../calculate-due-day.js';
import { computeDue, type DueComputation } from '../../deadlines/due-day.js';
import { CalculationFault } from '../calculation-fault.js';
import { WEEKDAYS } from '../epoch-day.js';
import { BUDGET_UNITS, DIRECTIONS, ROLLS, type Calculation, type ListedDay } from '../read-calculation.js';
import { DAY_KINDS, PublishedCalendar, UnpublishedCalendar } from '../work-calendar.js';
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

const dayOf = (listed: ListedDay): string => (typeof listed === 'string' ? listed : listed.day);
const lists = { holiday: 'holidays', compensatoryOff: 'compensatoryOff', workingSaturday: 'workingSaturdays' } as const;

/** The listed days of a calculation as the published calendar of the years they lie in, and of a few around them. */
function published({ anchor, weekend = [], ...asked }: Calculation): PublishedCalendar {
  const days = DAY_KINDS.flatMap((kind) =>
    (asked[lists[kind]] ?? []).map((listed: ListedDay) => ({ day: dayOf(listed), kind, reason: '', document: '' })),
  );
  const year = Number(anchor.slice(0, 4));
  const last = Math.max(year, ...days.map(({ day }) => Number(day.slice(0, 4)))) + 1;
  const first = Math.min(year, ...days.map(({ day }) => Number(day.slice(0, 4)))) - 1;
  // The widest drawn are crowded at random over all of time; then only the year of the anchor and its neighbours are published.
  const [from, to] = last - first > 8 ? [year - 1, year + 1] : [first, last];
  return new PublishedCalendar(
    Array.from({ length: to - from + 1 }, (_, index) => from + index).map((one) => ({
      year: one,
      weekend,
      days: days.filter(({ day }) => Number(day.slice(0, 4)) === one),
    })),
  );
}

/** What a deadline of the product would be due on; `undefined`: a year that is not published mattered. */
function dueByPublished(computation: DueComputation, calendar: PublishedCalendar): string | null | undefined {
  try {
    return computeDue(computation, calendar).dueOn;
  } catch (error) {
    if (error instanceof UnpublishedCalendar) return undefined;
    if (error instanceof CalculationFault) return null;
    throw error;
  }
}

/** The way of the deadlines themselves: terms, and days a rule names, by the calendar published year by year. */
function agreeByPublished(asked: Calculation, expected: string | null): void {
  const { anchor, budget, direction, roll, inclusive } = asked;
  const off = new Set([...(asked.holidays ?? []), ...(asked.compensatoryOff ?? [])].map(dayOf));
  // No calendar is published with a day both off and working, nor counts anybody four hundred days off one by one.
  if (budget.amount > 40 || (asked.workingSaturdays ?? []).some((day) => off.has(dayOf(day)))) return;
  const calendar = published(asked);
  const counted = dueByPublished({ anchor, budget, direction, roll, inclusive }, calendar);
  if (counted !== undefined && counted !== expected)
    throw new Error(`a term by the published calendar ${counted}, oracle ${expected}`);
  const named = dueByPublished({ named: anchor, roll, inclusive }, calendar);
  const oracle = askOracle({ ...asked, budget: { amount: 0, unit: 'day' } });
  if (named !== undefined && named !== oracle)
    throw new Error(`a named day by the published calendar ${named}, oracle ${oracle}`);
}

/** Calculator, deadlines and oracle over so many random calculations; throws at the first that differs, made as small as it goes. */
export function agree(runs: number): void {
  fc.assert(
    // A third goes the way of the deadlines too.
    fc.property(calculations, fc.constantFrom(true, false, false), (asked, byPublished) => {
      const answer = calculateDueDay(asked);
      const told = 'error' in answer ? null : answer.dueOn;
      const expected = askOracle(asked);
      if (told !== expected) throw new Error(`calculator ${JSON.stringify(answer)}, oracle ${expected}`);
      if (byPublished) agreeByPublished(asked, expected);
    }),
    { numRuns: runs },
  );
}
