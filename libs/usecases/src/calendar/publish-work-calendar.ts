import { randomUUID } from 'node:crypto';
import { notFound, refusal, stale, type Refusal } from '#domain';
import { Records, type CalendarDraft, type Tx } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { keepMoves, movesBy } from '../deadlines/replan.js';
import { Clock } from '../ports.js';
import { calendarCycleWish } from '../wishes.js';
import { sameYear } from './calendar-input.js';

export interface PublishWorkCalendarInput {
  year: number;
  /** The revision of the draft the sender saw. */
  revision: number;
  /** The announcement: number and date. */
  document: string;
  actor: Actor;
}

export interface PublishedWorkCalendar {
  year: number;
  number: number;
  /** Open deadlines planned anew. */
  replanned: number;
}

/**
 * Puts the draft of a year in force, in the place of what was published before. Every open deadline it touches is computed again in the
 * same transaction: old rungs cancelled, both dates journaled, those whose date moved told. Openings that waited for the year are woken.
 */
@Injectable()
export class PublishWorkCalendar {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ year, revision, document, actor }: PublishWorkCalendarInput): Promise<PublishedWorkCalendar | Refusal> {
    const now = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      await tx.workCalendar.queueToPublish();
      const draft = await tx.workCalendar.lock(year);
      if (!draft) return notFound();
      if (draft.revision !== revision) return stale();
      if (!draft.days.some(({ kind }) => kind === 'holiday')) return noHoliday(year);
      const [inForce] = await tx.workCalendar.publications(year);
      if (inForce && sameYear(inForce, draft)) return nothingChanged(year, inForce.document);

      const number = await this.publish(tx, draft, { document, now, actor });
      const editions = new Map((await tx.rules.all()).map((edition) => [edition.id, edition]));
      const calendar = await tx.workCalendar.published();
      const moves = movesBy(await tx.openDeadlines.lockedByCalendar(), editions, calendar, now);
      await keepMoves(tx, moves, { cause: 'workCalendarPublished', now, actor, about: { year, number, document } });
      await tx.outbox.wish(calendarCycleWish(), 'workCalendarPublished', now);
      return { year, number, replanned: moves.length };
    });
  }

  private async publish(
    tx: Tx,
    draft: CalendarDraft,
    { document, now, actor }: { document: string; now: Date; actor: Actor },
  ): Promise<number> {
    const number = await tx.workCalendar.publish(draft, { id: randomUUID(), document, at: now, by: signature(actor) });
    // The next publication is of another revision: sent twice, the second one is stale.
    await tx.workCalendar.change(draft, { ...draft, isProposal: false }, now);
    const { year, weekend, days } = draft;
    await tx.journal.append({
      stream: 'workCalendar',
      streamId: draft.id,
      kind: 'workCalendarPublished',
      at: now,
      by: signature(actor),
      body: { year, number, document, weekend, days },
    });
    return number;
  }
}

const noHoliday = (year: number) =>
  refusal('conflict', {
    vi: `Dự thảo lịch năm ${year} chưa có ngày nghỉ lễ nào; nhập các ngày nghỉ (xem GET /api/work-calendar/${year}/proposal) rồi ban hành.`,
    en: `The draft of ${year} has no holiday at all; enter the holidays (see GET /api/work-calendar/${year}/proposal), then publish.`,
  });
const nothingChanged = (year: number, document: string) =>
  refusal('conflict', {
    vi: `Lịch năm ${year} đang hiệu lực theo "${document}" và dự thảo không khác; không có gì để ban hành.`,
    en: `The calendar of ${year} is in force by "${document}" and the draft does not differ; there is nothing to publish.`,
  });
