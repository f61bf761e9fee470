import { notFound, refusal, stale, type Refusal } from '#domain';
import { Records, type StepDocument } from '#records';
import { Injectable } from '@nestjs/common';
import { lapseRequests } from '../deadlines/answers-given.js';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { summaryConferenceWish } from '../wishes.js';

export interface CompleteConferenceStepInput {
  conferenceId: string;
  code: string;
  revision: number;
  /** The day it was done; not in the future. */
  doneOn: string;
  document: StepDocument;
  actor: Actor;
}

/** A step of a conference is done by an act with its document (D3.7); what its ladder still had ahead is cancelled. */
@Injectable()
export class CompleteConferenceStep {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({
    conferenceId,
    code,
    revision,
    doneOn,
    document,
    actor,
  }: CompleteConferenceStepInput): Promise<{ revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return this.records.inTransaction(async (tx) => {
      const conference = await tx.conferences.lock(conferenceId);
      const steps = conference ? await tx.conferences.steps(conferenceId, today) : [];
      const step = steps.find((candidate) => candidate.code === code);
      if (!conference || !step) return notFound();
      if (step.owedBy !== actor.post.organisationId) return notYours();
      if (conference.revision !== revision) return stale();
      if (step.doneOn) return doneBefore(step.doneOn);
      if (step.status === 'waived') return waived();
      if (doneOn > today) return inTheFuture();
      if (document.on > doneOn) return documentTooLate();
      if (code === 'conclusionNotice' && !conference.heldOn) return notHeldYet();

      await tx.conferences.stepDone(conferenceId, code, { on: doneOn, document, ...signature(actor) });
      await tx.obligations.change(step.obligationId, step.obligationRevision, {
        status: 'accepted',
        firstSubmittedOn: doneOn,
        acceptedOn: doneOn,
      });
      await tx.deadlines.cancelAhead(step.deadlineId, now, 'stepDone');
      await tx.deadlines.close(step.deadlineId, now);
      await lapseRequests(tx, [step.obligationId], { at: now, day: today, by: signature(actor), reason: 'stepDone' });
      const isLast = steps.every((other) => other.code === code || other.doneOn || other.status === 'waived');
      await tx.conferences.change(conferenceId, revision, {
        heldOn: code === 'held' ? doneOn : undefined,
        closedOn: isLast ? today : undefined,
      });
      await tx.journal.append({
        stream: 'obligation',
        streamId: step.obligationId,
        kind: 'stepDone',
        at: now,
        by: signature(actor),
        body: { from: step.status, to: 'accepted', doneOn, document },
      });
      await tx.journal.append({
        stream: 'conference',
        streamId: conferenceId,
        kind: 'stepDone',
        at: now,
        by: signature(actor),
        body: { code, doneOn, document, closed: isLast },
      });
      await tx.outbox.wish(summaryConferenceWish(conferenceId), 'stepDone', now);
      return { revision: revision + 1 };
    });
  }
}

const notYours = () =>
  refusal('notAllowed', {
    vi: 'Chỉ cơ quan được giao bước này mới ghi nhận hoàn thành.',
    en: 'Only the body that owes this step can record it as done.',
  });
const doneBefore = (day: string) =>
  refusal('conflict', { vi: `Bước này đã hoàn thành ngày ${day}.`, en: `This step was done on ${day}.` });
const waived = () =>
  refusal('conflict', {
    vi: 'Bước này đã được miễn; mở lại nếu cần thực hiện.',
    en: 'This step was waived; reopen it if it is to be done.',
  });
const inTheFuture = () =>
  refusal('invalid', { vi: 'Ngày hoàn thành không được ở tương lai.', en: 'The day it was done cannot lie in the future.' }, [
    { pointer: '/doneOn', words: { vi: 'Nhập ngày hôm nay hoặc trước đó.', en: 'Enter today or an earlier day.' } },
  ]);
const documentTooLate = () =>
  refusal(
    'invalid',
    {
      vi: 'Văn bản phải có trước hoặc cùng ngày hoàn thành.',
      en: 'The document must be dated on or before the day the step was done.',
    },
    [{ pointer: '/document/on', words: { vi: 'Kiểm tra ngày văn bản.', en: 'Check the date of the document.' } }],
  );
const notHeldYet = () =>
  refusal('conflict', {
    vi: 'Hội nghị chưa tổ chức; ghi nhận bước "tổ chức hội nghị" trước.',
    en: 'The conference has not been held; record the step "held" first.',
  });
