/** What moves a due day, or ends what lay ahead of it. */
export type RungCause =
  | 'stepDone'
  | 'conferenceMoved'
  | 'conferenceRebound'
  | 'movedForAll'
  | 'closedEarly'
  | 'roundClosed'
  | 'roundRebound'
  | 'dutySettled'
  | 'answersGiven'
  | 'answerOwed'
  | 'dutyWaived'
  | 'dutyReopened'
  | 'extensionGranted'
  | 'clockSuspended'
  | 'clockResumed'
  | 'workCalendarPublished';

/** Why a rung was settled with its plan. */
export type PastReason = 'plannedBeforeTheDeadlineExisted' | 'plannedBeforeTheMove' | 'toldBefore';

/** With the rung that took the place of this one. */
export type ReplacedBy = 'collapsedInto' | 'cutShortBy';

/** Why a rung did not fire as planned. A ledger has words for each. */
export type RungReason = RungCause | PastReason | ReplacedBy;
