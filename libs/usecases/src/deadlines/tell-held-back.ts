import type { PlainDay, WorkCalendar } from '#domain';
import { queueDigests, remindPage, type LockedObligation, type Tx } from '#records';
import { deliverWish } from '../wishes.js';
import { actMoment } from './tell-of-act.js';

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
 * rung, to the same level, only later. Returns the rung; null where none was held back.
 */
export async function tellHeldBack(tx: Tx, { obligation, extensionId, calendar, now, today }: HeldBack): Promise<string | null> {
  const { id: only, deadlineId } = obligation;
  const held = await tx.extensions.heldBack(extensionId);
  if (!held) return null;
  const { rung, revision, stepsUp } = held;
  const moment = await actMoment(tx, { rule: obligation, calendar, now });
  const fired = { deadlineId, revision, rung, act: 'escalate', stepsUp, day: today, at: now, moment };
  const { notices } = await remindPage(tx, fired, { after: null, size: 1, only });
  await tx.deadlines.toldLater(deadlineId, revision, rung, notices);
  if ((await queueDigests(tx, { deadlineId, revision, rung, at: now, only })) > 0)
    await tx.outbox.wish(deliverWish(), 'extensionRefused', now);
  return rung;
}
