export * from './contracts.js';
export { annualReportRound } from './annual-report-round.js';
export { calendarCycle } from './calendar-cycle.js';
export { deliver } from './deliver.js';
export { modelDuty } from './model-duty.js';
export { modelReviewRound } from './model-review-round.js';
export { reconcile } from './reconcile.js';
export { summaryConference } from './summary-conference.js';
