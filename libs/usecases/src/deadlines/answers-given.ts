import type { Tx } from '#records';
import { followingWish } from './following-wish.js';

type Answers = Tx['answers'];

/** Answered, or not needed any more; where nobody is waited for then, the ladder of the answers is taken down. */
export const settleAnswers = async (tx: Tx, ...settled: Parameters<Answers['settle']>): Promise<void> =>
  takeDown(tx, await tx.answers.settle(...settled), settled[3].at);

/** The same for requests nobody answered before what they were asked for was settled. */
export const lapseRequests = async (tx: Tx, ...lapsed: Parameters<Answers['lapse']>): Promise<void> =>
  takeDown(tx, await tx.answers.lapse(...lapsed), lapsed[1].at);

/** The same for whatever a closing recorded as not received. */
export const lapseRequestsOfClosed = async (tx: Tx, ...lapsed: Parameters<Answers['lapseClosed']>): Promise<void> =>
  takeDown(tx, await tx.answers.lapseClosed(...lapsed), lapsed[1].at);

/** Nobody is waited for under a deadline of answers any more: its rungs ahead are cancelled, and whoever follows it sleeps on to the next. */
async function takeDown(tx: Tx, deadlineIds: readonly string[], now: Date): Promise<void> {
  for (const id of [...new Set(deadlineIds)].toSorted()) {
    // Held, so that an answer that comes to be owed meanwhile is seen, or sees that there is no ladder.
    const deadline = (await tx.deadlines.lock(id))!;
    if (await tx.answers.anyOwed(id)) continue;
    await tx.deadlines.cancelAhead(id, now, 'answersGiven');
    await tx.outbox.wish(await followingWish(tx, deadline), 'answersGiven', now);
  }
}
