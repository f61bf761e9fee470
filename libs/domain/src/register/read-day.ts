import type { Words } from '../refusals/refusal.js';
import { isDay } from '../lifecycle/input.js';
import type { PlainDay } from '../time/plain-day.js';
import { addDays } from '../time/plain-day.js';
import type { Cell } from './cell.js';

const SLASHED = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const pad = (digits: string) => digits.padStart(2, '0');
const dayIf = (year: string, month: string, day: string): PlainDay | null => {
  const said = `${year}-${pad(month)}-${pad(day)}`;
  return isDay(said) && /^(19|20|21)/.test(said) ? said : null;
};

/** The day of an Excel serial number: 25569 is 1 January 1970. */
export const dayOfSerial = (serial: number): PlainDay => addDays('1970-01-01', Math.floor(serial) - 25_569);

/** Written as month/day/year and no otherwise: whoever typed it counts differently, so its neighbours are in doubt. */
export function isMonthFirst({ text, day }: Cell): boolean {
  const found = day ? null : SLASHED.exec(text.trim());
  return found !== null && !dayIf(found[3]!, found[2]!, found[1]!) && dayIf(found[3]!, found[1]!, found[2]!) !== null;
}

/**
 * Typed as a day, with a part beyond 12, and yet left as text by a sheet that keeps days: it counts day and month the other way round, so the
 * days of its neighbours may be turned round (25/02/2020 typed into a sheet that counts months first stays text; 01/02/2020 becomes 2 January).
 */
export function wasLeftAsText({ text, day }: Cell): boolean {
  const found = day ? null : SLASHED.exec(text.trim());
  return found !== null && Number(found[1]) > 12 !== Number(found[2]) > 12;
}

/** What makes the days of a column doubtful. */
export interface DayDoubts {
  /** Another cell is written month/day/year. */
  monthFirst?: boolean;
  /** Another cell was not taken for a day by the sheet. */
  leftAsText?: boolean;
}

/** A day as typed: a day of the sheet, dd/MM/yyyy, yyyy-MM-dd, or a serial number. */
export function readDay(
  { text: typed, number, day }: Cell,
  { monthFirst: inDoubt = false, leftAsText = false }: DayDoubts = {},
): { day: PlainDay } | { fault: Words } {
  if (day) return leftAsText && mayBeTurnedRound(day) ? { fault: turnedRound(day) } : { day };
  const text = typed.trim();
  if (isDay(text) && /^(19|20|21)/.test(text)) return { day: text };
  const serial = number ?? (/^\d{5}$/.test(text) ? Number(text) : null);
  if (serial !== null && serial >= 18_264 && serial < 109_575) return { day: dayOfSerial(serial) };
  const found = SLASHED.exec(text);
  if (!found) return { fault: notADay };
  const [, first, second, year] = found as unknown as [string, string, string, string];
  const read = dayIf(year, second, first);
  if (!read) return { fault: dayIf(year, first, second) ? monthFirst : notADay };
  return inDoubt && first !== second && dayIf(year, first, second) ? { fault: ambiguous } : { day: read };
}

const mayBeTurnedRound = (day: PlainDay): boolean => {
  const [, month = '', date = ''] = day.split('-');
  return Number(date) <= 12 && month !== date;
};

const turnedRound = (day: PlainDay): Words => {
  const [year, month, date] = day.split('-');
  return {
    vi: `Ô này là ngày ${date}/${month}/${year} theo bảng tính, nhưng cột có ô bảng tính không nhận là ngày nên ngày và tháng có thể bị đảo (${month}/${date}/${year}). Kiểm tra, rồi ghi lại cả cột dạng năm-tháng-ngày, ví dụ 2020-04-25.`,
    en: `The sheet takes this for ${year}-${month}-${date}, but it did not take another cell of the column for a day, so day and month may be turned round (${year}-${date}-${month}). Look, and write the whole column year-month-day, e.g. 2020-04-25.`,
  };
};

const notADay: Words = {
  vi: 'Không phải một ngày có thật. Ghi dạng ngày/tháng/năm đủ bốn chữ số năm, ví dụ 15/03/2021.',
  en: 'Not a day of the calendar. Write day/month/year with four digits of the year, e.g. 15/03/2021.',
};
const monthFirst: Words = {
  vi: 'Ngày đang ghi theo kiểu tháng/ngày/năm. Ghi lại dạng ngày/tháng/năm, ví dụ 25/04/2020.',
  en: 'The day is written month/day/year. Write it day/month/year, e.g. 25/04/2020.',
};
const ambiguous: Words = {
  vi: 'Cột này có ô ghi tháng/ngày/năm nên không rõ ô này là ngày nào. Ghi lại cả cột dạng ngày/tháng/năm hoặc năm-tháng-ngày.',
  en: 'Another cell of the column is written month/day/year, so this one may be either. Write the whole column day/month/year or year-month-day.',
};
