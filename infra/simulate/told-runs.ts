import { setTimeout as pause } from 'node:timers/promises';
import { Waker } from '#usecases';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { earliest } from './earliest.js';
import type { PlayedTime } from './played-time.js';

const GRPC_NOT_FOUND = 5;
// Longer than a run on a busy machine takes from being told to cancelling its timer, shorter than letters are gathered.
const ABOUT_TO_WAKE = 5_000;
const PATIENCE = 30_000;

/**
 * Knows of every run when its timer fires next: it remembers who was told to look again until each sleeps again, and looks again at whom
 * a timer has woken. The server's clock runs on between two jumps; a timer that fires while its run cancels it makes the time-skipping server
 * lose the run (temporalio/sdk-java#3088). So nobody may act, and time may not jump, while a run is awake or about to be.
 */
export class ToldRuns extends Waker {
  /** How often each was told since it was last seen asleep. */
  private readonly told = new Map<string, number>();
  private readonly wakesAt = new Map<string, Date>();

  constructor(
    private readonly real: Waker,
    private readonly client: Client,
    private readonly time: PlayedTime,
  ) {
    super();
  }

  async refresh(wish: Parameters<Waker['refresh']>[0]): Promise<void> {
    this.hear(wish.workflowId);
    await this.wakesFirst(wish.workflowId);
    await this.real.refresh(wish);
    // Whoever looked meanwhile saw it asleep still, on a timer that it cancels now.
    this.hear(wish.workflowId);
  }

  waitingFor = (workflowId: string) => this.real.waitingFor(workflowId);

  /** A run that was told or woken and neither sleeps nor has ended; null when there is none. */
  async awake(): Promise<string | null> {
    const now = await this.time.now();
    for (const [workflowId, at] of this.wakesAt) if (at <= now) this.hear(workflowId);
    for (const [workflowId, times] of this.told) {
      const last = await this.lastEvent(workflowId);
      const timer = last?.timerStartedEventAttributes;
      const ended = last?.workflowExecutionCompletedEventAttributes ?? last?.workflowExecutionTerminatedEventAttributes;
      if (!timer && !ended) return workflowId;
      const firesAt = timer ? this.firesAt(last!) : null;
      if (firesAt && firesAt <= now) return workflowId;
      if (this.told.get(workflowId) !== times) continue;
      this.told.delete(workflowId);
      if (firesAt) this.wakesAt.set(workflowId, firesAt);
    }
    return null;
  }

  /** When the next timer of a sleeping run fires; null when none sleeps on one. */
  nextWake(): Date | null {
    return earliest(...this.wakesAt.values());
  }

  /** When each sleeping run's timer fires that fires by then, the first one first. */
  wakesBy(end: Date): Date[] {
    return [...this.wakesAt.values()].filter((at) => at <= end).sort((a, b) => a.getTime() - b.getTime());
  }

  /** Whoever is about to wake is told once it is awake: the letters of what people do are gathered for seconds that pass while they go on. */
  private async wakesFirst(workflowId: string): Promise<void> {
    const patience = performance.now() + PATIENCE;
    while (performance.now() < patience) {
      const last = await this.lastEvent(workflowId);
      if (!last?.timerStartedEventAttributes) return;
      const left = this.firesAt(last).getTime() - (await this.time.now()).getTime();
      if (left > ABOUT_TO_WAKE) return;
      await pause(Math.max(left, 0) + 50);
    }
  }

  private firesAt = ({ eventTime, timerStartedEventAttributes: timer }: LastEvent): Date =>
    this.time.played(milliseconds(eventTime) + milliseconds(timer?.startToFireTimeout));

  private hear(workflowId: string): void {
    this.wakesAt.delete(workflowId);
    this.told.set(workflowId, (this.told.get(workflowId) ?? 0) + 1);
  }

  private async lastEvent(workflowId: string) {
    try {
      return (await this.client.workflow.getHandle(workflowId).fetchHistory()).events?.at(-1);
    } catch (error) {
      // Told in this very moment: it is not there yet.
      if ((error as { code?: number }).code === GRPC_NOT_FOUND) return undefined;
      throw error;
    }
  }
}

type LastEvent = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];

/** Of a time or a span as the wire has it. */
const milliseconds = (wire: { seconds?: unknown; nanos?: number | null } | null | undefined): number =>
  Number(wire?.seconds ?? 0) * 1000 + (wire?.nanos ?? 0) / 1_000_000;
