import { asNoDueDay, dueDayBy, type DueDay, type NoDueDay } from './calculate-due-day.js';
import { CalculationFault } from './calculation-fault.js';
import { readCalculation } from './read-calculation.js';
import { publishedDays, UnpublishedCalendar, type WorkCalendar } from './work-calendar.js';

/** The same calculation by the published work calendar: `{ …, "calendar": "published" }` in the place of listed days. */
export function calculateByPublished(asked: Record<string, unknown>, calendar: WorkCalendar): DueDay | NoDueDay {
  try {
    const { calendar: which, ...calculation } = asked;
    if (which !== 'published')
      throw new CalculationFault('unknownCalendar', '/calendar', {
        vi: 'Chỉ có "published": lịch làm việc đã ban hành. Bỏ mục này để tự nêu các ngày.',
        en: 'There is only "published", the published work calendar. Leave it out to list the days yourself.',
      });
    return dueDayBy(readCalculation(calculation, true), publishedDays(calendar));
  } catch (error) {
    if (!(error instanceof UnpublishedCalendar)) return asNoDueDay(error);
    const { year } = error;
    return asNoDueDay(
      new CalculationFault('unpublishedYear', '/calendar', {
        vi: `Chưa ban hành lịch làm việc năm ${year}.`,
        en: `The work calendar of ${year} is not published.`,
      }),
    );
  }
}
