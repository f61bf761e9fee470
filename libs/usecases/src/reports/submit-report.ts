import { randomUUID } from 'node:crypto';
import { notFound, refusal, reportFaults, stale, type Refusal, type ReportBody } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { lapseRequests } from '../deadlines/answers-given.js';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { oweAnswer } from '../deadlines/owe-answer.js';
import { withCalendar } from '../deadlines/with-calendar.js';

export interface SubmitReportInput {
  obligationId: string;
  /** The revision the sender saw. */
  revision: number;
  report: ReportBody;
  actor: Actor;
}

/** A unit files its report (D3.6). Late is accepted and counted as late; a closed round takes no more. */
@Injectable()
export class SubmitReport {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({
    obligationId,
    revision,
    report,
    actor,
  }: SubmitReportInput): Promise<{ number: number; late: boolean; revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return withCalendar(this.records, async (tx, calendar) => {
      const obligation = await tx.obligations.lock(obligationId, actor.post.postId, today);
      if (!obligation?.roundKind || obligation.kind !== 'report') return notFound();
      if (obligation.owedBy !== actor.post.organisationId) return notYours();
      if (obligation.revision !== revision) return stale();
      if (obligation.status !== 'open' && obligation.status !== 'returned') return settled(obligation.status);
      const faults = reportFaults(obligation.roundKind, report);
      if (faults.length > 0)
        return refusal(
          'invalid',
          {
            vi: 'Báo cáo chưa đúng; sửa các mục nêu dưới đây rồi nộp lại.',
            en: 'The report is not right yet; mend the fields below and send it again.',
          },
          faults,
        );

      const number = await tx.submissions.file({
        id: randomUUID(),
        obligationId,
        figures: report.figures,
        words: report.words,
        at: now,
        on: today,
        dueOn: obligation.dueOn,
        ...signature(actor),
      });
      if (!(await tx.obligations.change(obligationId, revision, { status: 'submitted', firstSubmittedOn: today })))
        return stale();
      // In time is what arrived in time first; a report sent back and sent again stays so.
      const late = (obligation.firstSubmittedOn ?? today) > obligation.dueOn;
      await tx.journal.append({
        stream: 'obligation',
        streamId: obligationId,
        kind: 'reportSubmitted',
        at: now,
        by: signature(actor),
        body: { from: obligation.status, to: 'submitted', number, dueOn: obligation.dueOn, late },
      });
      await lapseRequests(tx, [obligationId], { at: now, day: today, by: signature(actor), reason: 'reportSubmitted' });
      await oweAnswer(tx, { obligation, duty: 'answerReport', extensionId: null, calendar, today, now });
      return { number, late, revision: revision + 1 };
    });
  }
}

const notYours = () =>
  refusal('notAllowed', {
    vi: 'Chỉ tổ chức có nghĩa vụ mới nộp được báo cáo này. Chọn chức danh thuộc tổ chức đó.',
    en: 'Only the organisation that owes this report can submit it. Choose a post in that organisation.',
  });

const settled = (status: string) =>
  refusal(
    'conflict',
    status === 'notReceived'
      ? {
          vi: 'Kỳ báo cáo đã đóng và ghi nhận là chưa nộp. Đề nghị cấp trên mở lại.',
          en: 'The round is closed and the report recorded as not received. Ask the level above to reopen it.',
        }
      : {
          vi: 'Báo cáo đã được nộp. Muốn nộp lại, đề nghị cấp trên trả lại kèm lý do.',
          en: 'The report was submitted already. To send another, ask the level above to return it.',
        },
  );
