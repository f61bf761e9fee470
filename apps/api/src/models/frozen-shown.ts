const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What a decision keeps of the rows it was made on: they are kept as written, and shown under the names everything else has. */
export const frozenShown = (frozen: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(frozen).map(([name, kept]) => [name, isRow(kept) ? renamed(kept) : kept]));

const isRow = (kept: unknown): kept is object => typeof kept === 'object' && kept !== null && !Array.isArray(kept);
const renamed = (row: object): object => Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value]));
