import { Runtime } from '@temporalio/worker';
import { REFRESH, TASK_QUEUE, type Activities } from './contracts.js';
import { Ladder, rungsAt } from './testing/calendar-of.js';
import { keepHistory } from './testing/histories.js';
import { bundle, openStage, quiet, waits, type Stage } from './testing/stage.js';

const DAY = 86_400_000;

describe('workflows - following a ladder', () => {
  let stage: Stage;
  let started = 0;
  const start = async (workflow = 'annualReportRound') => {
    const options = { taskQueue: TASK_QUEUE, workflowId: `${workflow}/${++started}`, args: ['a-subject'] };
    return stage.env.client.workflow.start(workflow, options);
  };

  beforeAll(async () => {
    quiet();
    stage = await openStage(await bundle());
  }, 180_000);
  afterAll(async () => {
    await stage?.close();
    await Runtime.instance().shutdown();
  });

  it('fires each rung once, at its instant, and ends', async () => {
    const ladder = new Ladder(rungsAt(await Promise.all([30, 60, 67, 89, 90, 93, 97, 104].map(stage.inDays))));
    const planned = [...ladder.ahead];
    await stage.withWorker(ladder.activities, async () => {
      const handle = await start();
      expect(await waits(handle)).toBe(planned[0]!.at);
      await keepHistory('annual-report-round.fresh', handle);
      await stage.env.sleep('61 days');
      await keepHistory('annual-report-round.mid-ladder', handle);
      await handle.result();
      await keepHistory('annual-report-round.closed', handle);
    });
    expect(ladder.fired.map(({ rung }) => rung)).toEqual(planned.map(({ rung }) => rung));
    for (const [index, { now }] of ladder.fired.entries()) {
      const late = Date.parse(now) - Date.parse(planned[index]!.at);
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(60_000);
    }
  }, 180_000);

  it('sleeps for years, nap by nap', async () => {
    const ladder = new Ladder(rungsAt([await stage.inDays(5 * 365)]));
    await stage.withWorker(ladder.activities, async () => (await start('summaryConference')).result());
    expect(ladder.fired).toHaveLength(1);
  }, 180_000);

  it('told to look again, it waits for the new instant; told for nothing, it goes on waiting', async () => {
    const ladder = new Ladder(rungsAt([await stage.inDays(100)]));
    await stage.withWorker(ladder.activities, async () => {
      const handle = await start();
      expect(await waits(handle)).toBe(ladder.ahead[0]!.at);
      await stage.env.sleep('1 day');
      await handle.signal(REFRESH);
      await stage.env.sleep('1 day');
      expect(await waits(handle)).toBe(ladder.ahead[0]!.at);
      ladder.ahead = [{ ...ladder.ahead[0]!, revision: 2, at: await stage.inDays(10) }];
      await handle.signal(REFRESH);
      const { at } = ladder.ahead[0]!;
      expect(await waits(handle, (now) => now === at)).toBe(at);
      await handle.result();
      await keepHistory('annual-report-round.re-planned', handle);
      expect(ladder.fired).toHaveLength(1);
    });
  }, 180_000);

  it('told that nothing is left, it ends', async () => {
    const ladder = new Ladder(rungsAt([await stage.inDays(100)]));
    await stage.withWorker(ladder.activities, async () => {
      const handle = await start();
      await waits(handle);
      ladder.ahead = [];
      await handle.signal(REFRESH);
      await handle.result();
    });
    expect(ladder.fired).toEqual([]);
  }, 180_000);

  it('a deed that fails is tried again until it is done, once', async () => {
    const ladder = new Ladder(rungsAt([await stage.inDays(1)]), 4);
    await stage.withWorker(ladder.activities, async () => (await start()).result());
    expect([ladder.attempts, ladder.fired.length]).toEqual([5, 1]);
  }, 180_000);

  it('a rung that stands although it was fired is fired again after a pause, not in a hot circle', async () => {
    const at = await stage.inDays(0);
    const calls: number[] = [];
    const activities: Partial<Activities> = {
      nextRung: async () => (calls.length < 4 ? rungsAt([at])[0]! : null),
      fireRung: async (_, now) => void calls.push(Date.parse(now)),
    };
    await stage.withWorker(activities, async () => (await start()).result());
    const pauses = calls.slice(1).map((call, index) => call - calls[index]!);
    expect(pauses.every((pause) => pause >= 60_000)).toBe(true);
  }, 180_000);

  it('a history that grows long begins anew and goes on', async () => {
    // The server asks for a new run at 4096 events; a rung is eleven.
    const from = Date.parse(await stage.inDays(1));
    const ladder = new Ladder(rungsAt(Array.from({ length: 400 }, (_, hour) => new Date(from + hour * 3_600_000).toISOString())));
    await stage.withWorker(ladder.activities, async () => {
      const handle = await start('modelDuty');
      await waits(handle);
      await stage.env.sleep('50 hours');
      await handle.signal(REFRESH);
      await handle.result();
      const { workflow } = stage.env.client;
      expect((await workflow.getHandle(handle.workflowId).describe()).runId).not.toBe(handle.firstExecutionRunId);
      await keepHistory('model-duty.continued', workflow.getHandle(handle.workflowId, handle.firstExecutionRunId));
    });
    expect(ladder.fired).toHaveLength(400);
  }, 180_000);

  it('the conference follows the same ladder', async () => {
    const ladder = new Ladder(rungsAt(await Promise.all([10, 40, 90].map(stage.inDays))));
    await stage.withWorker(ladder.activities, async () => {
      const handle = await start('summaryConference');
      await waits(handle);
      await stage.env.sleep('20 days');
      // Moved: the rungs ahead are others now.
      ladder.ahead = rungsAt(await Promise.all([40, 90].map(stage.inDays))).map((rung) => ({ ...rung, revision: 2 }));
      await handle.signal(REFRESH);
      await stage.env.sleep('1 day');
      await keepHistory('summary-conference.moved', handle);
      await handle.result();
      await keepHistory('summary-conference.closed', handle);
    });
    expect(ladder.fired).toHaveLength(3);
  }, 180_000);

  it('the review of the models follows the ladders of both sides, and ends early when its round closes', async () => {
    const ladder = new Ladder(rungsAt(await Promise.all([15, 23, 29, 30, 33, 37, 48, 54, 55].map(stage.inDays))));
    await stage.withWorker(ladder.activities, async () => {
      const handle = await start('modelReviewRound');
      await waits(handle);
      await stage.env.sleep('40 days');
      await keepHistory('model-review-round.mid-ladder', handle);
      expect(ladder.fired).toHaveLength(6);
      // Everything is concluded: PostgreSQL cancels what lies ahead and says so.
      ladder.ahead = [];
      await handle.signal(REFRESH);
      await handle.result();
      await keepHistory('model-review-round.closed-early', handle);
    });
    expect(ladder.fired).toHaveLength(6);
  }, 180_000);

  it('the longest wait is no more than one nap', async () => {
    const asked: number[] = [];
    const at = await stage.inDays(45);
    const activities: Partial<Activities> = {
      nextRung: async () => {
        asked.push(await stage.env.currentTimeMs());
        return asked.length > 2 ? null : rungsAt([at])[0]!;
      },
    };
    await stage.withWorker(activities, async () => (await start()).result());
    expect(Math.round((asked[1]! - asked[0]!) / DAY)).toBe(30);
  }, 180_000);
});
