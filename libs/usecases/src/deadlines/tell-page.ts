import { dayAt, digestMoment, PublishedCalendar, sendingHours, sendingSlot, type SendingRule } from '#domain';
import { remindPage, type DeadlineRow, type PageTold, type RungPage, type RungRow, type Tx } from '#records';

/** A page of those who still owe is told of a rung, by the posts of the day; `now` is the workflow's time. */
export async function tellPage(tx: Tx, deadline: DeadlineRow, rung: RungRow, page: RungPage, now: Date): Promise<PageTold> {
  const { act } = rung;
  return remindPage(
    tx,
    {
      deadlineId: deadline.id,
      revision: deadline.revision,
      rung: rung.rung,
      act,
      stepsUp: act === 'escalate' ? rung.stepsUp : 0,
      day: dayAt(now),
      at: now,
      ...(await slotOf(tx, deadline, rung, now)),
      dueOn: deadline.dueOn,
    },
    page,
  );
}

/** All pages of a rung go into the same letters, however long they take; and these leave in the hours of the rule, however late it fires. */
async function slotOf(tx: Tx, deadline: DeadlineRow, { plannedAt, begunAt }: RungRow, now: Date) {
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

/** When letters of a deadline may go out, by the rule that binds it; null: at any time. */
async function sendingOf(tx: Tx, { ruleEditionId, duty, purpose }: DeadlineRow): Promise<SendingRule | null> {
  const edition = await tx.rules.byId(ruleEditionId);
  if (!edition) throw new Error(`no rule edition ${ruleEditionId}`);
  return sendingHours(edition, duty, purpose === 'answer');
}
