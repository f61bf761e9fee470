import { setTimeout as pause } from 'node:timers/promises';
import { instantOf, type PlainDay } from '#domain';
import { OutboxRepository } from '#records';
import { calendarCycleWish } from '#usecases';
import { Runtime } from '@temporalio/worker';
import { openTestDatabase, type TestDatabase } from '../../../libs/records/src/testing/test-database.js';
import { bundle, quiet } from '../../../workflows/src/testing/stage.js';
import { openTimeSkippingEnv } from '../../test/time-skipping.js';
import { earliest } from '../earliest.js';
import { openHouse } from '../house.js';
import { openMailbox, type Mailbox } from '../mailbox.js';
import { nextDue } from '../next-due.js';
import { PlayedClock, PlayedTime } from '../played-time.js';
import { untilQuiet } from '../quiet.js';

export interface PlayedHouse {
  database: TestDatabase;
  mailbox: Mailbox;
  clock: PlayedClock;
  /** Everything due is done and every run sleeps. */
  rest(): Promise<void>;
  /** Sleeps to the morning of a day, from one thing that falls due to the next. */
  until(day: PlainDay): Promise<void>;
  /** No worker from now to the morning of a day: what falls due meanwhile happens to nobody, while people go on and act on their days. */
  nobodyWorksUntil(day: PlainDay, meanwhile?: Partial<Record<PlainDay, () => Promise<unknown>>>): Promise<void>;
  /** The calendar begins to open what is due. */
  begin(): Promise<void>;
  close(): Promise<void>;
}

/** The real house of the simulation on the time-skipping server, with the planted units, from the morning of a day. */
export async function openPlayedHouse(start: PlainDay): Promise<PlayedHouse> {
  quiet();
  const clock = new PlayedClock(instantOf(start, '07:00'));
  const opened: (() => Promise<unknown>)[] = [() => Runtime.instance().shutdown()];
  const close = async () => {
    for (const one of opened.toReversed()) await one();
  };
  try {
    const database = await openTestDatabase({ seeded: true, poolSize: 8 });
    opened.push(() => database.close());
    const mailbox = await openMailbox();
    opened.push(() => mailbox.close());
    const env = await openTimeSkippingEnv();
    opened.push(() => env.teardown());
    const time = await PlayedTime.from(env, clock.instant);
    // Nothing is kept between two tasks: every run is replayed each time it wakes, and the time-skipping server, which leaves the next task of
    // a kept run to the worker that keeps it, has one for whoever comes.
    const house = await openHouse(database.records, env, time, clock, mailbox.url, {
      workflowBundle: await bundle(),
      maxCachedWorkflows: 0,
    });
    opened.push(() => house.close());

    const rest = async () => {
      // The relay lives by this clock: what was wished after a long sleep is ripe only once it is set on.
      clock.instant = await time.now();
      await untilQuiet(database.records, house.waker, () => time.now());
      clock.instant = await time.now();
    };
    const until = async (day: PlainDay) => {
      const end = instantOf(day, '09:00');
      for (;;) {
        await rest();
        // Nobody is told while the time passes over a timer of his: the run would be lost.
        const at = earliest(await nextDue(database.records, clock.instant), house.waker.nextWake());
        if (!at || at > end) break;
        await time.until(at);
        await pause(20);
      }
      await time.until(end);
      await rest();
    };
    const nobodyWorksUntil: PlayedHouse['nobodyWorksUntil'] = async (day, meanwhile = {}) => {
      await house.workerLeaves();
      const end = instantOf(day, '09:00');
      await time.passWithoutWorker(house.waker.wakesBy(end), end);
      for (const [actsOn, act] of Object.entries(meanwhile)) {
        clock.instant = instantOf(actsOn, '10:00');
        await act!();
      }
      clock.instant = await time.now();
      await house.workerReturns();
      await rest();
    };
    const begin = async () => {
      await new OutboxRepository(database.records.sql).wish(calendarCycleWish(), 'playBegan', clock.now());
      await rest();
    };
    return { database, mailbox, clock, rest, until, nobodyWorksUntil, begin, close };
  } catch (error) {
    await close();
    throw error;
  }
}
