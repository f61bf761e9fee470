import type { LockedObligation, Wish } from '#records';

// The ids are natural keys (conventions: kind/which), so a repeated wish finds the workflow that already runs.
export const annualReportRoundWish = (round: { id: string; kind: string; year: number }): Wish => ({
  workflow: 'annualReportRound',
  workflowId: `annual-report-round/${round.year}/${round.kind}`,
  argument: round.id,
});

/** The yearly review of the models, one a year; and the review of what an import brought, as many as there were imports. */
export const REVIEW_ROUND = 'modelReview';
export const BACKLOG_ROUND = 'modelReviewBacklog';

export const modelReviewRoundWish = (round: { id: string; kind: string; year: number }): Wish => ({
  workflow: 'modelReviewRound',
  workflowId: round.kind === BACKLOG_ROUND ? `model-review-round/backlog/${round.id}` : `model-review-round/${round.year}`,
  argument: round.id,
});

/** The workflow that follows a round of any kind. */
export const roundWish = (round: { id: string; kind: string; year: number }): Wish =>
  round.kind === REVIEW_ROUND || round.kind === BACKLOG_ROUND ? modelReviewRoundWish(round) : annualReportRoundWish(round);

export const summaryConferenceWish = (conferenceId: string): Wish => ({
  workflow: 'summaryConference',
  workflowId: `conference/${conferenceId}`,
  argument: conferenceId,
});

/** One workflow a model follows all its open duties that belong to no round. */
export const modelDutyWish = (modelId: string): Wish => ({
  workflow: 'modelDuty',
  workflowId: `model-duty/${modelId}`,
  argument: modelId,
});

export const calendarCycleWish = (): Wish => ({ workflow: 'calendarCycle', workflowId: 'calendar-cycle', argument: null });

export const deliverWish = (): Wish => ({ workflow: 'deliver', workflowId: 'deliver', argument: null });

/** The workflow that follows a deadline, whatever it belongs to. */
export const deadlineWish = (deadline: {
  round: { id: string; kind: string; year: number } | null;
  conferenceId: string | null;
  modelId: string | null;
}): Wish => {
  if (deadline.round) return roundWish(deadline.round);
  if (deadline.conferenceId) return summaryConferenceWish(deadline.conferenceId);
  return modelDutyWish(deadline.modelId!);
};

/** What follows an obligation that has, or is to get, a day of its own: a duty of a model is then followed by its model, not by the round. */
export const obligationWish = ({
  roundId,
  roundKind,
  roundYear,
  conferenceId,
  modelId,
}: Pick<LockedObligation, 'roundId' | 'roundKind' | 'roundYear' | 'conferenceId' | 'modelId'>): Wish =>
  deadlineWish({
    round: roundId && !modelId ? { id: roundId, kind: roundKind!, year: roundYear! } : null,
    conferenceId,
    modelId,
  });
