import type { Activities, RungRef } from '../contracts.js';

/** A ladder as PostgreSQL would hold it: what lies ahead, and what was fired when. */
export class Ladder {
  readonly fired: { rung: string; now: string }[] = [];
  attempts = 0;

  constructor(
    public ahead: RungRef[],
    private readonly failFirst = 0,
  ) {}

  readonly activities: Partial<Activities> = {
    nextRung: async () => this.ahead[0] ?? null,
    fireRung: async ({ rung }, now) => {
      this.attempts += 1;
      if (this.attempts <= this.failFirst) throw new Error('PostgreSQL is away');
      // As the use case does: what was missed collapses into the last that is due.
      const due = this.ahead.filter(({ at }) => at <= now);
      if (!due.some((one) => one.rung === rung)) return;
      this.fired.push({ rung: due.at(-1)!.rung, now });
      this.ahead = this.ahead.filter((one) => !due.includes(one));
    },
  };
}

export const rungsAt = (instants: string[]): RungRef[] =>
  instants.map((at, index) => ({ deadlineId: 'a-deadline', revision: 1, rung: `rung-${index + 1}`, at }));
