/**
 * What workflows and the rest of the house agree on. Plain JSON only: it lies in histories for years.
 * A workflow asks (PostgreSQL answers through an activity), waits, acts, asks again; it holds no business state.
 */
export const TASK_QUEUE = 'lantoa';

export type LadderSubject = { kind: 'round' | 'conference' | 'modelDuty'; id: string };

/** One rung of one deadline; `at` is an ISO instant. */
export interface RungRef {
  deadlineId: string;
  revision: number;
  rung: string;
  at: string;
}

export interface Activities {
  /** The earliest rung still ahead of a round, conference or duty; null when all is settled. */
  nextRung(subject: LadderSubject): Promise<RungRef | null>;
  /** Notifies or acts for one rung; harmless when repeated. `now` is the workflow's ISO instant. */
  fireRung(rung: RungRef, now: string): Promise<void>;
  /** When the calendar next opens a round or conference; null when no rule asks for one. */
  nextOpening(now: string): Promise<{ at: string } | null>;
  openDue(now: string): Promise<void>;
  /** Sends one page of queued letters; says when to come again, null when the queue is empty. */
  deliverPage(now: string): Promise<{ nextAt: string | null }>;
  reconcile(now: string): Promise<{ checked: number; mended: number }>;
}

/** Workflow types, by their domain name. */
export type WorkflowName =
  'annualReportRound' | 'modelReviewRound' | 'summaryConference' | 'modelDuty' | 'calendarCycle' | 'deliver' | 'reconcile';

/** The one signal: no payload, look at PostgreSQL again. */
export const REFRESH = 'refresh';
/** Query: the ISO instant the workflow sleeps to, or null. */
export const WAITING_FOR = 'waitingFor';
