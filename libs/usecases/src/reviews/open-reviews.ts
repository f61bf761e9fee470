import { randomUUID } from 'node:crypto';
import {
  criteriaOf,
  dayAt,
  isModelReview,
  editionInForce,
  modelCriteria,
  orderOf,
  refusal,
  type ModelDuty,
  type ModelReviewRule,
  type PlainDay,
  type Refusal,
  type ReviewDeadline,
  type RuleEdition,
} from '#domain';
import type { ReviewScope, Tx } from '#records';
import { signature, type Actor } from '../actor.js';
import { modelReviewRoundWish, REVIEW_ROUND } from '../wishes.js';

export interface ReviewsToOpen {
  kind: string;
  year: number;
  edition: RuleEdition<ModelReviewRule>;
  plan: ReviewDeadline[];
  scope: ReviewScope;
  now: Date;
  /** null: the calendar itself. */
  actor: Actor | null;
}

export interface ReviewsOpened {
  roundId: string;
  expected: number;
  /** How many were left out, by reason; the list stands in the round. */
  leftOut: Partial<Record<string, number>>;
}

// A model that moves while the reviews open is looked at again; whoever moves ten times in a row is in somebody's hands.
const LOOKS = 10;

const { words: reason } = orderOf('openReview');
/** What `changeDuties` cancels when a review opens; a test holds the two to each other. */
export const pointless: readonly ModelDuty[] = ['strengthen', 'strengthenOrTerminate', 'reReview'];

/** What every review opened by a round writes into the journal of its model, like the step given by hand. */
const entry = () => {
  const order = orderOf('openReview');
  const criteria = criteriaOf(order).map((criterion) => ({ criterion, source: modelCriteria[criterion].source }));
  return { step: 'openReview', region: order.region, source: order.source, criteria };
};

/**
 * Opens a round of reviews: its deadlines with their ladders, a review and a duty for every model in scope, the list of those left out
 * and why, and the wish for the one workflow that follows it. A dozen statements however many the models. `null`: it was opened before.
 */
export async function openReviews(tx: Tx, given: ReviewsToOpen): Promise<ReviewsOpened | null> {
  const { kind, year, edition, plan, scope, now, actor } = given;
  const day = dayAt(now);
  const roundId = randomUUID();
  const by = actor && signature(actor);
  const isNew = await tx.rounds.open({
    id: roundId,
    kind,
    year,
    ruleEditionId: edition.id,
    openedOn: day,
    openedAt: now,
    dataClosesOn: null,
    expected: 0,
  });
  if (!isNew) return null;

  const deadlines = plan.map((deadline) => ({ ...deadline, id: randomUUID() }));
  for (const { id, due, rungs, ...deadline } of deadlines)
    await tx.deadlines.insert(
      { id, roundId, conferenceId: null, ...due, ruleEditionId: edition.id, ...deadline },
      { rungs, now, pastReason: null },
    );
  const [first] = deadlines;
  const { id: deadlineId, due } = first!;
  const backlog = kind !== REVIEW_ROUND;
  const opening = {
    roundId,
    year,
    day,
    at: now,
    by,
    scope,
    escalation: edition.body.escalation ?? null,
    backlog,
    deadlineId,
    dueOn: due.dueOn,
    entry: entry(),
    pointless,
    reason,
  };
  for (let look = 0; look < LOOKS && (await tx.reviewRounds.openReviews(opening)).missed > 0; look++);
  await tx.reviewRounds.leaveOut(opening);
  const expected = await tx.reviewRounds.countExpected(roundId);
  const leftOut = await tx.reviewRounds.leftOut(roundId);
  await tx.journal.append({
    stream: 'round',
    streamId: roundId,
    kind: 'roundOpened',
    at: now,
    by,
    body: {
      kind,
      year,
      expected,
      leftOut,
      dueDays: deadlines.map(({ due: { dueOn } }) => dueOn),
      rule: edition.ruleKey,
      ruleFrom: edition.validFrom,
      source: edition.source,
    },
  });
  await tx.outbox.wish(modelReviewRoundWish({ id: roundId, kind, year }), 'roundOpened', now);
  return { roundId, expected, leftOut };
}

export async function reviewRuleInForce(tx: Tx, day: PlainDay): Promise<RuleEdition<ModelReviewRule> | Refusal> {
  const edition = editionInForce((await tx.rules.all()).filter(isModelReview), day);
  return (
    (edition as RuleEdition<ModelReviewRule> | null) ??
    refusal('conflict', {
      vi: `Ngày ${day} chưa có quy định nào về rà soát mô hình đang hiệu lực. Thêm quy định "modelReview" trước khi mở.`,
      en: `No rule of the review of models is in force on ${day}. Append an edition of "modelReview" first.`,
    })
  );
}
