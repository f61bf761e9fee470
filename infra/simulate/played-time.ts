import type { Activities } from '#workflows/contracts';
import { Clock, Waker } from '#usecases';
import type { TestWorkflowEnvironment } from '@temporalio/testing';

const A_LITTLE = 50;

/**
 * The time-skipping server starts at the machine's own hour and only goes forward. So the played time is the server's, moved:
 * what workflows say is moved back, what they hear is moved on. It works because no rule ever asks a clock.
 */
export class PlayedTime {
  private constructor(
    private readonly env: TestWorkflowEnvironment,
    private readonly offset: number,
  ) {}

  static async from(env: TestWorkflowEnvironment, start: Date): Promise<PlayedTime> {
    return new PlayedTime(env, (await env.currentTimeMs()) - start.getTime());
  }

  async now(): Promise<Date> {
    return new Date((await this.env.currentTimeMs()) - this.offset);
  }

  /** Lets the time pass until just after an instant, for two clocks round to whole milliseconds; everything that falls due on the way happens. */
  async until(instant: Date): Promise<void> {
    const wait = instant.getTime() - (await this.now()).getTime();
    if (wait > -A_LITTLE) await this.env.sleep(wait + A_LITTLE);
  }

  /**
   * Lets the time pass while nobody works. The server stands still for a woken run until a worker has answered it; so each of `wakes`, the
   * instants at which the timer of a run fires, is passed and the stop that it brings is lifted. Whoever was woken is still waiting at the end,
   * and the server stands still for them again.
   */
  async passWithoutWorker(wakes: readonly Date[], end: Date): Promise<void> {
    const testService = this.env.connection.testService!;
    for (const wake of wakes) {
      await this.until(wake);
      await testService.unlockTimeSkipping({});
    }
    await this.until(end);
    for (let woken = 0; woken < wakes.length; woken++) await testService.lockTimeSkipping({});
  }

  /** An instant of the server's clock, in milliseconds. */
  played = (serverMs: number): Date => new Date(serverMs - this.offset);

  toServer = (instant: string): string => new Date(Date.parse(instant) + this.offset).toISOString();
  toPlay = (instant: string): string => new Date(Date.parse(instant) - this.offset).toISOString();

  activities(real: Activities): Activities {
    const { toServer, toPlay } = this;
    return {
      nextRung: async (subject) => {
        const rung = await real.nextRung(subject);
        return rung && { ...rung, at: toServer(rung.at) };
      },
      fireRung: (rung, now) => real.fireRung({ ...rung, at: toPlay(rung.at) }, toPlay(now)),
      nextOpening: async (now) => {
        const opening = await real.nextOpening(toPlay(now));
        return opening && { at: toServer(opening.at) };
      },
      openDue: (now) => real.openDue(toPlay(now)),
      deliverPage: async (now) => {
        const { nextAt } = await real.deliverPage(toPlay(now));
        return { nextAt: nextAt && toServer(nextAt) };
      },
      reconcile: (now) => real.reconcile(toPlay(now)),
    };
  }

  waker(real: Waker): Waker {
    const { toPlay } = this;
    return new (class extends Waker {
      refresh = (wish: Parameters<Waker['refresh']>[0]) => real.refresh(wish);
      waitingFor = async (workflowId: string) => {
        const instant = await real.waitingFor(workflowId);
        return instant === null || instant === 'absent' ? instant : toPlay(instant);
      };
    })();
  }
}

/** A clock set by the play: the hour at which somebody acts. */
export class PlayedClock extends Clock {
  constructor(public instant: Date) {
    super();
  }
  now(): Date {
    return this.instant;
  }
}

/** The relay only measures leases and rests. It lives a day ahead, so that whatever was wished is ripe, and runs with the machine. */
export class RelayClock extends Clock {
  private readonly started = performance.now();
  constructor(private readonly played: PlayedClock) {
    super();
  }
  now(): Date {
    return new Date(this.played.instant.getTime() + 86_400_000 + performance.now() - this.started);
  }
}
