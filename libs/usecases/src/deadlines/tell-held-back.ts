import type { PlainDay, WorkCalendar } from '#domain';
import { queueDigests, remindPage, type LockedObligation, type Tx } from '#records';
import { deliverWish } from '../wishes.js';
import { actMoment } from './tell-of-act.js';
import { tellPage } from './tell-page.js';

interface HeldBack {
  obligation: LockedObligation;
  /** The request that protected it, answered by now. */
  extensionId: string;
  calendar: WorkCalendar;
  now: Date;
  today: PlainDay;
}

/**
 * A request in time keeps a duty from escalating until it is answered. Refused, the latest escalation it was spared is made up for: the same
 * rung, to the same level, only later. One in the middle of its pages, which may be past this duty already, tells it with the others.
 * The deadline is held, so that a page that is being told has passed by or has yet to come. Returns the rung; null where none was held back.
 */
export async function tellHeldBack(tx: Tx, { obligation, extensionId, calendar, now, today }: HeldBack): Promise<string | null> {
  const { id: only, deadlineId } = obligation;
  const deadline = (await tx.deadlines.lock(deadlineId))!;
  const held = await tx.extensions.heldBack(extensionId);
  if (!held) return null;
  const { rung, revision, stepsUp, underWay } = held;
  if (underWay) {
    const begun = (await tx.deadlines.ahead(deadlineId, revision)).find((one) => one.rung === rung)!;
    const { notices } = await tellPage(tx, deadline, begun, { after: null, size: 1, only }, now);
    await tx.deadlines.toldUpTo(deadlineId, revision, rung, null, notices, now);
    return rung;
  }
  const moment = await actMoment(tx, { rule: obligation, calendar, now });
  const fired = { deadlineId, revision, rung, act: 'escalate', stepsUp, day: today, at: now, moment };
  const { notices } = await remindPage(tx, fired, { after: null, size: 1, only });
  await tx.deadlines.toldLater(deadlineId, revision, rung, notices);
  if ((await queueDigests(tx, { deadlineId, revision, rung, at: now, only })) > 0)
    await tx.outbox.wish(deliverWish(), 'extensionRefused', now);
  return rung;
}
