import { calendarYearFaults, refusal, type CalendarDay, type Refusal, type Weekday } from '#domain';

export interface CalendarYearInput {
  weekend: Weekday[];
  days: CalendarDay[];
}

/** Why a year may not be kept so; null when it may. */
export function calendarRefused(year: number, { weekend, days }: CalendarYearInput): Refusal | null {
  const faults = calendarYearFaults(year, weekend, days);
  if (faults.length === 0) return null;
  return refusal(
    'invalid',
    {
      vi: 'Lịch làm việc chưa đúng; sửa các mục nêu dưới đây.',
      en: 'The work calendar is not right; mend the fields below.',
    },
    faults,
  );
}

/** By day, so that the same year always reads the same. */
export const inOrder = (days: readonly CalendarDay[]): CalendarDay[] => days.toSorted((a, b) => (a.day < b.day ? -1 : 1));

export const sameYear = (a: CalendarYearInput, b: CalendarYearInput): boolean => contentOf(a) === contentOf(b);

const contentOf = ({ weekend, days }: CalendarYearInput): string =>
  JSON.stringify([weekend.toSorted(), inOrder(days).map(({ day, kind, reason, document }) => [day, kind, reason, document])]);
