import { Waker } from '#usecases';
import type { Client } from '@temporalio/client';

/**
 * Remembers which runs were told to look again, until each sleeps again. A run that was told and has not heard yet names the old instant,
 * which may well be the right one; if the time jumped now, its timer would fire while the run cancels it, and the time-skipping server
 * loses such a run (temporalio/sdk-java#3088).
 */
export class ToldRuns extends Waker {
  /** How often each was told since it was last seen asleep. */
  private readonly told = new Map<string, number>();

  constructor(
    private readonly real: Waker,
    private readonly client: Client,
  ) {
    super();
  }

  async refresh(wish: Parameters<Waker['refresh']>[0]): Promise<void> {
    this.told.set(wish.workflowId, (this.told.get(wish.workflowId) ?? 0) + 1);
    await this.real.refresh(wish);
  }

  waitingFor = (workflowId: string) => this.real.waitingFor(workflowId);

  /** A run that was told and neither sleeps nor has ended; null when there is none. */
  async awake(): Promise<string | null> {
    for (const [workflowId, times] of this.told) {
      const { events } = await this.client.workflow.getHandle(workflowId).fetchHistory();
      const last = events?.at(-1);
      const rests =
        last?.timerStartedEventAttributes ??
        last?.workflowExecutionCompletedEventAttributes ??
        last?.workflowExecutionTerminatedEventAttributes;
      if (!rests) return workflowId;
      if (this.told.get(workflowId) === times) this.told.delete(workflowId);
    }
    return null;
  }
}
