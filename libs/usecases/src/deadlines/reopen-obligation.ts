import { addDays, clockOf, isRefusal, refusal, type PlainDay, type Refusal } from '#domain';
import { OVERTAKEN, readStanding, Records, type LockedObligation, type Tx } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { stillOwes } from '../models/duties-after.js';
import { dayOutOfBounds, notProvided } from './clock-refusals.js';
import { heldByGranter } from './held-duty.js';
import { moveDueDay } from './move-due-day.js';
import { recordAct } from './record-act.js';
import { withCalendar } from './with-calendar.js';

export interface ReopenObligationInput {
  obligationId: string;
  revision: number;
  /** The new due day. */
  until: string;
  reason: string;
  actor: Actor;
}

/** What was closed as not received, or waived, is owed again until a day within what the rule allows; a closed round opens with it. */
@Injectable()
export class ReopenObligation {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({
    obligationId,
    revision,
    until,
    reason,
    actor,
  }: ReopenObligationInput): Promise<{ actId: string; revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return withCalendar(this.records, async (tx, calendar) => {
      const obligation = await heldByGranter(tx, { obligationId, revision, actor }, today);
      if (isRefusal(obligation)) return obligation;
      if (obligation.status !== 'notReceived' && obligation.status !== 'waived') return notClosed();
      if (obligation.kind === 'modelDuty') {
        if (await tx.obligations.owedAgain(obligationId)) return owedAgain();
        if (!(await owedByTheModel(tx, obligation, actor, today))) return nothingToDo();
      }

      const edition = await tx.rules.byId(obligation.ruleEditionId);
      const limit = edition && clockOf(edition).reopening;
      if (!limit) return notProvided('reopening');
      const last = addDays(today, limit.maxDays);
      if (until < today || until > last) return dayOutOfBounds('/until', today, last, edition.source);

      const deadlineId = await moveDueDay(tx, obligation, { dueOn: until, cause: 'dutyReopened', calendar, now });
      const body = { fromDueOn: obligation.dueOn, toDueOn: until, reason };
      await tx.obligations.reopen([obligationId], { deadlineId, body, at: now, by: signature(actor) });
      const reopened = { kind: 'reopening', reason, toDueOn: until, body: null } as const;
      const actId = await recordAct(tx, obligation, reopened, { actor, calendar, now, today });
      if (obligation.kind === 'report' && obligation.roundId && (await tx.rounds.reopen(obligation.roundId)))
        await tx.journal.append({
          stream: 'round',
          streamId: obligation.roundId,
          kind: 'roundReopened',
          at: now,
          by: signature(actor),
          body: { obligationId, until, reason },
        });
      if (obligation.conferenceId && (await tx.conferences.reopen(obligation.conferenceId)))
        await tx.journal.append({
          stream: 'conference',
          streamId: obligation.conferenceId,
          kind: 'conferenceReopened',
          at: now,
          by: signature(actor),
          body: { obligationId, until, reason },
        });
      // Whoever decides on the model meanwhile looks at it again.
      if (obligation.kind === 'modelDuty') await tx.models.touch(obligation.modelId!);
      return { actId, revision: revision + 1 };
    });
  }
}

/** Waived, it is owed again only while the model still stands where it asks for it. */
async function owedByTheModel(
  tx: Tx,
  { modelId, duty, reviewId }: LockedObligation,
  actor: Actor,
  day: PlainDay,
): Promise<boolean> {
  const model = await readStanding(tx, { modelId: modelId!, postId: actor.post.postId, day, input: { fields: {} } });
  return model !== null && model !== OVERTAKEN && stillOwes(model, { duty, reviewId });
}

const notClosed = () =>
  refusal('conflict', {
    vi: 'Chỉ mở lại nhiệm vụ đã ghi là không nhận được hoặc đã được miễn.',
    en: 'Only what was recorded as not received, or waived, is reopened.',
  });
const owedAgain = () =>
  refusal('conflict', {
    vi: 'Mô hình đang có nhiệm vụ này rồi.',
    en: 'The model owes this duty already.',
  });
const nothingToDo = () =>
  refusal('conflict', {
    vi: 'Mô hình nay không còn ở tình trạng phải làm việc này (đã làm, đã kết thúc hoặc đã có kết luận mới), nên không mở lại.',
    en: 'As the model stands now it no longer owes this: it was done, it ended, or a newer conclusion has come. So it is not reopened.',
  });
