import { notFound, refusal, spoken, stale, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { settleAnswers } from './answers-given.js';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { grants } from './clock-refusals.js';
import { moveDueDay } from './move-due-day.js';
import { tellHeldBack } from './tell-held-back.js';
import { tellOfAct } from './tell-of-act.js';
import { withCalendar } from './with-calendar.js';

export interface AnswerExtensionInput {
  obligationId: string;
  extensionId: string;
  revision: number;
  granted: boolean;
  /** Required when refused. */
  reason: string | null;
  actor: Actor;
}

/** The head of the receiving body answers. A granted extension moves the obligation to its own deadline; both dates are kept. */
@Injectable()
export class AnswerExtension {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({
    obligationId,
    extensionId,
    revision,
    granted,
    reason,
    actor,
  }: AnswerExtensionInput): Promise<{ revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return withCalendar(this.records, async (tx, calendar) => {
      // A rung and a closing hold the deadline before what hangs on it, and so does whoever makes up for what a rung held back or moves a
      // day that is the duty's own.
      const under = await tx.obligations.belongsTo(obligationId);
      if (under && (!granted || !under.roundId)) await tx.deadlines.lock(under.deadlineId);
      const obligation = await tx.obligations.lock(obligationId, actor.post.postId, today);
      const extension = obligation && (await tx.extensions.find(extensionId, obligationId));
      if (!obligation || !extension) return notFound();
      if (!grants(obligation, actor)) return notTheHead();
      if (obligation.revision !== revision) return stale();
      if (extension.status !== 'asked') return answered();
      if (!granted && !reason?.trim()) return reasonMissing();
      if (granted && obligation.deadlineClosedAt) return answered();
      // The day may have moved since it was asked: more time is never less.
      if (granted && extension.toDueOn <= obligation.dueOn) return overtaken(obligation.dueOn, extension.toDueOn);

      const deadlineId = granted
        ? await moveDueDay(tx, obligation, { dueOn: extension.toDueOn, cause: 'extensionGranted', calendar, now })
        : null;
      await tx.extensions.answer(extensionId, {
        status: granted ? 'granted' : 'refused',
        reason,
        toDeadlineId: deadlineId,
        at: now,
        on: today,
        ...signature(actor),
      });
      if (
        !(await tx.obligations.change(obligationId, revision, {
          status: obligation.status,
          ...(deadlineId && { moved: { deadlineId, at: now } }),
        }))
      )
        return stale();
      // What the request held back is told with its refusal, so that no level above is left out for having been asked late.
      const heldBack = granted ? null : await tellHeldBack(tx, { obligation, extensionId, calendar, now, today });
      await tx.journal.append({
        stream: 'obligation',
        streamId: obligationId,
        kind: granted ? 'extensionGranted' : 'extensionRefused',
        at: now,
        by: signature(actor),
        body: {
          from: obligation.status,
          to: obligation.status,
          fromDueOn: extension.fromDueOn,
          toDueOn: extension.toDueOn,
          reason,
          ...(heldBack && { escalated: heldBack }),
        },
      });
      await settleAnswers(tx, [obligationId], 'answerExtension', 'accepted', { at: now, day: today, by: signature(actor) });
      await tellOfAct(tx, {
        obligationIds: [obligationId],
        act: granted ? 'extensionGranted' : 'extensionRefused',
        key: extensionId,
        rule: obligation,
        calendar,
        now,
        today,
      });
      return { revision: revision + 1 };
    });
  }
}

const notTheHead = () =>
  refusal('notAllowed', {
    vi: 'Chỉ người đứng đầu cơ quan tiếp nhận nhiệm vụ này mới trả lời đề nghị gia hạn.',
    en: 'Only the head of the body that receives this duty can answer the request.',
  });
const answered = () =>
  refusal('conflict', {
    vi: 'Đề nghị này đã được trả lời hoặc kỳ đã đóng.',
    en: 'The request was answered already, or the deadline is closed.',
  });
const overtaken = (dueOn: string, toDueOn: string) =>
  refusal('conflict', {
    vi: `Hạn nay đã là ${spoken(dueOn)}, không sớm hơn ngày được đề nghị (${spoken(toDueOn)}). Từ chối đề nghị này kèm lý do; đơn vị có thể đề nghị lại.`,
    en: `It is due on ${spoken(dueOn)} by now, no sooner than the day asked for (${spoken(toDueOn)}). Refuse this request with a reason; another one may be asked.`,
  });
const reasonMissing = () =>
  refusal('invalid', { vi: 'Từ chối gia hạn cần có lý do.', en: 'A refusal needs its reason.' }, [
    { pointer: '/reason', words: { vi: 'Nhập lý do.', en: 'Enter the reason.' } },
  ]);
