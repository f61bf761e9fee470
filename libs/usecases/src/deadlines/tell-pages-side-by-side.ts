import { violates, type Records } from '#records';
import { tellPage } from './tell-page.js';

/** Full pages of a rung, one behind the other. */
export interface FullPages {
  deadlineId: string;
  revision: number;
  rung: string;
  /** The last obligation told before them; null: they are the first. */
  after: string | null;
  /** The last obligation of each. */
  ends: string[];
  size: number;
  now: Date;
}

/**
 * Tells them all at the same time, each in a transaction of its own: the rows of a herd are written on as many processors. Whoever changes
 * the deadline waits for them. How far the rung came is kept when all are told, so whoever is killed in the middle leaves pages that are
 * told again, and that adds nothing. Where somebody else tells or changed the rung meanwhile, some or all are left to them.
 */
export async function tellPagesSideBySide(records: Records, pages: FullPages): Promise<void> {
  const { deadlineId, revision, rung, after, ends, now } = pages;
  const told = await Promise.allSettled(ends.map((upTo, nth) => tellOne(records, pages, ends[nth - 1] ?? after, upTo)));
  // A failure is passed on when none is under way any more.
  for (const page of told)
    // Unless another worker wrote the same notices in the same moment: this one was believed dead.
    if (page.status === 'rejected' && !violates(page.reason, 'told_once')) throw page.reason;
  if (told.every((page) => page.status === 'fulfilled' && page.value))
    await records.inTransaction((tx) => tx.deadlines.toldUpTo(deadlineId, revision, rung, ends.at(-1)!, 0, now));
}

/** False when the rung is no more as it was. */
const tellOne = (
  records: Records,
  { deadlineId, revision, rung, after: before, size, now }: FullPages,
  after: string | null,
  upTo: string,
): Promise<boolean> =>
  records.inTransaction(async (tx) => {
    const deadline = await tx.deadlines.lockBeside(deadlineId);
    if (!deadline || deadline.revision !== revision) return false;
    const fired = (await tx.deadlines.ahead(deadlineId, revision)).find((one) => one.rung === rung);
    if (!fired || fired.toldUpTo !== before) return false;
    const { notices } = await tellPage(tx, deadline, fired, { after, upTo, size }, now);
    await tx.deadlines.toldUpTo(deadlineId, revision, rung, null, notices, now);
    return true;
  });
