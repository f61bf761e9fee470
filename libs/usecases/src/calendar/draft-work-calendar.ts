import { refusal, yearOf, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { ownId } from '../organisations/own-id.js';
import { Clock } from '../ports.js';
import { calendarRefused, inOrder, type CalendarYearInput } from './calendar-input.js';

export interface DraftWorkCalendarInput extends CalendarYearInput {
  year: number;
  /** Made from the law: to be confirmed from the announcement. */
  isProposal: boolean;
  actor: Actor;
}

/** Nobody plans decades ahead, and a slip of the finger must not make a calendar of another century. */
const FURTHEST = 30;

/** Begins the draft of a year that has none. */
@Injectable()
export class DraftWorkCalendar {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ year, weekend, days, isProposal, actor }: DraftWorkCalendarInput): Promise<{ year: number } | Refusal> {
    const at = this.clock.now();
    const thisYear = yearOf(this.clock.today());
    if (Math.abs(year - thisYear) > FURTHEST) return yearTooFar(thisYear);
    const refused = calendarRefused(year, { weekend, days });
    if (refused) return refused;
    return this.records.inTransaction(async (tx) => {
      const id = ownId('workCalendar', String(year));
      const content = { weekend, days: inOrder(days) };
      if (!(await tx.workCalendar.add({ id, year, ...content, isProposal }, at))) return draftedBefore(year);
      await tx.journal.append({
        stream: 'workCalendar',
        streamId: id,
        kind: 'workCalendarDrafted',
        at,
        by: signature(actor),
        body: { year, ...content },
      });
      return { year };
    });
  }
}

const yearTooFar = (thisYear: number) =>
  refusal('invalid', { vi: 'Năm của lịch làm việc không đúng.', en: 'The year of the work calendar is not right.' }, [
    {
      pointer: '/year',
      words: {
        vi: `Chọn năm từ ${thisYear - FURTHEST} đến ${thisYear + FURTHEST}.`,
        en: `Choose a year from ${thisYear - FURTHEST} to ${thisYear + FURTHEST}.`,
      },
    },
  ]);
const draftedBefore = (year: number) =>
  refusal('conflict', {
    vi: `Năm ${year} đã có dự thảo lịch làm việc; sửa dự thảo đó (PATCH /api/work-calendar/${year}).`,
    en: `The year ${year} has a draft already; revise that one (PATCH /api/work-calendar/${year}).`,
  });
