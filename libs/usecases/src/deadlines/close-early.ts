import {
  CLOSED_EARLY,
  closingRung,
  dayAt,
  ladderOf,
  planEarlyClosing,
  refusal,
  spoken,
  type PlainDay,
  type Refusal,
  type WorkCalendar,
} from '#domain';
import type { DeadlineRow, Tx } from '#records';
import { signature, type Actor } from '../actor.js';
import { BACKLOG_ROUND, REVIEW_ROUND } from '../wishes.js';

interface EarlyClosing {
  reason: string;
  actor: Actor;
  calendar: WorkCalendar;
  now: Date;
  today: PlainDay;
}

/**
 * Orders deadlines closed before their ladders close them; null: ordered. Only what its rule lets close at all is closed early, nobody
 * loses days, and nobody who waits for an answer is shut out meanwhile. The closing itself is done page by page, as when its day comes,
 * after whoever still owes was told. Its first and its new day are both kept.
 */
export async function closeEarly(
  tx: Tx,
  deadlines: readonly DeadlineRow[],
  { reason, actor, calendar, now, today }: EarlyClosing,
): Promise<Refusal | null> {
  const plans = [];
  for (const deadline of deadlines) {
    const edition = await tx.rules.byId(deadline.ruleEditionId);
    if (!edition) throw new Error(`deadline ${deadline.id} without its rule edition`);
    const ladder = ladderOf(edition, deadline.duty);
    if (deadline.purpose === 'answer') return answeredOnly();
    if (!closingRung(ladder)) return closesOtherwise(await endsBy(tx, deadline), edition.source);
    const ahead = await tx.deadlines.ahead(deadline.id, deadline.revision);
    if (ahead.some(({ act }) => act === CLOSED_EARLY)) continue;
    const owed = await tx.obligations.owedUnder(deadline.id);
    if (owed > 0 && deadline.dueOn >= today) return stillInTime(owed, deadline.dueOn);
    const waiting = await tx.extensions.waitingUnder(deadline.id);
    if (waiting > 0) return answerFirst(waiting);
    plans.push({ deadline, ladder, closesAt: ahead.find(({ act }) => act === 'close')?.plannedAt ?? null });
  }
  if (plans.length === 0) return orderedBefore();
  for (const { deadline, ladder, closesAt } of plans) {
    const day = await tx.deadlines.dayOf(deadline.id);
    const rungs = planEarlyClosing(deadline.dueOn, ladder, now, calendar);
    await tx.deadlines.replan(deadline, day, { rungs, now, pastReason: null }, 'closedEarly');
    await tx.journal.append({
      stream: 'deadline',
      streamId: deadline.id,
      kind: 'earlyClosingOrdered',
      at: now,
      by: signature(actor),
      body: { reason, dueOn: deadline.dueOn, fromClosesOn: closesAt && dayAt(closesAt), toClosesOn: rungs[0]!.plannedOn },
    });
  }
  return null;
}

type Ending = 'conference' | 'review' | 'model';

async function endsBy(tx: Tx, { roundId, conferenceId }: DeadlineRow): Promise<Ending> {
  const round = roundId ? await tx.rounds.find(roundId) : null;
  if (round && (round.kind === REVIEW_ROUND || round.kind === BACKLOG_ROUND)) return 'review';
  return conferenceId ? 'conference' : 'model';
}

const how: Record<Ending, { vi: string; en: string }> = {
  review: {
    vi: 'Kỳ rà soát tự đóng khi mọi mô hình đã có kết luận: kết luận từng mô hình (bước “continueOperation”, “strengthen”, “terminate”), thẩm định khi không có bản tự đánh giá (“proceedWithoutSelfAssessment”), hoặc huỷ đợt rà soát của mô hình đó (“cancelReview”).',
    en: 'A round of reviews closes with its last conclusion: conclude each model (steps "continueOperation", "strengthen", "terminate"), go on without a self-assessment ("proceedWithoutSelfAssessment"), or cancel its review ("cancelReview").',
  },
  conference: {
    vi: 'Bước của hội nghị kết thúc khi đã làm xong (có văn bản) hoặc được miễn kèm lý do.',
    en: 'A step of a conference ends when it is done, with its document, or waived with a reason.',
  },
  model: {
    vi: 'Nhiệm vụ của mô hình kết thúc khi thực hiện bước của nó (GET /api/models/{id}/steps) hoặc được miễn kèm lý do nếu quy định cho miễn.',
    en: 'A duty of a model ends with its step (GET /api/models/{id}/steps), or is waived with a reason where that may be.',
  },
};

const closesOtherwise = (ending: Ending, source: string) =>
  refusal(
    'conflict',
    {
      vi: 'Hạn này không đóng theo thời gian, nên cũng không đóng sớm: không có gì được chấp thuận hay bỏ qua do im lặng.',
      en: 'Nothing under this day closes by time, so nothing closes early: nothing is approved or dropped by silence.',
    },
    [{ words: how[ending], source }],
  );
const answeredOnly = () =>
  refusal('conflict', {
    vi: 'Đây là hạn trả lời của cơ quan tiếp nhận: không đóng sớm. Hãy trả lời.',
    en: 'By this day the receiving body answers: it is not closed early. Answer it.',
  });
const orderedBefore = () =>
  refusal('conflict', {
    vi: 'Đã có yêu cầu đóng sớm; hệ thống đóng ngay khi báo xong cho các đơn vị còn nợ.',
    en: 'It was ordered closed already, and closes as soon as those who still owe are told.',
  });
const stillInTime = (owed: number, dueOn: string) =>
  refusal('conflict', {
    vi: `Còn ${owed} nhiệm vụ chưa xong mà hạn ${spoken(dueOn)} chưa qua. Chờ hết hạn, hoặc miễn từng nhiệm vụ kèm lý do.`,
    en: `${owed} still owe and their day ${spoken(dueOn)} has not passed. Wait for it, or waive them one by one with a reason.`,
  });
const answerFirst = (waiting: number) =>
  refusal('conflict', {
    vi: `Còn ${waiting} đề nghị gia hạn chưa được trả lời. Trả lời trước khi đóng sớm.`,
    en: `${waiting} requests for more time are not answered yet. Answer them before closing early.`,
  });
