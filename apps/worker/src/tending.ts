import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { Log } from '#platform';
import { calendarCycleWish, Waker } from '#usecases';
import { TASK_QUEUE } from '#workflows/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { Pace } from './pace.js';
import { TEMPORAL_CLIENT } from './tokens.js';

const RECONCILE = 'reconcile';
const LOOK_EVERY = 5 * 60_000;
const TRY_AGAIN = 5000;

/** One reconciliation an hour; those missed while Temporal was away are not made up for, the next one sees everything. */
const schedule: ScheduleOptions = {
  scheduleId: RECONCILE,
  spec: { intervals: [{ every: '1 hour' }], jitter: '2 minutes' },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '10 minutes' },
  action: { type: 'startWorkflow', workflowType: RECONCILE, workflowId: RECONCILE, taskQueue: TASK_QUEUE, args: [] },
};

/**
 * Makes sure the calendar is followed and the reconciler scheduled, and runs it once when a worker begins. A Temporal that came back without its memory
 * has no schedule either: then it is made again and everything is reconciled at once.
 */
@Injectable()
export class Tending {
  private pace = new Pace();

  constructor(
    @Inject(TEMPORAL_CLIENT) private readonly client: Client,
    private readonly waker: Waker,
    private readonly log: Log,
  ) {}

  async keep(lookEvery = LOOK_EVERY): Promise<void> {
    const pace = (this.pace = new Pace());
    let begun = false;
    while (!pace.stopped) {
      try {
        if (!begun) await this.waker.refresh(calendarCycleWish());
        const made = await this.ensureSchedule(!begun);
        if (made || !begun)
          await this.waker.refresh({ workflow: RECONCILE, workflowId: `${RECONCILE}/at-start`, argument: null });
        begun = true;
        await pace.rest(lookEvery);
      } catch (error) {
        this.log.warn('the reconciler could not be scheduled; trying again', { error });
        await pace.rest(TRY_AGAIN);
      }
    }
  }

  stop(): void {
    this.pace.stop();
  }

  /** True when it was not there. */
  private async ensureSchedule(renew: boolean): Promise<boolean> {
    try {
      await this.client.schedule.create(schedule);
      return true;
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      const { scheduleId: _, ...shape } = schedule;
      if (renew) await this.client.schedule.getHandle(RECONCILE).update((before) => ({ ...shape, state: before.state }) as never);
      return false;
    }
  }
}
