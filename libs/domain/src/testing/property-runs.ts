const share = Number(process.env['PROPERTY_SHARE'] ?? 1);

/** How often a property is tried. `PROPERTY_SHARE=0.02`: the mutation run tries each thousands of times over, so a few do. */
export const runs = (many: number): { numRuns: number; endOnFailure: boolean } => ({
  numRuns: Math.ceil(many * share),
  // There, that it fails is all one asks; the smallest case that fails is for people.
  endOnFailure: share < 1,
});

/** All there is; two of them, where only a share is tried. */
export const few = <T>(all: readonly T[]): readonly T[] => (share < 1 ? all.slice(-2) : all);
