import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { OutboxRepository, Records, type LeasedWish } from '#records';
import { Log } from '#platform';
import { Clock, Waker } from '#usecases';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Pace } from '../pace.js';

const BATCH = 100;
const AT_ONCE = 20;
const LEASE = 30_000;
const POLL = 250;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 60_000;

/** After so many attempts a wish rests so long. */
export const restAfter = (attempts: number) => Math.min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT);

/**
 * Carries wishes from the outbox to Temporal. Several may run: a wish is leased, told outside any transaction, then marked.
 * A relay that dies between telling and marking leaves a wish that is told twice, which is harmless.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnModuleDestroy {
  readonly name = `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
  private readonly pace = new Pace();
  private running: Promise<void> = Promise.resolve();
  private failing = false;

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly waker: Waker,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** Ends after the calls under way; what was leased and not told is given back. */
  async onModuleDestroy(): Promise<void> {
    this.pace.stop();
    await this.running;
  }

  /** Leases and tells once; returns how many wishes were told. */
  async carry(): Promise<number> {
    const outbox = new OutboxRepository(this.records.sql);
    const wishes = await outbox.lease(this.name, BATCH, this.clock.now(), LEASE);
    const told: number[] = [];
    const untold: LeasedWish[] = [];
    const queue = [...wishes];
    const worker = async () => {
      for (let wish = queue.shift(); wish; wish = queue.shift()) {
        if (this.pace.stopped) untold.push(wish);
        else if (await this.tell(outbox, wish)) told.push(...wish.ids);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (told.length > 0) await outbox.sent(told, this.name, this.clock.now());
    for (const { ids } of untold) await outbox.postpone(ids, this.name, this.clock.now(), 'given back: the relay stops');
    return told.length;
  }

  private async tell(outbox: OutboxRepository, wish: LeasedWish): Promise<boolean> {
    try {
      await this.waker.refresh(wish);
      if (this.failing) this.log.info('outbox: Temporal answers again');
      this.failing = false;
      return true;
    } catch (error) {
      if (!this.failing)
        this.log.warn('outbox: Temporal does not take a wish; it stays and is tried again', {
          workflowId: wish.workflowId,
          error,
        });
      this.failing = true;
      const now = this.clock.now();
      await outbox.postpone(wish.ids, this.name, new Date(now.getTime() + restAfter(wish.attempts)), (error as Error).message);
      return false;
    }
  }

  private async run(): Promise<void> {
    let trouble = false;
    while (!this.pace.stopped) {
      try {
        const told = await this.carry();
        if (trouble) this.log.info('outbox: PostgreSQL answers again');
        trouble = false;
        if (told < BATCH) await this.pace.rest(POLL);
      } catch (error) {
        if (!trouble) this.log.warn('outbox: PostgreSQL does not answer; trying again', { error });
        trouble = true;
        await this.pace.rest(4 * POLL);
      }
    }
  }
}
