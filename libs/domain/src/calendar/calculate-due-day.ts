import type { Words } from '../refusals/refusal.js';
import type { PlainDay } from '../time/plain-day.js';
import { CalculationFault, outOfRange, type CalculationFaultCode } from './calculation-fault.js';
import { monthsAway, spokenDay, writeDay, type EpochDay } from './epoch-day.js';
import { ListedDays } from './listed-days.js';
import { readCalculation, type BudgetUnit, type Calculation, type ReadCalculation } from './read-calculation.js';
import { settle, withinRange, type WorkDays } from './settle.js';

export interface DueDay {
  dueOn: PlainDay;
  /** Each step of the count, for people. */
  explanation: Words[];
}

export interface NoDueDay {
  error: {
    code: CalculationFaultCode;
    /** JSON pointer to what is wrong; empty when it is the whole. */
    pointer: string;
    detail: Words;
  };
}

/**
 * The due day of a budget of time (Civil Code 2015, articles 147 and 148): count from the day after the anchor, then "before the
 * day", then roll. What is asked may be anything; what cannot be meant is answered with an error.
 */
export function calculateDueDay(asked: Calculation): DueDay | NoDueDay;
export function calculateDueDay(asked: unknown): DueDay | NoDueDay;
export function calculateDueDay(asked: unknown): DueDay | NoDueDay {
  try {
    const calculation = readCalculation(asked);
    return dueDayBy(calculation, new ListedDays(calculation.restsOn, calculation.off, calculation.working));
  } catch (error) {
    return asNoDueDay(error);
  }
}

/** The same, by whatever says which days are worked. @throws CalculationFault when it leaves the calendar. */
export function dueDayBy(calculation: ReadCalculation, workDays: WorkDays): DueDay {
  const explanation: Words[] = [
    { vi: `Mốc tính: ${spokenDay(calculation.anchor)}`, en: `The anchor: ${spokenDay(calculation.anchor)}` },
  ];
  const counted = count(calculation, workDays, explanation);
  const dueOn = settle(counted, calculation.inclusive, calculation.roll, workDays, explanation);
  return { dueOn: writeDay(dueOn), explanation };
}

export function asNoDueDay(error: unknown): NoDueDay {
  if (!(error instanceof CalculationFault)) throw error;
  return { error: { code: error.code, pointer: error.pointer, detail: error.words } };
}

function count({ anchor, amount, unit, direction }: ReadCalculation, workDays: WorkDays, explanation: Words[]): EpochDay {
  if (amount === 0) {
    explanation.push({ vi: 'Thời hạn bằng 0: chính là ngày mốc', en: 'A budget of 0: the anchor itself' });
    return anchor;
  }
  const step = direction === 'after' ? 1 : -1;
  const tell = (to: EpochDay) => explanation.push(countWords(amount, unit, step, anchor, to));
  switch (unit) {
    case 'day':
    case 'week': {
      const day = withinRange(anchor + step * amount * (unit === 'week' ? 7 : 1));
      tell(day);
      return day;
    }
    case 'month':
    case 'year': {
      const reached = monthsAway(anchor, step * amount * (unit === 'year' ? 12 : 1));
      if (!reached) throw outOfRange();
      tell(reached.day);
      if (reached.clamped)
        explanation.push({
          vi: 'Tháng đó không có ngày tương ứng: lấy ngày cuối tháng (Bộ luật Dân sự 2015, Điều 148)',
          en: 'That month has no such day: its last day is taken (Civil Code 2015, article 148)',
        });
      return reached.day;
    }
    case 'workingDay': {
      const day = workDays.workingDaysAway(anchor, amount, step);
      tell(day);
      explanation.push(...workDays.tellSkipped(anchor + step, day));
      return day;
    }
  }
}

const unitWords: Record<BudgetUnit, { vi: string; one: string; many: string }> = {
  day: { vi: 'ngày', one: 'day', many: 'days' },
  workingDay: { vi: 'ngày làm việc', one: 'working day', many: 'working days' },
  week: { vi: 'tuần', one: 'week', many: 'weeks' },
  month: { vi: 'tháng', one: 'month', many: 'months' },
  year: { vi: 'năm', one: 'year', many: 'years' },
};

function countWords(amount: number, unit: BudgetUnit, step: 1 | -1, anchor: EpochDay, to: EpochDay): Words {
  const { vi, one, many } = unitWords[unit];
  const [first, last] = [spokenDay(anchor + step), spokenDay(to)];
  return {
    vi: `${amount} ${vi} ${step > 0 ? 'sau' : 'trước'} ngày mốc, không tính ngày mốc (Bộ luật Dân sự 2015, Điều 147): từ ${first} đến ${last}`,
    en: `${amount} ${amount === 1 ? one : many} ${step > 0 ? 'after' : 'before'} the anchor, which is not counted (Civil Code 2015, article 147): from ${first} to ${last}`,
  };
}
