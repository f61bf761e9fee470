import type { Roll } from '../rules/roll.js';
import type { PlainDay } from '../time/plain-day.js';
import { CalculationFault, type CalculationFaultCode } from './calculation-fault.js';
import { FIRST_DAY, LAST_DAY, readDay, spokenDay, WEEKDAYS, type EpochDay, type Weekday } from './epoch-day.js';
import type { Listed, ListedKind } from './listed-days.js';

export const BUDGET_UNITS = ['day', 'workingDay', 'week', 'month', 'year'] as const;
export type BudgetUnit = (typeof BUDGET_UNITS)[number];
export const DIRECTIONS = ['after', 'before'] as const;
export type Direction = (typeof DIRECTIONS)[number];
export const ROLLS = ['next', 'previous', 'none'] as const satisfies readonly Roll[];

/** More days than the whole calendar has lead nowhere. */
export const LARGEST_AMOUNT = LAST_DAY - FIRST_DAY;

/** A day, alone or with what it is and the document that says so. */
export type ListedDay = PlainDay | { day: PlainDay; reason?: string; document?: string };

export interface Calculation {
  anchor: PlainDay;
  budget: { amount: number; unit: BudgetUnit };
  direction: Direction;
  roll: Roll;
  /** false: "before the day", so the last day is the one before. */
  inclusive: boolean;
  /** The calendar. It may be left out only where working days do not matter: it is never guessed. */
  weekend?: readonly Weekday[];
  holidays?: readonly ListedDay[];
  compensatoryOff?: readonly ListedDay[];
  workingSaturdays?: readonly ListedDay[];
}

export interface ReadCalculation {
  anchor: EpochDay;
  amount: number;
  unit: BudgetUnit;
  direction: Direction;
  roll: Roll;
  inclusive: boolean;
  restsOn: boolean[];
  off: Listed[];
  working: Listed[];
}

const FIELDS = new Set([
  'anchor',
  'budget',
  'direction',
  'roll',
  'inclusive',
  'weekend',
  'holidays',
  'compensatoryOff',
  'workingSaturdays',
]);
const FIELDS_WITHOUT_DAYS = new Set(['anchor', 'budget', 'direction', 'roll', 'inclusive']);
const BUDGET_FIELDS = new Set(['amount', 'unit']);
const LISTED_FIELDS = new Set(['day', 'reason', 'document']);

/**
 * `daysKnown`: which days are worked is known otherwise, so none are listed here.
 * @throws CalculationFault at the first thing that cannot be meant.
 */
export function readCalculation(asked: unknown, daysKnown = false): ReadCalculation {
  const given = recordOf(asked, '', daysKnown ? FIELDS_WITHOUT_DAYS : FIELDS);
  const anchor = dayAt(given['anchor'], '/anchor');
  const budget = recordOf(given['budget'], '/budget', BUDGET_FIELDS);
  const amount = present(budget['amount'], '/budget/amount');
  if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 0 || amount > LARGEST_AMOUNT)
    throw faults.amount('/budget/amount');
  const unit = oneOf(budget['unit'], '/budget/unit', BUDGET_UNITS, 'unknownUnit');
  const direction = oneOf(given['direction'], '/direction', DIRECTIONS, 'unknownDirection');
  const roll = oneOf(given['roll'], '/roll', ROLLS, 'unknownRoll');
  const inclusive = present(given['inclusive'], '/inclusive');
  if (typeof inclusive !== 'boolean') throw faults.flag('/inclusive');

  const needed = !daysKnown && (unit === 'workingDay' || roll !== 'none');
  const list = (name: string): unknown[] => listOf(given[name], `/${name}`, needed);
  const restsOn = [false, false, false, false, false, false, false];
  list('weekend').forEach((name, at) => {
    restsOn[WEEKDAYS.indexOf(oneOf(name, `/weekend/${at}`, WEEKDAYS, 'unknownWeekday'))] = true;
  });
  const listed = (name: string, kind: ListedKind) => list(name).map((one, at) => listedOf(one, kind, `/${name}/${at}`));
  const off = [...listed('holidays', 'holiday'), ...listed('compensatoryOff', 'compensatoryOff')];
  const working = listed('workingSaturdays', 'workingSaturday');
  if (working.length > 0) {
    const days = new Set(off.map(({ day }) => day));
    working.forEach(({ day }, at) => {
      if (days.has(day)) throw faults.offAndWorking(`/workingSaturdays/${at}`, day);
    });
  }
  return { anchor, amount, unit, direction, roll, inclusive, restsOn, off, working };
}

const present = (value: unknown, pointer: string): unknown => {
  if (value === undefined) throw faults.missing(pointer);
  return value;
};

