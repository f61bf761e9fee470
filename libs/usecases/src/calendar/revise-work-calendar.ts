import { notFound, stale, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { calendarRefused, inOrder, type CalendarYearInput } from './calendar-input.js';

export interface ReviseWorkCalendarInput {
  year: number;
  /** The revision the sender saw. */
  revision: number;
  /** What is left out stays; `days` is the whole list. */
  changes: Partial<CalendarYearInput>;
  actor: Actor;
}

/** Edits the draft of a year. What is published stays in force until the draft is published in its place. */
@Injectable()
export class ReviseWorkCalendar {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ year, revision, changes, actor }: ReviseWorkCalendarInput): Promise<{ year: number } | Refusal> {
    const at = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      const draft = await tx.workCalendar.lock(year);
      if (!draft) return notFound();
      if (draft.revision !== revision) return stale();
      const { weekend, days } = { weekend: changes.weekend ?? draft.weekend, days: changes.days ?? draft.days };
      const refused = calendarRefused(year, { weekend, days });
      if (refused) return refused;
      const content = { weekend, days: inOrder(days) };
      if (!(await tx.workCalendar.change(draft, { ...content, isProposal: draft.isProposal }, at))) return stale();
      await tx.journal.append({
        stream: 'workCalendar',
        streamId: draft.id,
        kind: 'workCalendarRevised',
        at,
        by: signature(actor),
        body: { year, ...content },
      });
      return { year };
    });
  }
}
