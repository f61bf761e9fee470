import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { DeliverPage, FireRung, NextOpening, NextRung, OpenDue, Reconcile } from '#usecases';
import type { Activities, LadderSubject, RungRef } from '#workflows/contracts';
import { Injectable } from '@nestjs/common';

const HEARTBEAT = 5000;

/** What workflows may ask for: each one call of a use case. Time is the workflow's. */
@Injectable()
export class WorkerActivities {
  constructor(
    private readonly nextRung: NextRung,
    private readonly fireRung: FireRung,
    private readonly nextOpening: NextOpening,
    private readonly openDue: OpenDue,
    private readonly deliverPage: DeliverPage,
    private readonly reconcile: Reconcile,
  ) {}

  bound(): Activities {
    return {
      nextRung: (subject: LadderSubject) =>
        answered(async () => {
          const rung = await this.nextRung.run(subject);
          return rung && { ...rung, at: rung.at.toISOString() };
        }),
      nextOpening: (now) =>
        answered(async () => {
          const opening = await this.nextOpening.run({ now: new Date(now) });
          return opening && { at: opening.at.toISOString() };
        }),
      fireRung: (rung: RungRef, now) => alive((goesOn) => this.fireRung.run({ rung, now: new Date(now), afterPage: goesOn })),
      openDue: (now) => alive(() => this.openDue.run({ now: new Date(now) })),
      deliverPage: (now) =>
        alive(async () => {
          const { nextAt } = await this.deliverPage.run({ now: new Date(now) });
          return { nextAt: nextAt && nextAt.toISOString() };
        }),
      reconcile: (now) => alive(() => this.reconcile.run({ now: new Date(now) })),
    };
  }
}

/**
 * Tells Temporal that the deed is still being done, so that a dead worker is noticed within the heartbeat's limit.
 * A worker that has to go leaves it: every deed is one transaction or leased page by page, and another worker does it again.
 */
async function alive<T>(deed: (goesOn: () => boolean) => Promise<T>): Promise<T> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), HEARTBEAT);
  // Asked after each page: a sign of life, and whether to begin the next one.
  const goesOn = () => {
    context.heartbeat();
    return !context.cancellationSignal.aborted;
  };
  try {
    return await Promise.race([answered(() => deed(goesOn)), context.cancelled]);
  } finally {
    clearInterval(beat);
  }
}

// invalid_text_representation, datetime_field_overflow: no retry makes an id of what is none.
const neverRight = new Set(['22P02', '22007', '22008']);

async function answered<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code !== undefined && neverRight.has(code)) throw ApplicationFailure.nonRetryable(message, 'ImpossibleInput');
    throw error;
  }
}
