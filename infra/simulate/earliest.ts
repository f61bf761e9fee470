/** The first of some instants; null when there is none. */
export function earliest(...instants: (Date | null | undefined)[]): Date | null {
  return instants.reduce<Date | null>((first, at) => (at && (!first || at < first) ? at : first), null);
}
