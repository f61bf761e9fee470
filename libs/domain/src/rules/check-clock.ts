import { BUDGET_UNITS } from '../calendar/read-calculation.js';
import { fault, isInteger, isRecord, ladderFaults, strangers, type Faults } from './faults.js';
import type { ClockRule, DutyTerm } from './rule-shapes.js';

const FIELDS = ['answerReportWithin', 'answerExtensionWithin', 'ladder', 'suspension', 'reopening'];
const LARGEST_TERM = 365;

function termFaults(value: unknown, pointer: string): Faults {
  const { amount, unit } = (isRecord(value) ? value : {}) as Partial<DutyTerm>;
  const faults = strangers(value, ['amount', 'unit'], pointer);
  if (!isInteger(amount, 1, LARGEST_TERM) || !(BUDGET_UNITS as readonly unknown[]).includes(unit))
    faults.push(
      fault(
        pointer,
        `Nhập thời hạn: amount (1–${LARGEST_TERM}) và unit, một trong: ${BUDGET_UNITS.join(', ')}.`,
        `Give the term: amount (1–${LARGEST_TERM}) and unit, one of: ${BUDGET_UNITS.join(', ')}.`,
      ),
    );
  return faults;
}

function boundFaults(value: unknown, pointer: string): Faults {
  const { maxDays } = (isRecord(value) ? value : {}) as { maxDays?: unknown };
  return [
    ...strangers(value, ['maxDays'], pointer),
    ...(isInteger(maxDays, 1, LARGEST_TERM)
      ? []
      : [fault(`${pointer}/maxDays`, `Nhập số ngày từ 1 đến ${LARGEST_TERM}.`, `Give days from 1 to ${LARGEST_TERM}.`)]),
  ];
}

/** The faults of `/clock`; it may be left out. */
export function clockFaults(value: unknown): Faults {
  if (value === undefined) return [];
  if (!isRecord(value)) return [fault('/clock', 'Nhập một đối tượng.', 'Give an object.')];
  const clock = value as ClockRule;
  const faults = strangers(clock, FIELDS, '/clock');
  for (const name of ['answerReportWithin', 'answerExtensionWithin'] as const)
    if (clock[name] !== undefined) faults.push(...termFaults(clock[name], `/clock/${name}`));
  for (const name of ['suspension', 'reopening'] as const)
    if (clock[name] !== undefined) faults.push(...boundFaults(clock[name], `/clock/${name}`));
  if (clock.ladder !== undefined) faults.push(...ladderFaults(clock.ladder, '/clock/ladder'));
  else if (clock.answerReportWithin ?? clock.answerExtensionWithin)
    faults.push(fault('/clock/ladder', 'Nhập thang nhắc của việc trả lời.', 'Give the ladder of the answers.'));
  const rungs: unknown = clock.ladder?.rungs;
  if (Array.isArray(rungs) && rungs.some((rung) => isRecord(rung) && rung['act'] === 'close'))
    faults.push(
      fault(
        '/clock/ladder/rungs',
        'Không có gì được chấp thuận do im lặng: thang nhắc của việc trả lời không có bậc đóng.',
        'Nothing is approved by silence: the ladder of an answer has no closing rung.',
      ),
    );
  return faults;
}
