import { monthDayOf } from '../deadlines/due-day.js';
import { FUNCTION_CODES } from '../organisations/kinds.js';
import type { RefusalDetail } from '../refusals/refusal.js';
import { InvalidDay, plainDay } from '../time/plain-day.js';
import type { LadderRule, MonthDay } from './rule-shapes.js';

export type Faults = RefusalDetail[];
export const fault = (pointer: string, vi: string, en: string): RefusalDetail => ({ pointer, words: { vi, en } });
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isInteger = (value: unknown, from: number, to: number): value is number =>
  Number.isInteger(value) && (value as number) >= from && (value as number) <= to;

export const isFunction = (value: unknown): boolean => (FUNCTION_CODES as readonly unknown[]).includes(value);
export const isCode = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z]\w{0,39}$/.test(value);
// Control characters and halves of characters: nobody reads them, and PostgreSQL keeps no NUL.
export const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= 200 && !/[\p{Cc}\p{Cs}]/u.test(value);

/** A misspelt field would silently say nothing. */
export const strangers = (value: unknown, known: readonly string[], at: string): Faults =>
  Object.keys(isRecord(value) ? value : {})
    .filter((name) => !known.includes(name))
    .map((name) =>
      fault(
        `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        `Không có mục này. Các mục: ${known.join(', ')}.`,
        `No such field. Fields: ${known.join(', ')}.`,
      ),
    );

export function monthDayFaults(value: unknown, pointer: string): Faults {
  const { month, day } = (isRecord(value) ? value : {}) as Partial<MonthDay>;
  try {
    if (!isInteger(month, 1, 12) || !isInteger(day, 1, 31)) throw new InvalidDay(pointer);
    // 2023 is no leap year: a day that does not come every year is refused.
    plainDay(monthDayOf(2023, { month, day }));
    return strangers(value, ['month', 'day'], pointer);
  } catch {
    return [
      fault(
        pointer,
        'Nhập một ngày, tháng có trong mọi năm, ví dụ {"month": 11, "day": 22}.',
        'Give a day and month that exist in every year, e.g. {"month": 11, "day": 22}.',
      ),
    ];
  }
}

export function ladderFaults(value: unknown, pointer: string): Faults {
  const { fireAt, rungs } = (isRecord(value) ? value : {}) as Partial<LadderRule>;
  const faults: Faults = strangers(value, ['fireAt', 'rungs'], pointer);
  if (typeof fireAt !== 'string' || !/^([01]\d|2[0-3]):[0-5]\d$/.test(fireAt))
    faults.push(fault(`${pointer}/fireAt`, 'Nhập giờ dạng HH:MM.', 'Give a time of day as HH:MM.'));
  if (!Array.isArray(rungs) || rungs.length === 0 || rungs.length > 40)
    return [...faults, fault(`${pointer}/rungs`, 'Nhập từ 1 đến 40 bậc nhắc.', 'Give 1 to 40 rungs.')];
  const codes = new Set<unknown>();
  const offsets = new Set<unknown>();
  rungs.forEach((rung, index) => {
    const at = `${pointer}/rungs/${index}`;
    if (typeof rung?.code !== 'string' || !/^[A-Za-z0-9+-]{1,12}$/.test(rung.code) || codes.has(rung.code))
      faults.push(fault(`${at}/code`, 'Mã bậc phải ngắn và không trùng.', 'The code of a rung must be short and unique.'));
    if (!isInteger(rung?.offsetDays, -730, 730) || offsets.has(rung.offsetDays))
      faults.push(
        fault(
          `${at}/offsetDays`,
          'Số ngày phải nguyên, trong ±730 và không trùng bậc khác.',
          'Days must be a whole number within ±730, and no two rungs may fall on the same day.',
        ),
      );
    if (!['remind', 'due', 'overdue', 'escalate', 'close'].includes(rung?.act))
      faults.push(
        fault(
          `${at}/act`,
          'Chọn: remind, due, overdue, escalate, close.',
          'Choose one of: remind, due, overdue, escalate, close.',
        ),
      );
    if (rung?.act === 'escalate' && !isInteger(rung.stepsUp, 1, 5))
      faults.push(fault(`${at}/stepsUp`, 'Báo cáo vượt cấp cần số cấp từ 1 đến 5.', 'An escalation needs 1 to 5 steps up.'));
    faults.push(...strangers(rung, ['code', 'offsetDays', 'act', 'stepsUp'], at));
    codes.add(rung?.code);
    offsets.add(rung?.offsetDays);
  });
  const closing = rungs.find((rung) => rung?.act === 'close');
  if (closing && rungs.some((rung) => rung !== closing && (rung?.act === 'close' || rung?.offsetDays > closing.offsetDays)))
    faults.push(
      fault(`${pointer}/rungs`, 'Bậc đóng chỉ có một và phải là bậc cuối.', 'There is one closing rung and it comes last.'),
    );
  return faults;
}

export const rollFaults = (value: unknown): Faults =>
  ['next', 'previous', 'none'].includes(value as string)
    ? []
    : [fault('/roll', 'Chọn: next, previous, none.', 'Choose one of: next, previous, none.')];

export const extensionFaults = (value: { maxDays: number; maxTimes: number } | undefined): Faults => [
  ...strangers(value, ['maxDays', 'maxTimes'], '/extension'),
  ...(isInteger(value?.maxDays, 0, 365) && isInteger(value.maxTimes, 0, 10)
    ? []
    : [fault('/extension', 'Nhập maxDays (0–365) và maxTimes (0–10).', 'Give maxDays (0–365) and maxTimes (0–10).')]),
];
