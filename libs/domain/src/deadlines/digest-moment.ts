const SLOT = 10 * 60_000;

/**
 * The sending slot of what fires at `now`: its planned instant, or, when it fires late (an outage), the ten minutes it falls in.
 * Whatever was planned for the same instant, or caught up with together, reaches a person as one letter.
 */
export function digestMoment(plannedAt: Date, now: Date): Date {
  const late = now.getTime() - plannedAt.getTime();
  return late < SLOT ? plannedAt : new Date(Math.floor(now.getTime() / SLOT) * SLOT);
}
