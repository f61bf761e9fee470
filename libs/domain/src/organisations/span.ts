import type { PlainDay } from '../time/plain-day.js';

/** Days in force, both ends included; null = before our data, or with no end in sight. */
export interface Span {
  from: PlainDay | null;
  to: PlainDay | null;
}

// Days compare as text (YYYY-MM-DD), so an open end is a day no calendar of ours reaches.
const first = ({ from }: Span) => from ?? '0000-01-01';
const last = ({ to }: Span) => to ?? '9999-12-31';

export const inForce = (span: Span, day: PlainDay): boolean => first(span) <= day && day <= last(span);

export const overlap = (a: Span, b: Span): boolean => first(a) <= last(b) && first(b) <= last(a);

export const byFirstDay = (a: Span, b: Span): number => (first(a) < first(b) ? -1 : first(a) > first(b) ? 1 : 0);

/** The days both have, or null. */
export function common(a: Span, b: Span): Span | null {
  if (!overlap(a, b)) return null;
  return { from: first(a) > first(b) ? a.from : b.from, to: last(a) < last(b) ? a.to : b.to };
}
