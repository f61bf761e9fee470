import type { Calculation, ListedDay } from '../read-calculation.js';

/**
 * The same question answered a second time by other means: it turns the leaves of a calendar one by one, as a person would, and
 * shares no line with the calculator. Slow on purpose. `null`: outside the years 0001 to 9999, or a day both off and working.
 */
export function askOracle(asked: Calculation): string | null {
  const lists = (...names: ('holidays' | 'compensatoryOff' | 'workingSaturdays')[]) =>
    new Set(names.flatMap((name) => (asked[name] ?? []).map((one: ListedDay) => (typeof one === 'string' ? one : one.day))));
  const off = lists('holidays', 'compensatoryOff');
  const working = lists('workingSaturdays');
  for (const day of working) if (off.has(day)) return null;

  const leaf = Leaf.of(asked.anchor);
  const isWorked = () => working.has(leaf.text()) || (!off.has(leaf.text()) && !asked.weekend!.includes(leaf.weekday()));
  const turn = (direction: string) => (direction === 'after' ? leaf.forward() : leaf.back());
  try {
    const { amount, unit } = asked.budget;
    if (unit === 'month' || unit === 'year')
      for (let left = unit === 'year' ? 12 * amount : amount; left > 0; left--)
        leaf.turnMonth(asked.direction === 'after' ? 1 : -1);
    else
      for (let left = unit === 'week' ? 7 * amount : amount; left > 0;) {
        turn(asked.direction);
        if (unit !== 'workingDay' || isWorked()) left--;
      }
    leaf.settleInMonth();
    if (!asked.inclusive) leaf.back();
    if (asked.roll !== 'none') while (!isWorked()) turn(asked.roll === 'next' ? 'after' : 'before');
    return leaf.text();
  } catch (error) {
    if (error instanceof EndOfCalendar) return null;
    throw error;
  }
}

class EndOfCalendar extends Error {}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

class Leaf {
  private constructor(
    private year: number,
    private month: number,
    private day: number,
  ) {}

  static of(text: string): Leaf {
    const [year, month, day] = text.split('-').map(Number);
    return new Leaf(year!, month!, day!);
  }

  text(): string {
    return [String(this.year).padStart(4, '0'), String(this.month).padStart(2, '0'), String(this.day).padStart(2, '0')].join('-');
  }

  forward(): void {
    if (++this.day <= this.length()) return;
    this.day = 1;
    this.turnMonth(1);
  }

  back(): void {
    if (--this.day >= 1) return;
    this.turnMonth(-1);
    this.day = this.length();
  }

  turnMonth(by: 1 | -1): void {
    this.month += by;
    if (this.month === 13) [this.year, this.month] = [this.year + 1, 1];
    if (this.month === 0) [this.year, this.month] = [this.year - 1, 12];
    if (this.year < 1 || this.year > 9999) throw new EndOfCalendar();
  }

  settleInMonth(): void {
    this.day = Math.min(this.day, this.length());
  }

  /** Zeller's congruence. */
  weekday() {
    const [year, month] = this.month < 3 ? [this.year - 1, this.month + 12] : [this.year, this.month];
    const century = Math.floor(year / 100);
    const sum =
      this.day + Math.floor((13 * (month + 1)) / 5) + (year % 100) + Math.floor((year % 100) / 4) + Math.floor(century / 4);
    return (['saturday', 'sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const)[(sum + 5 * century) % 7]!;
  }

  private length(): number {
    if (this.month !== 2) return LENGTHS[this.month - 1]!;
    if (this.year % 400 === 0) return 29;
    if (this.year % 100 === 0) return 28;
    return this.year % 4 === 0 ? 29 : 28;
  }
}
