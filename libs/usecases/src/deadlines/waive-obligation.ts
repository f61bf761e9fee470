import { dutyOrder, isModelStep, isRefusal, orderOf, refusal, stale, type ModelDuty, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { lapseRequests } from './answers-given.js';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { obligationWish } from '../wishes.js';
import { notAClock, notOwed } from './clock-refusals.js';
import { heldByGranter } from './held-duty.js';
import { recordAct } from './record-act.js';
import { withCalendar } from './with-calendar.js';

export interface WaiveObligationInput {
  obligationId: string;
  revision: number;
  reason: string;
  actor: Actor;
}

/** What is owed need not be done: said by the head of the receiving body, with the reason. It counts neither as received nor as late. */
@Injectable()
export class WaiveObligation {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({
    obligationId,
    revision,
    reason,
    actor,
  }: WaiveObligationInput): Promise<{ actId: string; revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return withCalendar(this.records, async (tx, calendar) => {
      const obligation = await heldByGranter(tx, { obligationId, revision, actor }, today);
      if (isRefusal(obligation)) return obligation;
      const { conferenceId } = obligation;
      if (obligation.kind === 'answer') return notAClock();
      if (obligation.status !== 'open' && obligation.status !== 'returned') return notOwed();
      if (conferenceId && obligation.duty === 'held') return moveInstead();
      if (obligation.kind === 'modelDuty' && !dutyOrder(obligation.duty as ModelDuty).mayBeWaived)
        return takeTheStep(obligation.duty as ModelDuty);

      if (!(await tx.obligations.change(obligationId, revision, { status: 'waived', closedOn: today }))) return stale();
      const body = { to: 'waived', dueOn: obligation.dueOn };
      const waived = { kind: 'waiver', reason, toDueOn: null, body } as const;
      const actId = await recordAct(tx, obligation, waived, { actor, calendar, now, today });
      await lapseRequests(tx, [obligationId], { at: now, day: today, by: signature(actor), reason: 'dutyWaived' });
      if (obligation.roundId === null || obligation.kind !== 'report') {
        if (await tx.deadlines.isOnlyFor(obligation.deadlineId, obligationId)) {
          await tx.deadlines.cancelAhead(obligation.deadlineId, now, 'dutyWaived');
          await tx.deadlines.close(obligation.deadlineId, now);
        }
        await tx.outbox.wish(obligationWish(obligation), 'dutyWaived', now);
      }
      if (conferenceId && (await tx.conferences.closeIfDone(conferenceId, today)))
        await tx.journal.append({
          stream: 'conference',
          streamId: conferenceId,
          kind: 'conferenceClosed',
          at: now,
          by: signature(actor),
          body: { on: today, obligationId },
        });
      return { actId, revision: revision + 1 };
    });
  }
}

/** The model, or what it asked somebody for, waits for this: waived, it would stand still and nobody would know. */
const takeTheStep = (duty: ModelDuty) => {
  const { doneBy, source } = dutyOrder(duty);
  const steps = doneBy.filter(isModelStep).map((step) => ({ step, words: orderOf(step).words }));
  const named = (language: 'vi' | 'en') => steps.map(({ step, words }) => `${words[language]} (${step})`).join('; ');
  return refusal(
    'conflict',
    {
      vi: 'Mô hình đang chờ việc này nên không miễn được; không có gì được chấp thuận hay bỏ qua do im lặng.',
      en: 'The model waits for this, so it is not waived: nothing is approved or dropped by silence.',
    },
    [
      {
        words:
          steps.length > 0
            ? {
                vi: `Thực hiện một trong các bước: ${named('vi')}; hoặc xin gia hạn, tạm dừng thời hạn. Các bước có thể làm: GET /api/models/{id}/steps.`,
                en: `Take one of the steps: ${named('en')}; or ask for more time, or suspend the clock. What is possible: GET /api/models/{id}/steps.`,
              }
            : {
                vi: 'Việc này thuộc một địa phương của kế hoạch: GET /api/replication-targets/{id} nêu việc có thể làm ("next"), kể cả rút địa phương khỏi kế hoạch.',
                en: 'This is a matter of one place of the plan: GET /api/replication-targets/{id} says what can be done ("next"), taking the place out of the plan included.',
              },
        source,
      },
    ],
  );
};
const moveInstead = () =>
  refusal('conflict', {
    vi: 'Không miễn việc tổ chức hội nghị; hãy dời ngày hội nghị.',
    en: 'Holding the conference is not waived; move the conference instead.',
  });
