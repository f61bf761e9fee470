import { dayAt, isRefusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { openingsAhead } from './due-openings.js';
import { OpenConference } from './open-conference.js';
import { OpenRound } from './open-round.js';

/** Opens everything whose day has come. Repeating it opens nothing twice: rounds and conferences have natural keys. */
@Injectable()
export class OpenDue {
  constructor(
    private readonly records: Records,
    private readonly openRound: OpenRound,
    private readonly openConference: OpenConference,
  ) {}

  async run({ now }: { now: Date }): Promise<void> {
    const today = dayAt(now);
    for (const opening of await openingsAhead(this.records, now)) {
      if (opening.opensOn > today) return;
      const opened =
        opening.what === 'round'
          ? await this.openRound.run({ kind: opening.kind, year: opening.year, edition: opening.edition, now, actor: null })
          : await this.openConference.run({ edition: opening.edition, dates: opening.dates, now });
      // Somebody else opened it meanwhile: that is what was wanted. Anything else must be seen and tried again.
      if (isRefusal(opened) && (await openingsAhead(this.records, now)).some(({ key }) => key === opening.key))
        throw new Error(opened.words.en);
    }
  }
}
