import type { Wish } from '#records';

// The ids are natural keys (conventions: kind/which), so a repeated wish finds the workflow that already runs.
export const annualReportRoundWish = (round: { id: string; kind: string; year: number }): Wish => ({
  workflow: 'annualReportRound',
  workflowId: `annual-report-round/${round.year}/${round.kind}`,
  argument: round.id,
});

export const summaryConferenceWish = (conferenceId: string): Wish => ({
  workflow: 'summaryConference',
  workflowId: `conference/${conferenceId}`,
  argument: conferenceId,
});

export const calendarCycleWish = (): Wish => ({ workflow: 'calendarCycle', workflowId: 'calendar-cycle', argument: null });

export const deliverWish = (): Wish => ({ workflow: 'deliver', workflowId: 'deliver', argument: null });
