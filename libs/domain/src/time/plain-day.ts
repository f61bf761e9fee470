import { Temporal } from 'temporal-polyfill';

/** A calendar day of Việt Nam, `YYYY-MM-DD`. A day is never an instant: it has no zone and no hour. */
export type PlainDay = string;

/** The one time zone of the product: UTC+7 all year, no daylight saving. */
export const ZONE = 'Asia/Ho_Chi_Minh';

export class InvalidDay extends Error {
  constructor(readonly given: string) {
    super(`"${given}" is not a day of the calendar (expected YYYY-MM-DD)`);
  }
}

/** @throws InvalidDay when the text is no existing day, e.g. 2025-02-29. */
export function plainDay(text: string): Temporal.PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new InvalidDay(text);
  try {
    // A text is never bent to the nearest day, unlike its parts would be.
    return Temporal.PlainDate.from(text);
  } catch {
    throw new InvalidDay(text);
  }
}

/** The day it is in Việt Nam at an instant: 16/11 01:00 local is still 15/11 in UTC. */
export function dayAt(instant: Date): PlainDay {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(ZONE).toPlainDate().toString();
}

/** The local time of day at an instant, `HH:MM`. */
export const timeAt = (instant: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(ZONE)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });

/** The instant a local time of day begins in Việt Nam, e.g. `instantOf('2026-11-22', '08:00')`. */
export function instantOf(day: PlainDay, timeOfDay = '00:00'): Date {
  const zoned = plainDay(day).toZonedDateTime({ timeZone: ZONE, plainTime: Temporal.PlainTime.from(timeOfDay) });
  return new Date(zoned.epochMilliseconds);
}

export const addDays = (day: PlainDay, days: number): PlainDay => plainDay(day).add({ days }).toString();

/** Months clamp to the last day: 31/8 + 6 months is 28/2 (Civil Code 2015, article 148). */
export const addMonths = (day: PlainDay, months: number): PlainDay => plainDay(day).add({ months }).toString();

export const addYears = (day: PlainDay, years: number): PlainDay => plainDay(day).add({ years }).toString();

/** Whole days from one day to another; negative when `to` lies before `from`. */
export const daysBetween = (from: PlainDay, to: PlainDay): number => plainDay(from).until(plainDay(to)).days;

/** As people in Việt Nam write a day: `22/11/2026`. */
export const spoken = (day: PlainDay): string => day.split('-').reverse().join('/');

export const yearOf = (day: PlainDay): number => plainDay(day).year;
