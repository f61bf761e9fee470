import type { AlmanacDay } from '#domain';
import Holidays from 'date-holidays';

/**
 * The public holidays of Việt Nam in a year as the almanac computes them (Tết as five days from its eve, the lunar days by UTC+7).
 * It knows neither announcements nor swaps, so it only ever proposes.
 */
export function almanacOf(year: number): AlmanacDay[] {
  return new Holidays('VN', { types: ['public'] }).getHolidays(year, 'vi').flatMap(({ date, start, end, name }) => {
    const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
    const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    // The eve begins the five days of Tết; its first day is told once more by itself.
    if (name.includes('Tết Nguyên Đán') && days === 1) return [];
    return Array.from({ length: days }, (_, at) => ({
      day: new Date(first + at * 86_400_000).toISOString().slice(0, 10),
      reason: name.replace('Giao thừa ', ''),
    }));
  });
}
