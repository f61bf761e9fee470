import type { RefusalDetail } from '../refusals/refusal.js';
import { readDay, WEEKDAYS, weekdayOf } from './epoch-day.js';
import type { ListedKind } from './listed-days.js';

// Control characters and halves of characters: nobody reads them, and PostgreSQL keeps no NUL.
const isLine = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= max && !/[\p{Cc}\p{Cs}]/u.test(value);

/** A year is kept whole; nothing beyond its days fits into it. */
const MOST_DAYS = 366;
const kinds: readonly unknown[] = ['holiday', 'compensatoryOff', 'workingSaturday'] satisfies ListedKind[];
const DAY_FIELDS = ['day', 'kind', 'reason', 'document'];

/** Every fault of a year of the work calendar, by JSON pointer; empty when it may be kept. */
export function calendarYearFaults(year: number, weekend: unknown, days: unknown): RefusalDetail[] {
  const faults: RefusalDetail[] = [];
  const restsOn = new Set<unknown>(Array.isArray(weekend) ? weekend : []);
  if (!Array.isArray(weekend) || restsOn.size !== weekend.length || !weekend.every((day) => WEEKDAYS.includes(day as never)))
    faults.push(
      fault(
        '/weekend',
        `Nhập các ngày nghỉ hằng tuần, không trùng, trong: ${WEEKDAYS.join(', ')}.`,
        `Give the weekly rest days, each once, of: ${WEEKDAYS.join(', ')}.`,
      ),
    );
  else if (restsOn.size === WEEKDAYS.length)
    faults.push(fault('/weekend', 'Một tuần phải có ngày làm việc.', 'A week needs a working day.'));
  if (!Array.isArray(days) || days.length > MOST_DAYS)
    return [...faults, fault('/days', `Nhập tối đa ${MOST_DAYS} ngày.`, `Give at most ${MOST_DAYS} days.`)];

  const seen = new Map<number, { index: number; kind: unknown }>();
  days.forEach((given: unknown, index) => {
    const at = `/days/${index}`;
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      faults.push(fault(at, 'Nhập một đối tượng.', 'Give an object.'));
      return;
    }
    const { day, kind, reason, document } = given as Record<string, unknown>;
    for (const name of Object.keys(given).filter((field) => !DAY_FIELDS.includes(field)))
      faults.push(
        fault(
          `${at}/${name.slice(0, 40).replaceAll('~', '~0').replaceAll('/', '~1')}`,
          `Không có mục này. Các mục: ${DAY_FIELDS.join(', ')}.`,
          `No such field. Fields: ${DAY_FIELDS.join(', ')}.`,
        ),
      );
    if (!kinds.includes(kind))
      faults.push(fault(`${at}/kind`, `Chọn: ${kinds.join(', ')}.`, `Choose one of: ${kinds.join(', ')}.`));
    if (!isLine(reason, 200))
      faults.push(fault(`${at}/reason`, 'Nhập lý do, tối đa 200 ký tự.', 'Give the reason, at most 200 characters.'));
    if (!isLine(document, 300))
      faults.push(
        fault(
          `${at}/document`,
          'Nhập văn bản quy định ngày này, tối đa 300 ký tự.',
          'Name the document behind this day, at most 300 characters.',
        ),
      );
    const epoch = readDay(day);
    if (epoch === null)
      faults.push(fault(`${at}/day`, 'Phải là một ngày có thật, dạng YYYY-MM-DD.', 'Must be an existing day as YYYY-MM-DD.'));
    else if (Number((day as string).slice(0, 4)) !== year)
      faults.push(
        fault(
          `${at}/day`,
          `Ngày này không thuộc năm ${year}; ghi vào lịch của năm đó.`,
          `This day does not belong to ${year}; put it into the calendar of its own year.`,
        ),
      );
    else faults.push(...clashFaults(at, epoch, kind, restsOn, seen));
    if (epoch !== null && !seen.has(epoch)) seen.set(epoch, { index, kind });
  });
  return faults;
}

function clashFaults(
  at: string,
  epoch: number,
  kind: unknown,
  restsOn: ReadonlySet<unknown>,
  seen: ReadonlyMap<number, { index: number; kind: unknown }>,
): RefusalDetail[] {
  const before = seen.get(epoch);
  if (before && (before.kind === 'workingSaturday') !== (kind === 'workingSaturday'))
    return [
      fault(
        `${at}/day`,
        `Ngày này vừa là ngày nghỉ vừa là ngày làm việc (xem /days/${before.index}). Bỏ một trong hai.`,
        `This day is listed both as a day off and as a working day (see /days/${before.index}). Remove one of them.`,
      ),
    ];
  if (before)
    return [
      fault(
        `${at}/day`,
        `Ngày này đã có ở /days/${before.index}. Mỗi ngày chỉ ghi một lần.`,
        `This day stands at /days/${before.index} already. List each day once.`,
      ),
    ];
  const isRestDay = restsOn.has(WEEKDAYS[weekdayOf(epoch)]);
  if (kind === 'workingSaturday' && !isRestDay)
    return [
      fault(
        `${at}/day`,
        'Ngày làm bù phải rơi vào ngày nghỉ hằng tuần.',
        'A day worked in exchange must fall on a weekly rest day.',
      ),
    ];
  // A holiday may fall on a Sunday; what is off in exchange for it may not.
  if (kind === 'compensatoryOff' && isRestDay)
    return [
      fault(`${at}/day`, 'Ngày nghỉ bù không thể là ngày nghỉ hằng tuần.', 'A day off in exchange cannot be a weekly rest day.'),
    ];
  return [];
}

const fault = (pointer: string, vi: string, en: string): RefusalDetail => ({ pointer, words: { vi, en } });
