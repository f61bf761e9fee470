import { stale, type CultureDay, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { ownId } from '../organisations/own-id.js';
import { Clock } from '../ports.js';

export interface SetCultureDayInput extends CultureDay {
  /** The revision the sender saw. */
  revision: number;
  actor: Actor;
}

/** Whether 24/11 is a day off, and from which year. It changes what is proposed for a year; only a publication changes a calendar. */
@Injectable()
export class SetCultureDay {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ offFromYear, source, revision, actor }: SetCultureDayInput): Promise<{ revision: number } | Refusal> {
    const at = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      if (!(await tx.workCalendar.setCultureDay({ offFromYear, source }, revision))) return stale();
      await tx.journal.append({
        stream: 'workCalendar',
        streamId: ownId('setting', 'cultureDay'),
        kind: 'cultureDaySet',
        at,
        by: signature(actor),
        body: { offFromYear, source },
      });
      return { revision: revision + 1 };
    });
  }
}
