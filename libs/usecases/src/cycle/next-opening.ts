import { instantOf } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { openingsAhead } from './due-openings.js';

/** When the calendar next opens a round or a conference; a past instant means: at once. */
@Injectable()
export class NextOpening {
  constructor(private readonly records: Records) {}

  async run({ now }: { now: Date }): Promise<{ at: Date } | null> {
    const [first] = await openingsAhead(this.records, now);
    return first ? { at: instantOf(first.opensOn) } : null;
  }
}
