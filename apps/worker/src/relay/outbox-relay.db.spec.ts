import { Log } from '#platform';
import { OutboxRepository } from '#records';
import { Clock, Waker } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../../libs/records/src/testing/test-database.js';
import { OutboxRelay, restAfter } from './outbox-relay.js';

class SetClock extends Clock {
  instant = new Date('2026-11-20T01:00:00Z');
  now = () => this.instant;
}

/** Temporal, as far as the relay sees it. */
class ListeningWaker extends Waker {
  readonly told: string[] = [];
  answer: (workflowId: string) => Promise<void> = async () => undefined;
  async refresh({ workflowId }: { workflowId: string }): Promise<void> {
    await this.answer(workflowId);
    this.told.push(workflowId);
  }
  waitingFor = async () => null;
}

describe('apps/worker/relay - wishes on their way to Temporal', () => {
  let database: TestDatabase;
  let clock: SetClock;
  let waker: ListeningWaker;
  const silent = new Log('test', 'silent');
  const relay = () => new OutboxRelay(database.records, clock, waker, silent);
  const wish = (count: number, prefix = 'round') =>
    database.records.inTransaction(async (tx) => {
      for (let i = 0; i < count; i++)
        await tx.outbox.wish(
          { workflow: 'annualReportRound', workflowId: `${prefix}/${i}`, argument: null },
          'test',
          clock.now(),
        );
    });
  const waiting = async () => (await new OutboxRepository(database.records.sql).waiting()).count;
  const later = (ms: number) => (clock.instant = new Date(clock.instant.getTime() + ms));

  beforeEach(async () => {
    database = await openTestDatabase({ poolSize: 10 });
    clock = new SetClock();
    waker = new ListeningWaker();
  });
  afterEach(() => database.close());

  it('several relays carry 1,000 wishes: none lost, none twice', async () => {
    await wish(1000);
    const relays = [relay(), relay(), relay(), relay()];
    await Promise.all(
      relays.map(async (one) => {
        while ((await waiting()) > 0) await one.carry();
      }),
    );
    expect(waker.told).toHaveLength(1000);
    expect(new Set(waker.told).size).toBe(1000);
  });

  it('wishes for one workflow are told as one', async () => {
    await wish(3, 'a');
    await wish(3, 'a');
    await relay().carry();
    expect(waker.told.sort()).toEqual(['a/0', 'a/1', 'a/2']);
    expect(await waiting()).toBe(0);
  });

  it('a relay that was killed loses its lease, not the wish', async () => {
    await wish(5);
    const killed = relay();
    await new OutboxRepository(database.records.sql).lease(killed.name, 100, clock.now(), 30_000);
    expect(await relay().carry()).toBe(0);
    later(31_000);
    expect(await relay().carry()).toBe(5);
    // The dead one rises: its mark does nothing to what another has done.
    await new OutboxRepository(database.records.sql).postpone([1, 2, 3, 4, 5], killed.name, clock.now(), 'late');
    expect(await waiting()).toBe(0);
  });

  it('Temporal is down: every wish stays, rests longer each time up to a minute, and goes out afterwards', async () => {
    await wish(50);
    waker.answer = () => Promise.reject(new Error('14 UNAVAILABLE'));
    const one = relay();
    for (let tries = 1; tries <= 12; tries++) {
      expect(await one.carry()).toBe(0);
      later(restAfter(tries));
    }
    expect([restAfter(1), restAfter(2), restAfter(7), restAfter(8), restAfter(30)]).toEqual([500, 1000, 32_000, 60_000, 60_000]);
    expect(await waiting()).toBe(50);
    expect(await database.records.sql.row(`SELECT DISTINCT last_error, attempts FROM outbox`)).toEqual({
      last_error: '14 UNAVAILABLE',
      attempts: 12,
    });
    waker.answer = async () => undefined;
    expect(await one.carry()).toBe(50);
  });

  it('one wish that fails keeps no other waiting', async () => {
    await wish(30);
    waker.answer = async (id) => {
      if (id === 'round/7') throw new Error('no');
    };
    expect(await relay().carry()).toBe(29);
    expect(await waiting()).toBe(1);
  });

  it('told to stop in the middle, it finishes the calls under way and gives the rest back at once', async () => {
    await wish(100);
    const one = relay();
    let begun = 0;
    waker.answer = () => new Promise((resolve) => setTimeout(resolve, 100 + 0 * ++begun));
    one.onApplicationBootstrap();
    while (begun === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await one.onModuleDestroy();
    expect(waker.told).toHaveLength(20);
    expect(await waiting()).toBe(80);
    expect(await relay().carry()).toBe(80);
    expect(new Set(waker.told).size).toBe(100);
  });

  it('a wish made in a transaction that is rolled back is never told', async () => {
    await expect(
      database.records.inTransaction(async (tx) => {
        await tx.outbox.wish({ workflow: 'deliver', workflowId: 'deliver', argument: null }, 'test', clock.now());
        throw new Error('refused');
      }),
    ).rejects.toThrow('refused');
    expect(await relay().carry()).toBe(0);
  });
});
