import {
  computeDue,
  dayAt,
  monthDayOf,
  planReviewRound,
  planSteps,
  UnpublishedCalendar,
  type Opening,
  type PlainDay,
  type WorkCalendar,
} from '#domain';
import { Records, WorkCalendarRepository } from '#records';
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports.js';
import { openingsAhead } from './due-openings.js';

export interface WaitingOpening {
  key: string;
  opensOn: PlainDay;
  /** The year whose work calendar must be published first. */
  missingYear: number;
  /** true: its day has come and it is not open. */
  isLate: boolean;
}

/** The year an opening cannot be computed without; null when nothing is missing. Rules without rolling need no calendar. */
export function yearMissingFor(opening: Opening, calendar: WorkCalendar): number | null {
  try {
    switch (opening.what) {
      case 'conference':
        planSteps(opening.edition.body, opening.dates.plannedOn, calendar);
        break;
      case 'review':
        planReviewRound(opening.edition.body, opening.year, calendar);
        break;
      case 'round':
        for (const { due, inclusive } of opening.edition.body.levels)
          computeDue({ named: monthDayOf(opening.year, due), inclusive, roll: opening.edition.body.roll }, calendar);
    }
    return null;
  } catch (error) {
    if (error instanceof UnpublishedCalendar) return error.year;
    throw error;
  }
}

/** Openings of the year ahead that a missing work calendar holds up: an administrator's list, and a figure of `/metrics`. Never silent. */
@Injectable()
export class WaitingOpenings {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<WaitingOpening[]> {
    const now = this.clock.now();
    const calendar = await new WorkCalendarRepository(this.records.sql).published();
    return (await openingsAhead(this.records, now)).flatMap((opening) => {
      const missingYear = yearMissingFor(opening, calendar);
      if (missingYear === null) return [];
      return [{ key: opening.key, opensOn: opening.opensOn, missingYear, isLate: opening.opensOn <= dayAt(now) }];
    });
  }
}
