import { randomUUID } from 'node:crypto';
import type { ClockAct, PlainDay, WorkCalendar } from '#domain';
import type { ClockActKind, LockedObligation, NewClockAct, Tx } from '#records';
import { signature, type Actor } from '../actor.js';
import { tellOfAct } from './tell-of-act.js';

/** What the journal and the letters call an act. */
const named = {
  suspension: 'clockSuspended',
  resumption: 'clockResumed',
  waiver: 'dutyWaived',
  reopening: 'dutyReopened',
} as const satisfies Record<ClockActKind, ClockAct>;

interface Done extends Pick<NewClockAct, 'kind' | 'reason' | 'toDueOn' | 'stop' | 'endsId'> {
  /** What the journal of the duty says of it, beside the reason; null: it was written with the change itself. */
  body: Record<string, unknown> | null;
}

interface When {
  actor: Actor;
  calendar: WorkCalendar;
  now: Date;
  today: PlainDay;
}

/** An act upon the clock of one duty: kept with both days, journaled, told to whoever owes it. Returns its id. */
export async function recordAct(
  tx: Tx,
  obligation: LockedObligation,
  { body, ...act }: Done,
  { actor, calendar, now, today }: When,
): Promise<string> {
  const id = randomUUID();
  const { id: obligationId, dueOn: fromDueOn, status } = obligation;
  const by = signature(actor);
  await tx.clockActs.record({ id, obligationId, fromDueOn, ...act, at: now, day: today, ...by });
  if (body)
    await tx.journal.append({
      stream: 'obligation',
      streamId: obligationId,
      kind: named[act.kind],
      at: now,
      by,
      body: { from: status, to: status, ...body, reason: act.reason },
    });
  await tellOfAct(tx, { obligationIds: [obligationId], act: named[act.kind], key: id, rule: obligation, calendar, now, today });
  return id;
}
