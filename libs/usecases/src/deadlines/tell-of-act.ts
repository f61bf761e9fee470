import { digestMoment, sendingHours, sendingInstant, type ClockAct, type PlainDay, type WorkCalendar } from '#domain';
import { tellOfAct as tell, type Tx } from '#records';
import { deliverWish } from '../wishes.js';

interface Told {
  /** Duties under one deadline. */
  obligationIds: readonly string[];
  act: ClockAct;
  /** Tells this act from others of its kind on the same duty. */
  key: string;
  to?: 'owner' | 'answerer' | 'receiver';
  /** The rule that binds them and the duty that names their ladder, as a duty has them: they say when letters may go out. */
  rule: { ruleEditionId: string; duty: string };
  calendar: WorkCalendar;
  now: Date;
  today: PlainDay;
}

/** Says what was decided about a clock to whoever it concerns, in the transaction of the act; the letters leave as soon as they may. */
export async function tellOfAct(tx: Tx, told: Told): Promise<void> {
  const { obligationIds, act, key, to = 'owner', now, today } = told;
  const moment = await actMoment(tx, told);
  if ((await tell(tx, { obligationIds, act, key, to, day: today, at: now, moment })) > 0)
    await tx.outbox.wish(deliverWish(), act, now);
}

/** When what is told of an act leaves: at once, with whatever else is told in these minutes, or when letters may go out again. */
export async function actMoment(
  tx: Tx,
  { rule: { ruleEditionId, duty }, to, calendar, now }: Pick<Told, 'rule' | 'to' | 'calendar' | 'now'>,
): Promise<Date> {
  const edition = await tx.rules.byId(ruleEditionId);
  if (!edition) throw new Error(`no rule edition ${ruleEditionId}`);
  const sending = sendingHours(edition, duty, to === 'answerer');
  const slot = digestMoment(new Date(0), now);
  return sending ? sendingInstant(slot, 'later', sending, calendar) : slot;
}