function recordOf(value: unknown, pointer: string, known: ReadonlySet<string>): Record<string, unknown> {
  present(value, pointer);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw faults.object(pointer);
  for (const name of Object.keys(value)) if (!known.has(name)) throw faults.unknown(`${pointer}/${escaped(name)}`, known);
  return value as Record<string, unknown>;
}

function dayAt(value: unknown, pointer: string): EpochDay {
  const day = readDay(present(value, pointer));
  if (day === null) throw faults.day(pointer);
  return day;
}

function oneOf<Choice extends string>(
  value: unknown,
  pointer: string,
  choices: readonly Choice[],
  code: CalculationFaultCode,
): Choice {
  present(value, pointer);
  if (!choices.includes(value as Choice)) throw faults.choice(pointer, choices, code);
  return value as Choice;
}

function listOf(value: unknown, pointer: string, needed: boolean): unknown[] {
  if (value === undefined) {
    if (needed) throw faults.noCalendar(pointer);
    return [];
  }
  if (!Array.isArray(value)) throw faults.list(pointer);
  return value;
}

function listedOf(value: unknown, kind: ListedKind, pointer: string): Listed {
  if (typeof value === 'string') return { day: dayAt(value, pointer), kind };
  if (typeof value !== 'object' || value === null) throw faults.day(pointer);
  const { day, reason, document } = recordOf(value, pointer, LISTED_FIELDS);
  return {
    day: dayAt(day, `${pointer}/day`),
    kind,
    reason: textOf(reason, `${pointer}/reason`),
    document: textOf(document, `${pointer}/document`),
  };
}

function textOf(value: unknown, pointer: string): string | undefined {
  if (value === undefined) return undefined;
  // Control characters and halves of characters: nobody reads them.
  if (typeof value !== 'string' || value.length > 200 || /[\p{Cc}\p{Cs}]/u.test(value)) throw faults.text(pointer);
  return value;
}

// What was given may be anything of any length; it is shown back only so far.
const escaped = (name: string) => name.slice(0, 40).replaceAll('~', '~0').replaceAll('/', '~1');
const fault = (code: CalculationFaultCode, pointer: string, vi: string, en: string) =>
  new CalculationFault(code, pointer, { vi, en });
const faults = {
  object: (pointer: string) => fault('notAnObject', pointer, 'Phải là một đối tượng JSON.', 'Must be a JSON object.'),
  missing: (pointer: string) => fault('missing', pointer, 'Thiếu mục này.', 'This field is missing.'),
  noCalendar: (pointer: string) =>
    fault(
      'missing',
      pointer,
      'Thiếu lịch làm việc: phải có khi tính ngày làm việc hoặc khi dời ngày nghỉ; không có ngày nào thì ghi [].',
      'The work calendar is missing: it is needed where working days matter; write [] when there is no such day.',
    ),
  unknown: (pointer: string, known: ReadonlySet<string>) =>
    fault(
      'unknownField',
      pointer,
      `Không có mục này. Các mục: ${[...known].join(', ')}.`,
      `No such field. Fields: ${[...known].join(', ')}.`,
    ),
  day: (pointer: string) =>
    fault(
      'invalidDay',
      pointer,
      'Phải là một ngày có thật, dạng YYYY-MM-DD, từ 0001-01-01 đến 9999-12-31.',
      'Must be an existing day as YYYY-MM-DD, from 0001-01-01 to 9999-12-31.',
    ),
  amount: (pointer: string) =>
    fault(
      'invalidAmount',
      pointer,
      `Phải là số nguyên từ 0 đến ${LARGEST_AMOUNT}.`,
      `Must be a whole number from 0 to ${LARGEST_AMOUNT}.`,
    ),
  choice: (pointer: string, choices: readonly string[], code: CalculationFaultCode) =>
    fault(code, pointer, `Phải là một trong: ${choices.join(', ')}.`, `Must be one of: ${choices.join(', ')}.`),
  flag: (pointer: string) => fault('invalidFlag', pointer, 'Phải là true hoặc false.', 'Must be true or false.'),
  list: (pointer: string) => fault('invalidList', pointer, 'Phải là một danh sách.', 'Must be a list.'),
  text: (pointer: string) =>
    fault(
      'invalidText',
      pointer,
      'Phải là chữ in được, tối đa 200 ký tự.',
      'Must be text of at most 200 characters without control characters.',
    ),
  offAndWorking: (pointer: string, day: EpochDay) =>
    fault(
      'offAndWorking',
      pointer,
      `Ngày ${spokenDay(day)} vừa là ngày nghỉ vừa là ngày làm việc. Bỏ một trong hai.`,
      `${spokenDay(day)} is listed both as a day off and as a working day. Remove one of them.`,
    ),
};
