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

/** A day as typed: a day of the sheet, dd/MM/yyyy, yyyy-MM-dd, or a serial number. `inDoubt`: the column also has month/day/year. */
export function readDay({ text: typed, number, day }: Cell, inDoubt: boolean): { day: PlainDay } | { fault: Words } {
  if (day) return { day };
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
