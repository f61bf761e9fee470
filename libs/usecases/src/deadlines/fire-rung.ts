import { chooseRungs, dayAt, digestMoment, PublishedCalendar, sendingHours, sendingSlot, type SendingRule } from '#domain';
import { queueDigests, Records, remindPage, type DeadlineRow, type RungRow, type Tx } from '#records';
import { Injectable } from '@nestjs/common';
import { lapseRequestsOfClosed } from './answers-given.js';
import { deliverWish } from '../wishes.js';

export interface FireRungInput {
  rung: { deadlineId: string; revision: number; rung: string };
  /** The workflow's time. */
  now: Date;
  /** Obligations a page. */
  size?: number;
  /** Told after each page; `false` stops between two pages, and whoever comes next goes on from there. */
  afterPage?: () => boolean;
}

// A page is about a second: short beside a heartbeat, long beside finding who holds which post, which every page does anew.
const PAGE = 25_000;

/**
 * Fires what is due of one deadline: one notice to everybody who still owes, missed rungs collapsed into it, then the closing.
 * Page by page, each a transaction that also keeps how far it came; a worker that dies in the middle of a page loses that page only.
 * Repeated, late or for an old revision it does nothing.
 */
@Injectable()
export class FireRung {
  constructor(private readonly records: Records) {}

  async run({ rung: { deadlineId, revision }, now, size = PAGE, afterPage = () => true }: FireRungInput): Promise<void> {
    for (let more = true; more; more = more && afterPage())
      more = await this.records.inTransaction(async (tx) => {
        const deadline = await tx.deadlines.lock(deadlineId);
        if (!deadline || deadline.revision !== revision) return false;
        const ahead = await tx.deadlines.ahead(deadlineId, revision);
        const { fire, collapse, close } = chooseRungs(ahead, now);
        const rung = ahead.find((candidate) => candidate.rung === fire);
        if (rung) return (await this.notify(tx, deadline, rung, collapse, now, size)) || close !== null;
        return close !== null && this.close(tx, deadline, close, now, size);
      });
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
    const slot = await this.slot(tx, deadline, fired, now);
    const page = await remindPage(
      tx,
      {
        deadlineId,
        revision,
        rung,
        act,
        stepsUp: act === 'escalate' ? fired.stepsUp : 0,
        day: dayAt(now),
        at: now,
        ...slot,
        dueOn: deadline.dueOn,
      },
      { after: fired.toldUpTo, size },
    );
    await tx.deadlines.toldUpTo(deadlineId, revision, rung, page.upTo, page.notices, now);
    if (page.owed === size) return true;

    const notices = fired.reached + page.notices;
    const digests = await queueDigests(tx, { deadlineId, revision, rung, at: now });
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

  /** All pages of a rung go into the same letters, however long they take; and these leave in the hours of the rule, however late it fires. */
  private async slot(tx: Tx, deadline: DeadlineRow, { plannedAt, begunAt }: RungRow, now: Date) {
    const began = begunAt ?? now;
    const sending = await sendingOf(tx, deadline);
    if (!sending) return { moment: digestMoment(plannedAt, began) };
    const { moment, ...within } = sendingSlot(
      plannedAt,
      began,
      sending,
      sending.workingDaysOnly ? new PublishedCalendar(await tx.workCalendar.inForce()) : undefined,
    );
    return { moment, within };
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

/** When letters of a deadline may go out, by the rule that binds it; null: at any time. */
async function sendingOf(tx: Tx, { ruleEditionId, duty, purpose }: DeadlineRow): Promise<SendingRule | null> {
  const edition = await tx.rules.byId(ruleEditionId);
  if (!edition) throw new Error(`no rule edition ${ruleEditionId}`);
  return sendingHours(edition, duty, purpose === 'answer');
}
