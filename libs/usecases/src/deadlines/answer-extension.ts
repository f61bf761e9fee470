import { randomUUID } from 'node:crypto';
import { dependsOnCalendar, dueDay, isAnnualReport, notFound, planLadder, refusal, stale, type Refusal } from '#domain';
import { Records, type LockedObligation, type Tx } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { annualReportRoundWish } from '../wishes.js';

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
    return this.records.inTransaction(async (tx) => {
      const obligation = await tx.obligations.lock(obligationId, actor.post.postId, today);
      const extension = obligation && (await tx.extensions.find(extensionId, obligationId));
      if (!obligation || !extension) return notFound();
      if (obligation.receivedBy !== actor.post.organisationId || actor.post.role === 'officer') return notTheHead();
      if (obligation.revision !== revision) return stale();
      if (extension.status !== 'asked') return answered();
      if (!granted && !reason?.trim()) return reasonMissing();
      if (granted && obligation.deadlineClosedAt) return answered();

      const deadlineId = granted ? await this.deadlineOn(tx, obligation, extension.toDueOn, now) : null;
      await tx.extensions.answer(extensionId, {
        status: granted ? 'granted' : 'refused',
        reason,
        toDeadlineId: deadlineId,
        at: now,
        on: today,
        ...signature(actor),
      });
      if (
        !(await tx.obligations.change(obligationId, revision, { status: obligation.status, deadlineId: deadlineId ?? undefined }))
      )
        return stale();
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
        },
      });
      return { revision: revision + 1 };
    });
  }

  /** The deadline of the round on that day: the one there is, or a new one whose past rungs are settled at once. */
  private async deadlineOn(
    tx: Tx,
    { roundId, roundKind, roundYear, ruleEditionId }: LockedObligation,
    dueOn: string,
    now: Date,
  ): Promise<string> {
    const existing = await tx.deadlines.ofRoundOn(roundId!, dueOn);
    if (existing) return existing.id;
    const edition = await tx.rules.byId(ruleEditionId);
    if (!edition || !isAnnualReport(edition)) throw new Error(`deadline of a round without its rule edition ${ruleEditionId}`);
    const id = randomUUID();
    const calendar = await tx.workCalendar.published();
    await tx.deadlines.insert(
      {
        id,
        roundId,
        conferenceId: null,
        duty: 'extended',
        dueOn,
        explanation: dueDay(dueOn, true, 'none').explanation,
        ruleEditionId,
        dependsOnCalendar: dependsOnCalendar(null, edition.body.ladder),
      },
      { rungs: planLadder(dueOn, edition.body.ladder, calendar), now, pastReason: 'plannedBeforeTheDeadlineExisted' },
    );
    await tx.outbox.wish(annualReportRoundWish({ id: roundId!, kind: roundKind!, year: roundYear! }), 'extensionGranted', now);
    return id;
  }
}

const notTheHead = () =>
  refusal('notAllowed', {
    vi: 'Chỉ người đứng đầu tổ chức nhận báo cáo mới trả lời đề nghị gia hạn.',
    en: 'Only the head of the body that receives the report can answer the request.',
  });
const answered = () =>
  refusal('conflict', {
    vi: 'Đề nghị này đã được trả lời hoặc kỳ đã đóng.',
    en: 'The request was answered already, or the deadline is closed.',
  });
const reasonMissing = () =>
  refusal('invalid', { vi: 'Từ chối gia hạn cần có lý do.', en: 'A refusal needs its reason.' }, [
    { pointer: '/reason', words: { vi: 'Nhập lý do.', en: 'Enter the reason.' } },
  ]);
