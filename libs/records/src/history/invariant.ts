/** An invariant of the design ("Proof"): a query that returns what violates it, so an honest history returns no row. */
export interface Invariant {
  name: string;
  holds: string;
  /** `$1` is the instant of the question. */
  violations: string;
}
