import {
  dayAt,
  isRefusal,
  planReviewRound,
  refusal,
  yearOf,
  type ModelReviewRule,
  type Refusal,
  type RuleEdition,
} from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { withCalendar } from '../deadlines/with-calendar.js';
import { REVIEW_ROUND } from '../wishes.js';
import { openReviews, reviewRuleInForce } from './open-reviews.js';

export interface OpenReviewRoundInput {
  year: number;
  now: Date;
  /** null: the calendar itself. */
  actor: Actor | null;
  /** The edition that binds the round; absent: the one in force today. */
  edition?: RuleEdition<ModelReviewRule>;
}

/** Opens the yearly review (D1.5): every running model in scope has to assess itself, the body above to appraise and to conclude. */
@Injectable()
export class OpenReviewRound {
  constructor(private readonly records: Records) {}

  async run({ year, now, actor, edition: given }: OpenReviewRoundInput): Promise<{ roundId: string } | Refusal> {
    const today = dayAt(now);
    const thisYear = yearOf(today);
    // A year that has not come cannot be reviewed; one long past is not made a thousand duties of by a slip of the finger.
    if (actor && (year > thisYear || year < thisYear - 1)) return notNow(thisYear);
    return withCalendar(this.records, async (tx, calendar) => {
      const edition = given ?? (await reviewRuleInForce(tx, today));
      if (isRefusal(edition)) return edition;
      const plan = planReviewRound(edition.body, year, calendar);
      const scope = { ...edition.body.scope, modelKinds: edition.body.modelKinds };
      const opened = await openReviews(tx, { kind: REVIEW_ROUND, year, edition, plan, scope, now, actor });
      return opened ? { roundId: opened.roundId } : openedBefore(year);
    });
  }
}

const notNow = (thisYear: number) =>
  refusal('invalid', { vi: 'Năm của kỳ rà soát không đúng.', en: 'The year of the review is not right.' }, [
    {
      pointer: '/year',
      words: { vi: `Chọn năm ${thisYear - 1} hoặc ${thisYear}.`, en: `Choose the year ${thisYear - 1} or ${thisYear}.` },
      source: 'D1.5',
    },
  ]);

const openedBefore = (year: number) =>
  refusal('conflict', {
    vi: `Kỳ rà soát mô hình năm ${year} đã được mở. Xem danh sách kỳ.`,
    en: `The review of the models of ${year} was opened before. Look at the list of rounds.`,
  });
