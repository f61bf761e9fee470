import { instantOf, type PlainDay } from '#domain';
import { Clock } from '#usecases';

/** The day the play has come to. It goes forward only, a minute with every look, so that no two deeds share an instant. */
export class PlayedDay extends Clock {
  private instant: Date;

  constructor(day: PlainDay) {
    super();
    this.instant = instantOf(day, '08:00');
  }

  now(): Date {
    return (this.instant = new Date(this.instant.getTime() + 1000));
  }

  /** @throws Error when the play would go back. */
  comes(day: PlainDay): void {
    const next = instantOf(day, '08:00');
    if (next < this.instant && this.today() !== day)
      throw new Error(`The play stands on ${this.today()} and cannot go back to ${day}`);
    if (next > this.instant) this.instant = next;
  }
}
