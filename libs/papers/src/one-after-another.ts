let last: Promise<unknown> = Promise.resolve();

/**
 * Pieces of work one after another, in the order they were asked for. A file takes some hundred megabytes while it is unpacked and read;
 * now that others have their turn meanwhile, another file among them would take as much again.
 */
export function oneAfterAnother<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work);
  // Whoever asked is told that it failed; the next begins all the same.
  last = mine.catch(() => undefined);
  return mine;
}
