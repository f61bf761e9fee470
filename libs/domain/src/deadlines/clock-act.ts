/** What may be done to the clock of a duty, and is told at once to whoever it concerns. */
export const clockActs = [
  'extensionAsked',
  'extensionGranted',
  'extensionRefused',
  'clockSuspended',
  'clockResumed',
  'dutyWaived',
  'dutyReopened',
] as const;
export type ClockAct = (typeof clockActs)[number];

export const isClockAct = (act: string): act is ClockAct => (clockActs as readonly string[]).includes(act);
