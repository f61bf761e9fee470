import { instantOf, type PlainDay } from '#domain';

export type Deed = () => Promise<void>;

/** What people mean to do, day by day, at ten in the morning. */
export class Agenda {
  private readonly days = new Map<PlainDay, Deed[]>();

  add(day: PlainDay, deed: Deed): void {
    this.days.set(day, [...(this.days.get(day) ?? []), deed]);
  }

  nextAt(): Date | null {
    let first: PlainDay | null = null;
    for (const day of this.days.keys()) if (!first || day < first) first = day;
    return first === null ? null : instantOf(first, '10:00');
  }

  /** Takes the deeds of a day away; those that add new ones for the same day are met again. */
  take(day: PlainDay): Deed[] {
    const deeds = this.days.get(day) ?? [];
    this.days.delete(day);
    return deeds;
  }
}
