import { refusal, UnpublishedCalendar, type Refusal, type WorkCalendar } from '#domain';
import type { Records, Tx } from '#records';

/**
 * A transaction that plans by the published work calendar. The calendar is asked first: whoever publishes waits until what was planned
 * by it is kept, and then plans it again. A year without a calendar rolls everything back and is a refusal, never a guess.
 */
export async function withCalendar<T>(
  records: Records,
  work: (tx: Tx, calendar: WorkCalendar) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return refusingUnpublished(() => records.inTransaction(async (tx) => work(tx, await tx.workCalendar.published())));
}

/** A deed that may ask for a year nobody has published: refused whole, with what to do about it. */
export async function refusingUnpublished<T>(deed: () => Promise<T | Refusal>): Promise<T | Refusal> {
  try {
    return await deed();
  } catch (error) {
    if (error instanceof UnpublishedCalendar) return unpublishedYear(error.year);
    throw error;
  }
}

export const unpublishedYear = (year: number): Refusal =>
  refusal('conflict', {
    vi: `Chưa ban hành lịch làm việc năm ${year}, nên chưa tính được ngày đến hạn theo ngày làm việc. Người quản trị ban hành lịch năm ${year} (POST /api/work-calendar/${year}/publications) rồi làm lại.`,
    en: `The work calendar of ${year} is not published, so a due day that depends on working days cannot be computed. An administrator publishes ${year} (POST /api/work-calendar/${year}/publications), then do it again.`,
  });
