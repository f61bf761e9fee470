import { notFound, refusal, stale, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { settleAnswers } from '../deadlines/answers-given.js';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';

export interface AnswerReportInput {
  obligationId: string;
  /** The submission meant; absent: the one that waits for its answer. */
  number?: number;
  revision: number;
  outcome: 'accepted' | 'returned';
  /** Required when returned: what to mend. */
  message: string | null;
  actor: Actor;
}

/** The receiving body accepts a report or returns it with a message; a returned report is owed again. */
@Injectable()
export class AnswerReport {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({
    obligationId,
    number,
    revision,
    outcome,
    message,
    actor,
  }: AnswerReportInput): Promise<{ revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return this.records.inTransaction(async (tx) => {
      const obligation = await tx.obligations.lock(obligationId, actor.post.postId, today);
      if (!obligation?.roundKind || obligation.kind !== 'report') return notFound();
      const meant = number === undefined ? null : await tx.submissions.find(obligationId, number);
      if (number !== undefined && !meant) return notFound();
      if (obligation.receivedBy !== actor.post.organisationId) return notReceiver();
      if (obligation.revision !== revision) return stale();
      if (obligation.status !== 'submitted' || meant?.outcome) return nothingToAnswer();
      if (outcome === 'returned' && !message?.trim()) return messageMissing();
      if (outcome === 'returned' && obligation.deadlineClosedAt) return roundClosed();

      await tx.submissions.answer(obligationId, { outcome, message, at: now, on: today, ...signature(actor) });
      if (
        !(await tx.obligations.change(obligationId, revision, {
          status: outcome,
          acceptedOn: outcome === 'accepted' ? today : null,
        }))
      )
        return stale();
      await tx.journal.append({
        stream: 'obligation',
        streamId: obligationId,
        kind: outcome === 'accepted' ? 'reportAccepted' : 'reportReturned',
        at: now,
        by: signature(actor),
        body: { from: 'submitted', to: outcome, message },
      });
      await settleAnswers(tx, [obligationId], 'answerReport', 'accepted', { at: now, day: today, by: signature(actor) });
      return { revision: revision + 1 };
    });
  }
}

const notReceiver = () =>
  refusal('notAllowed', {
    vi: 'Chỉ tổ chức nhận báo cáo mới được tiếp nhận hoặc trả lại.',
    en: 'Only the organisation that receives the report can accept or return it.',
  });

const nothingToAnswer = () =>
  refusal('conflict', { vi: 'Không có báo cáo nào đang chờ trả lời.', en: 'There is no report waiting for an answer.' });

const messageMissing = () =>
  refusal('invalid', { vi: 'Ghi rõ cần sửa gì trước khi trả lại.', en: 'Say what to mend before returning it.' }, [
    { pointer: '/message', words: { vi: 'Nhập nội dung cần sửa.', en: 'Enter what is to be mended.' } },
  ]);

const roundClosed = () =>
  refusal('conflict', {
    vi: 'Kỳ báo cáo đã đóng, không trả lại được nữa.',
    en: 'The round is closed; the report can no longer be returned.',
  });
