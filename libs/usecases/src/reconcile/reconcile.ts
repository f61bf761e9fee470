import { setTimeout as pause } from 'node:timers/promises';
import { DeliveriesRepository, Records, RepairsRepository, type Difference, type Wish } from '#records';
import { Injectable } from '@nestjs/common';
import { NextOpening } from '../cycle/next-opening.js';
import { NextRung, type LadderSubject } from '../deadlines/next-rung.js';
import { MoveOrphanedDuties } from '../models/move-orphaned-duties.js';
import { Waker } from '../ports.js';
import { CloseReviewRounds } from '../reviews/close-review-rounds.js';
import { calendarCycleWish, deliverWish, modelDutyWish, roundWish, summaryConferenceWish } from '../wishes.js';

/** What PostgreSQL says a workflow should be doing: wait for an instant, wait to be told (`null`), or not be there. */
type Expected = Date | null | 'ended';

interface Watched {
  wish: Wish;
  expected: () => Promise<Expected>;
}

interface Mismatch extends Watched {
  difference: Difference;
  detail: string;
}

const TOLERANCE = 1000;
const OVERDUE = 15 * 60_000;
/** Between the two looks: a workflow in the middle of a deed is not a difference. */
const SECOND_LOOK = 2000;
/** Models looked at together: enough to pause once for many, few enough to hold. */
const PAGE = 2000;
/** Workflows asked at the same time: a Temporal that lost everything is mended in minutes, and is not flooded. */
const AT_ONCE = 16;

/**
 * PostgreSQL is the truth, Temporal only waits: finds every workflow that is missing, waits for something else, or should have ended,
 * and tells it to look again. Duties nobody is left to do are moved to whoever would owe them today. Each mend is recorded; more than none in quiet times is an alarm.
 */
@Injectable()
export class Reconcile {
  private readonly closeReviewRounds: CloseReviewRounds;
  private readonly moveOrphanedDuties: MoveOrphanedDuties;

  constructor(
    private readonly records: Records,
    private readonly waker: Waker,
    private readonly nextRung: NextRung,
    private readonly nextOpening: NextOpening,
  ) {
    this.closeReviewRounds = new CloseReviewRounds(records);
    this.moveOrphanedDuties = new MoveOrphanedDuties(records);
  }

  async run({
    now,
    secondLookAfter = SECOND_LOOK,
    page = PAGE,
  }: {
    now: Date;
    secondLookAfter?: number;
    page?: number;
  }): Promise<{ checked: number; mended: number }> {
    // Two last conclusions at the same instant do not see each other; the wish to end the workflow is in the outbox then.
    await this.closeReviewRounds.run({ now });
    // Before anybody is compared: what moves keeps its day, and what is asked anew wishes to be followed.
    const { moved } = await this.moveOrphanedDuties.run({ now });
    let [checked, mended] = [0, moved];
    for await (const watched of this.watched(now, page)) {
      checked += watched.length;
      mended += await this.mend(watched, now, secondLookAfter);
    }
    return { checked, mended };
  }

  private async mend(watched: readonly Watched[], now: Date, secondLookAfter: number): Promise<number> {
    const repairs = new RepairsRepository(this.records.sql);
    const suspects: Watched[] = [];
    await together(watched, async (one) => {
      if (await this.difference(one, now)) suspects.push(one);
    });
    if (suspects.length === 0) return 0;
    await pause(secondLookAfter);

    // A wish still in the outbox is on its way; the relay mends that.
    const underway = await repairs.wishesUnderway();
    let mended = 0;
    await together(suspects, async (suspect) => {
      const found = underway.has(suspect.wish.workflowId) ? null : await this.difference(suspect, now);
      if (!found) return;
      await this.waker.refresh(suspect.wish);
      const { workflowId } = suspect.wish;
      // Nothing ever asked for it, yet PostgreSQL expects it: the wish itself was lost, as when a restore came between.
      const lost = found.difference === 'missing' && !(await repairs.everWished(workflowId));
      await repairs.record({ workflowId, difference: lost ? 'lostWish' : found.difference, detail: found.detail, at: now });
      mended += 1;
    });
    return mended;
  }

  /** Everything with a ladder but the models, then these page by page. */
  private async *watched(now: Date, page: number): AsyncGenerator<Watched[]> {
    const repairs = new RepairsRepository(this.records.sql);
    const { rounds, conferences } = await repairs.ladders();
    const ladder = (subject: LadderSubject, wish: Wish): Watched => ({
      wish,
      expected: async () => (await this.nextRung.run(subject))?.at ?? 'ended',
    });
    yield [
      ...rounds.map((round) => ladder({ kind: 'round', id: round.id }, roundWish(round))),
      ...conferences.map(({ id }) => ladder({ kind: 'conference', id }, summaryConferenceWish(id))),
      ...this.singletons(now),
    ];
    for (let after: string | null = null; ;) {
      const models = await repairs.modelsNear(now, after, page);
      if (models.length > 0) yield models.map((id) => ladder({ kind: 'modelDuty', id }, modelDutyWish(id)));
      if (models.length < page) return;
      after = models.at(-1)!;
    }
  }

  private singletons(now: Date): Watched[] {
    return [
      { wish: calendarCycleWish(), expected: async () => (await this.nextOpening.run({ now }))?.at ?? null },
      { wish: deliverWish(), expected: async () => (await new DeliveriesRepository(this.records.sql).nextAt()) ?? 'ended' },
    ];
  }

  private async difference({ wish, expected }: Watched, now: Date): Promise<Pick<Mismatch, 'difference' | 'detail'> | null> {
    const should = await expected();
    const does = await this.waker.waitingFor(wish.workflowId).catch((error: Error) => error);
    if (does === 'absent')
      return should === 'ended' ? null : { difference: 'missing', detail: `expected to wait for ${spoken(should)}, none runs` };
    if (does instanceof Error)
      return { difference: 'wrongWait', detail: `expected to wait for ${spoken(should)}, no answer: ${does.message}` };
    const waits = does === null ? null : new Date(does);
    if (should === 'ended')
      return { difference: 'shouldHaveEnded', detail: `nothing lies ahead, yet it waits for ${spoken(waits)}` };
    if (!sameInstant(should, waits))
      return { difference: 'wrongWait', detail: `expected to wait for ${spoken(should)}, waits for ${spoken(waits)}` };
    if (should && now.getTime() - should.getTime() > OVERDUE)
      return { difference: 'wrongWait', detail: `${spoken(should)} has passed and is not done` };
    return null;
  }
}

const spoken = (expected: Expected) =>
  expected instanceof Date ? expected.toISOString() : expected === null ? 'nothing' : expected;

const sameInstant = (a: Date | null, b: Date | null) => (a && b ? Math.abs(a.getTime() - b.getTime()) <= TOLERANCE : a === b);

/** A few at a time, in no order. */
async function together<T>(all: readonly T[], each: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, all.length) }, async () => {
      for (const one of left) await each(one);
    }),
  );
}
