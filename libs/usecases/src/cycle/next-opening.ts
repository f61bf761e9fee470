import { instantOf } from '#domain';
import { Records, WorkCalendarRepository } from '#records';
import { Injectable } from '@nestjs/common';
import { openingsAhead } from './due-openings.js';
import { yearMissingFor } from './waiting-openings.js';

/**
 * When the calendar next opens a round or a conference; a past instant means: at once. What waits for a work calendar is passed over:
 * publishing the year wakes the calendar again.
 */
@Injectable()
export class NextOpening {
  constructor(private readonly records: Records) {}

  async run({ now }: { now: Date }): Promise<{ at: Date } | null> {
    const calendar = await new WorkCalendarRepository(this.records.sql).published();
    const first = (await openingsAhead(this.records, now)).find((opening) => yearMissingFor(opening, calendar) === null);
    return first ? { at: instantOf(first.opensOn) } : null;
  }
}
