import { monthDayOf } from '../deadlines/due-day.js';
import { CLOSED_EARLY, MOVED } from '../deadlines/plan-ladder.js';
import { FUNCTION_CODES } from '../organisations/kinds.js';
import type { RefusalDetail } from '../refusals/refusal.js';
import { InvalidDay, plainDay } from '../time/plain-day.js';
import type { LadderRule, MonthDay, RungRule, SendingRule } from './rule-shapes.js';

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

/** Codes of the rungs that acts make, not rules. */
const ours = new Set<string>([MOVED, CLOSED_EARLY]);

export function ladderFaults(value: unknown, pointer: string): Faults {
  const { fireAt, rungs, sending } = (isRecord(value) ? value : {}) as Partial<LadderRule>;
  const faults: Faults = strangers(value, ['fireAt', 'rungs', 'sending'], pointer);
  if (!isTime(fireAt)) faults.push(fault(`${pointer}/fireAt`, 'Nhập giờ dạng HH:MM.', 'Give a time of day as HH:MM.'));
  if (sending !== undefined) faults.push(...sendingFaults(sending, fireAt, `${pointer}/sending`));
  if (!Array.isArray(rungs) || rungs.length === 0 || rungs.length > 40)
    return [...faults, fault(`${pointer}/rungs`, 'Nhập từ 1 đến 40 bậc nhắc.', 'Give 1 to 40 rungs.')];
  const codes = new Set<unknown>();
  const offsets = new Set<unknown>();
  rungs.forEach((rung, index) => {
    const at = `${pointer}/rungs/${index}`;
    if (typeof rung?.code !== 'string' || !/^[A-Za-z0-9+-]{1,12}$/.test(rung.code) || codes.has(rung.code) || ours.has(rung.code))
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
    faults.push(...sideFaults(rung, `${at}/offsetDays`));
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
  faults.push(...escalationEndFaults(rungs, pointer));
  return faults;
}

/** Reminders come up to the due day; nobody is late, brought before a level above or closed while there is still time. */
function sideFaults(rung: RungRule | null, pointer: string): Faults {
  if (!rung || !isInteger(rung.offsetDays, -730, 730)) return [];
  const { act, offsetDays } = rung;
  if (act === 'remind' && offsetDays > 0)
    return [
      fault(
        pointer,
        'Bậc nhắc (remind) không sau ngày đến hạn; sau đó chọn overdue.',
        'A reminder comes no later than the due day; after it, choose overdue.',
      ),
    ];
  if (act === 'due' && offsetDays !== 0)
    return [fault(pointer, 'Bậc đến hạn (due) là chính ngày đến hạn: nhập 0.', 'The rung "due" is the due day itself: give 0.')];
  if (['overdue', 'escalate', 'close'].includes(act) && offsetDays < 1)
    return [
      fault(
        pointer,
        'Bậc quá hạn, báo cáo cấp trên và đóng phải sau ngày đến hạn: nhập số ngày từ 1.',
        'What is overdue, escalates or closes comes after the due day: give 1 day or more.',
      ),
    ];
  return [];
}

/** An escalation climbs step by step, and its last step is the end of telling: what follows it could only nag. */
function escalationEndFaults(rungs: RungRule[], pointer: string): Faults {
  const escalations = rungs
    .filter((rung) => rung?.act === 'escalate' && isInteger(rung.offsetDays, -730, 730))
    .toSorted((a, b) => a.offsetDays - b.offsetDays);
  const end = escalations.at(-1);
  if (!end) return [];
  return rungs.flatMap((rung, index) => {
    const at = `${pointer}/rungs/${index}`;
    if (['remind', 'due', 'overdue'].includes(rung?.act) && rung.offsetDays > end.offsetDays)
      return [
        fault(
          `${at}/offsetDays`,
          `Bậc này nằm sau bậc báo cáo cấp trên cuối cùng (${end.code}); sau đó chỉ còn bậc đóng.`,
          `This rung lies after the last escalation (${end.code}); only the closing may follow it.`,
        ),
      ];
    const before = escalations[escalations.indexOf(rung) - 1];
    return before && rung.stepsUp! < before.stepsUp!
      ? [
          fault(
            `${at}/stepsUp`,
            `Báo cáo cấp trên phải đi lên: không thấp hơn bậc trước (${before.stepsUp}).`,
            `An escalation climbs: not fewer steps up than the one before it (${before.stepsUp}).`,
          ),
        ]
      : [];
  });
}

const isTime = (value: unknown): value is string => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);

function sendingFaults(value: unknown, fireAt: unknown, pointer: string): Faults {
  const { from, to, workingDaysOnly } = (isRecord(value) ? value : {}) as Partial<SendingRule>;
  const faults = strangers(value, ['from', 'to', 'workingDaysOnly'], pointer);
  if (!isTime(from) || !isTime(to) || from >= to)
    faults.push(
      fault(
        pointer,
        'Nhập giờ gửi từ (from) đến (to) dạng HH:MM, from trước to.',
        'Give the sending hours from and to as HH:MM, from before to.',
      ),
    );
  else if (isTime(fireAt) && (fireAt < from || fireAt > to))
    faults.push(
      fault(
        `${pointer.slice(0, pointer.lastIndexOf('/'))}/fireAt`,
        `Giờ nhắc phải nằm trong giờ gửi ${from}–${to}.`,
        `The time of the rungs must lie within the sending hours ${from}–${to}.`,
      ),
    );
  if (typeof workingDaysOnly !== 'boolean')
    faults.push(fault(`${pointer}/workingDaysOnly`, 'Nhập true hoặc false.', 'Give true or false.'));
  return faults;
}

/** The ladder of a duty of models. */
export function openLadderFaults(value: unknown, pointer: string): Faults {
  const faults = ladderFaults(value, pointer);
  const rungs: unknown = isRecord(value) ? value['rungs'] : null;
  if (Array.isArray(rungs) && rungs.some((rung) => isRecord(rung) && rung['act'] === 'close'))
    faults.push(
      fault(
        `${pointer}/rungs`,
        'Không có gì được chấp thuận do im lặng: bậc nhắc của nhiệm vụ không có bậc đóng.',
        'Nothing is approved by silence: the ladder of a duty has no closing rung.',
      ),
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
