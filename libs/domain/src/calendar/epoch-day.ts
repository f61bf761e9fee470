import type { PlainDay } from '../time/plain-day.js';

/** Days as whole numbers, 0 is 1970-01-01: counting is then arithmetic, with neither a clock nor a time zone near it. */
export type EpochDay = number;

export const FIRST_DAY: EpochDay = -719_162; // 0001-01-01, a Monday
export const LAST_DAY: EpochDay = 2_932_896; // 9999-12-31

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** 0 is Monday. */
export const weekdayOf = (day: EpochDay): number => (day - FIRST_DAY) % 7;

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const lastOf = (year: number, month: number) =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;

/** The year begins in March here, so that the leap day is its last: then months before a month are a straight line. */
function epochDay(year: number, month: number, day: number): EpochDay {
  const shifted = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return shifted * 365 + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + dayOfYear - 719_468;
}

interface Civil {
  year: number;
  month: number;
  day: number;
}

function civil(epoch: EpochDay): Civil {
  const days = epoch + 719_468;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** `null` when the text is no existing day of the years 0001 to 9999, written YYYY-MM-DD. */
export function readDay(text: unknown): EpochDay | null {
  if (typeof text !== 'string' || text.length !== 10 || text[4] !== '-' || text[7] !== '-') return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > lastOf(year, month)) return null;
  return epochDay(year, month, day);
}

/** -1 when a character is no digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const padded = (value: number, length: number) => String(value).padStart(length, '0');

export function writeDay(epoch: EpochDay): PlainDay {
  const { year, month, day } = civil(epoch);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** As people write it: 18/02/2026. */
export function spokenDay(epoch: EpochDay): string {
  const { year, month, day } = civil(epoch);
  return `${padded(day, 2)}/${padded(month, 2)}/${padded(year, 4)}`;
}

/** The matching day of a later or earlier month; where that month has no such day, its last one (Civil Code 2015, article 148). */
export function monthsAway(from: EpochDay, months: number): { day: EpochDay; clamped: boolean } | null {
  const { year, month, day } = civil(from);
  const count = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (count % 12) + 1];
  if (toYear < 1 || toYear > 9999) return null;
  const last = lastOf(toYear, toMonth);
  return { day: epochDay(toYear, toMonth, Math.min(day, last)), clamped: day > last };
}
