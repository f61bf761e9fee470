import { randomUUID } from 'node:crypto';
import { addDays, extensionLimitsOf, notFound, refusal, stale, type Refusal, spoken } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { notAClock, notProvided } from './clock-refusals.js';
import { oweAnswer } from './owe-answer.js';
import { tellOfAct } from './tell-of-act.js';
import { withCalendar } from './with-calendar.js';

export interface AskExtensionInput {
  obligationId: string;
  revision: number;
  toDueOn: string;
  reason: string;
  actor: Actor;
}

/** Asks for more time: before the due day, within what the rule that binds the duty allows, with a reason. The answer has a clock of its own; whoever gives it hears at once. */
@Injectable()
export class AskExtension {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({
    obligationId,
    revision,
    toDueOn,
    reason,
    actor,
  }: AskExtensionInput): Promise<{ extensionId: string; revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return withCalendar(this.records, async (tx, calendar) => {
      const obligation = await tx.obligations.lock(obligationId, actor.post.postId, today);
      if (!obligation) return notFound();
      if (obligation.owedBy !== actor.post.organisationId) return notYours();
      if (obligation.revision !== revision) return stale();
      if (obligation.kind === 'answer') return notAClock();
      if (obligation.status !== 'open' && obligation.status !== 'returned') return nothingOwed();
      if (today > obligation.dueOn) return tooLate(obligation.dueOn);

      const edition = await tx.rules.byId(obligation.ruleEditionId);
      const limits = edition && extensionLimitsOf(edition);
      if (!limits) return notProvided('extension');
      const { maxDays, maxTimes } = limits;
      if (obligation.conferenceId && obligation.duty === 'held') return moveInstead();
      const latest = addDays(obligation.originalDueOn, maxDays);
      if (toDueOn <= obligation.dueOn || toDueOn > latest) return outOfBounds(obligation.dueOn, latest, edition.source);
      if ((await tx.extensions.granted(obligationId)) >= maxTimes) return oftenEnough(maxTimes, edition.source);

      const extensionId = randomUUID();
      const request = {
        id: extensionId,
        obligationId,
        reason,
        fromDueOn: obligation.dueOn,
        toDueOn,
        at: now,
        on: today,
        ...signature(actor),
      };
      if (!(await tx.extensions.ask(request))) return askedAlready();
      if (!(await tx.obligations.change(obligationId, revision, { status: obligation.status }))) return stale();
      await tx.journal.append({
        stream: 'obligation',
        streamId: obligationId,
        kind: 'extensionAsked',
        at: now,
        by: signature(actor),
        body: { from: obligation.status, to: obligation.status, fromDueOn: obligation.dueOn, toDueOn, reason },
      });
      const answerId = await oweAnswer(tx, { obligation, duty: 'answerExtension', extensionId, calendar, today, now });
      await tellOfAct(tx, {
        obligationIds: [answerId ?? obligationId],
        act: 'extensionAsked',
        key: extensionId,
        to: answerId ? 'answerer' : 'receiver',
        rule: obligation,
        calendar,
        now,
        today,
      });
      return { extensionId, revision: revision + 1 };
    });
  }
}

const notYours = () =>
  refusal('notAllowed', {
    vi: 'Chỉ tổ chức có nghĩa vụ mới xin gia hạn được.',
    en: 'Only the organisation that owes it can ask for an extension.',
  });
const nothingOwed = () =>
  refusal('conflict', {
    vi: 'Nghĩa vụ này đã xong, không cần gia hạn.',
    en: 'Nothing is owed here any more; no extension is needed.',
  });
const tooLate = (dueOn: string) =>
  refusal('conflict', {
    vi: `Hạn ${spoken(dueOn)} đã qua. Hãy nộp ngay; báo cáo được nhận và ghi là trễ hạn.`,
    en: `The due day ${spoken(dueOn)} has passed. Submit now; it is accepted and counted as late.`,
  });
const moveInstead = () =>
  refusal('conflict', {
    vi: 'Ngày tổ chức hội nghị không gia hạn; cơ quan chủ trì dời ngày hội nghị.',
    en: 'The day of the conference is not extended; the body that holds it moves the conference.',
  });
const outOfBounds = (dueOn: string, latest: string, source: string) =>
  refusal('invalid', { vi: 'Ngày xin gia hạn nằm ngoài giới hạn.', en: 'The day asked for lies outside the limit.' }, [
    {
      pointer: '/toDueOn',
      words:
        latest > dueOn
          ? {
              vi: `Chọn ngày sau ${spoken(dueOn)} và không quá ${spoken(latest)}.`,
              en: `Choose a day after ${spoken(dueOn)} and not later than ${spoken(latest)}.`,
            }
          : {
              vi: `Không còn ngày nào: chỉ được gia hạn đến ${spoken(latest)}, mà hạn nay đã là ${spoken(dueOn)}.`,
              en: `No day is left: it may be extended to ${spoken(latest)} at most, and is due on ${spoken(dueOn)} by now.`,
            },
      source,
    },
  ]);
const oftenEnough = (times: number, source: string) =>
  refusal('conflict', { vi: `Đã gia hạn đủ ${times} lần.`, en: `It was extended ${times} times already, the most allowed.` }, [
    { words: { vi: 'Hãy nộp; báo cáo trễ vẫn được nhận.', en: 'Submit; a late report is still accepted.' }, source },
  ]);
const askedAlready = () =>
  refusal('conflict', { vi: 'Đã có một đề nghị gia hạn đang chờ trả lời.', en: 'A request is already waiting for its answer.' });
