import { dayAt, isRefusal, type Opening } from '#domain';
import { Records, WorkCalendarRepository } from '#records';
import { Injectable } from '@nestjs/common';
import { openingsAhead } from './due-openings.js';
import { OpenConference } from './open-conference.js';
import { OpenReviewRound } from '../reviews/open-review-round.js';
import { OpenRound } from './open-round.js';
import { yearMissingFor } from './waiting-openings.js';

/** Opens everything whose day has come. Repeating it opens nothing twice: rounds and conferences have natural keys. */
@Injectable()
export class OpenDue {
  constructor(
    private readonly records: Records,
    private readonly openRound: OpenRound,
    private readonly openConference: OpenConference,
    private readonly openReviewRound: OpenReviewRound,
  ) {}

  async run({ now }: { now: Date }): Promise<void> {
    const today = dayAt(now);
    const calendar = await new WorkCalendarRepository(this.records.sql).published();
    for (const opening of await openingsAhead(this.records, now)) {
      if (opening.opensOn > today) return;
      // It stands on the list of what waits for a calendar (`WaitingOpenings`); the others need not wait with it.
      if (yearMissingFor(opening, calendar) !== null) continue;
      const opened = await this.open(opening, now);
      // Somebody else opened it meanwhile: that is what was wanted. Anything else must be seen and tried again.
      if (isRefusal(opened) && (await openingsAhead(this.records, now)).some(({ key }) => key === opening.key))
        throw new Error(opened.words.en);
    }
  }

  private open(opening: Opening, now: Date) {
    switch (opening.what) {
      case 'round':
        return this.openRound.run({ kind: opening.kind, year: opening.year, edition: opening.edition, now, actor: null });
      case 'review':
        return this.openReviewRound.run({ year: opening.year, edition: opening.edition, now, actor: null });
      case 'conference':
        return this.openConference.run({ edition: opening.edition, dates: opening.dates, now });
    }
  }
}
