import { chooseRungs, dayAt } from '#domain';
import { queueDigests, Records, type DeadlineRow, type RungRow, type Tx } from '#records';
import { Injectable } from '@nestjs/common';
import { lapseRequestsOfClosed } from './answers-given.js';
import { tellPage } from './tell-page.js';
import { tellPagesSideBySide, type FullPages } from './tell-pages-side-by-side.js';
import { deliverWish } from '../wishes.js';

export interface FireRungInput {
  rung: { deadlineId: string; revision: number; rung: string };
  /** The workflow's time. */
  now: Date;
  /** Obligations a page. */
  size?: number;
  /** How many pages of a herd are told at the same time. */
  sideBySide?: number;
  /** Told after each page, or each few told side by side; `false` stops between two pages, and whoever comes next goes on from there. */
  afterPage?: () => boolean;
}

// A page is about a second: short beside a heartbeat, long beside finding who holds which post, which every page does anew.
const PAGE = 50_000;
// Writing rows takes the time, and each connection writes on one processor.
const SIDE_BY_SIDE = 2;

/**
 * Fires what is due of one deadline: one notice to everybody who still owes, missed rungs collapsed into it, then the closing.
 * Page by page, each a transaction that also keeps how far it came; a worker that dies in the middle of a page loses that page only.
 * Repeated, late or for an old revision it does nothing.
 */
@Injectable()
export class FireRung {
  constructor(private readonly records: Records) {}

  async run({ rung: ref, now, size = PAGE, sideBySide = SIDE_BY_SIDE, afterPage = () => true }: FireRungInput): Promise<void> {
    for (let more = true; more; more = more && afterPage()) {
      const next = await this.records.inTransaction((tx) => this.turn(tx, ref, now, { size, count: sideBySide }));
      if (typeof next === 'object') await tellPagesSideBySide(this.records, next);
      more = next !== 'done';
    }
  }

  /** One page, or what is left when all are told; `done` when nothing is to follow, and the pages themselves where a herd is to be told. */
  private async turn(
    tx: Tx,
    { deadlineId, revision }: FireRungInput['rung'],
    now: Date,
    { size, count }: { size: number; count: number },
  ): Promise<'more' | 'done' | FullPages> {
    const deadline = await tx.deadlines.lock(deadlineId);
    if (!deadline || deadline.revision !== revision) return 'done';
    const ahead = await tx.deadlines.ahead(deadlineId, revision);
    const { fire, collapse, close } = chooseRungs(ahead, now);
    const rung = ahead.find((candidate) => candidate.rung === fire);
    if (!rung) return close !== null && (await this.close(tx, deadline, close, now, size)) ? 'more' : 'done';
    if (count > 1) {
      const ends = await tx.deadlines.fullPages(deadlineId, rung.toldUpTo, { size, count });
      if (ends.length === count) return { deadlineId, revision, rung: rung.rung, after: rung.toldUpTo, ends, size, now };
    }
    return (await this.notify(tx, deadline, rung, collapse, now, size)) || close !== null ? 'more' : 'done';
  }

  /** One page; true when another is to follow. */
  private async notify(
    tx: Tx,
    deadline: DeadlineRow,
    fired: RungRow,
    collapse: string[],
    now: Date,
    size: number,
  ): Promise<boolean> {
    const { id: deadlineId, revision } = deadline;
    const { rung, act } = fired;
    const page = await tellPage(tx, deadline, fired, { after: fired.toldUpTo, size }, now);
    await tx.deadlines.toldUpTo(deadlineId, revision, rung, page.upTo, page.notices, now);
    if (page.owed === size) return true;

    const notices = fired.reached + page.notices;
    const herd = fired.toldUpTo !== null;
    const digests = await queueDigests(tx, { deadlineId, revision, rung, at: now, herd });
    await tx.deadlines.settle(deadlineId, revision, [rung], 'fired', now, null);
    await this.collapse(tx, deadline, collapse, rung, now);
    await tx.journal.append({
      stream: 'deadline',
      streamId: deadlineId,
      kind: 'rungFired',
      at: now,
      by: null,
      body: { rung, act, revision, collapsed: collapse, notices, digests },
    });
    if (digests > 0) await tx.outbox.wish(deliverWish(), 'rungFired', now);
    return false;
  }

  /** Missed rungs give way to the one that fired. One that was in the middle of its pages ends there: whoever it told gets its letter too. */
  private async collapse(tx: Tx, { id: deadlineId, revision }: DeadlineRow, missed: string[], into: string, now: Date) {
    const begun = new Set(
      (await tx.deadlines.ahead(deadlineId, revision)).filter(({ begunAt }) => begunAt).map(({ rung }) => rung),
    );
    const cutShort = missed.filter((rung) => begun.has(rung));
    for (const rung of cutShort) await queueDigests(tx, { deadlineId, revision, rung, at: now });
    await tx.deadlines.settle(deadlineId, revision, cutShort, 'fired', now, `cutShortBy ${into}`);
    const skipped = missed.filter((rung) => !begun.has(rung));
    await tx.deadlines.settle(deadlineId, revision, skipped, 'collapsed', now, `collapsedInto ${into}`);
  }

  /** One page; true when another is to follow. */
  private async close(
    tx: Tx,
    { id: deadlineId, revision, roundId }: DeadlineRow,
    rung: string,
    now: Date,
    size: number,
  ): Promise<boolean> {
    const today = dayAt(now);
    const notReceived = await tx.obligations.closeOwed(deadlineId, today, now, size);
    if (notReceived === size) {
      await tx.deadlines.toldUpTo(deadlineId, revision, rung, null, 0, now);
      return true;
    }
    await tx.deadlines.settle(deadlineId, revision, [rung], 'fired', now, null);
    await tx.deadlines.close(deadlineId, now);
    await lapseRequestsOfClosed(tx, deadlineId, { at: now, day: today });
    await tx.journal.append({
      stream: 'deadline',
      streamId: deadlineId,
      kind: 'deadlineClosed',
      at: now,
      by: null,
      body: { rung, revision, notReceived: await tx.obligations.notReceived(deadlineId) },
    });
    if (roundId && (await tx.rounds.closeIfDone(roundId, today)))
      await tx.journal.append({
        stream: 'round',
        streamId: roundId,
        kind: 'roundClosed',
        at: now,
        by: null,
        body: { on: today },
      });
    return false;
  }
}
