import { Runtime } from '@temporalio/worker';
import { TASK_QUEUE, WAITING_FOR } from './contracts.js';
import { Ladder, rungsAt } from './testing/calendar-of.js';
import { keepHistory } from './testing/histories.js';
import { bundle, openStage, quiet, waits, type Stage } from './testing/stage.js';

const DAY = 86_400_000;

describe('workflows - long sleeps, outages and days that move', () => {
  let stage: Stage;
  const start = (workflow: string, workflowId: string) =>
    stage.env.client.workflow.start(workflow, { taskQueue: TASK_QUEUE, workflowId, args: ['a-subject'] });

  beforeAll(async () => {
    quiet();
    stage = await openStage(await bundle());
  }, 180_000);
  afterAll(async () => {
    await stage?.close();
    await Runtime.instance().shutdown();
  });

  it('five years of a ladder fire every rung once, each at its instant', async () => {
    const ladder = new Ladder(
      rungsAt(await Promise.all(Array.from({ length: 60 }, (_, month) => stage.inDays(30 * (month + 1))))),
    );
    const planned = [...ladder.ahead];
    await stage.withWorker(ladder.activities, async () => {
      const handle = await start('modelReviewRound', 'model-review-round/years');
      await handle.result();
      await keepHistory('model-review-round.closed', handle);
    });
    expect(ladder.fired.map(({ rung }) => rung)).toEqual(planned.map(({ rung }) => rung));
    for (const [index, { now }] of ladder.fired.entries())
      expect(Date.parse(now) - Date.parse(planned[index]!.at)).toBeLessThan(60_000);
  }, 180_000);

  it('three months without Temporal: started again from PostgreSQL, the missed rungs collapse into the latest, and the ladder goes on', async () => {
    const ladder = new Ladder(rungsAt(await Promise.all([10, 40, 70, 95, 130].map(stage.inDays))));
    // Nobody waits for anything: the run was lost with its server.
    await stage.env.sleep('100 days');
    await stage.withWorker(ladder.activities, async () => {
      const handle = await start('modelDuty', 'model-duty/outage');
      await handle.result();
      await keepHistory('model-duty.outage', handle);
    });
    expect(ladder.fired.map(({ rung }) => rung)).toEqual(['rung-4', 'rung-5']);
  }, 180_000);

  it('an extension that crosses the due day: the old day passes silently, the new one is told', async () => {
    const [reminder, due] = [await stage.inDays(5), await stage.inDays(6)];
    const ladder = new Ladder(rungsAt([reminder, due]));
    await stage.withWorker(ladder.activities, async () => {
      const handle = await start('modelDuty', 'model-duty/extended');
      await waits(handle);
      await stage.env.sleep('132 hours');
      expect(ladder.fired.map(({ rung }) => rung)).toEqual(['rung-1']);
      const later = await stage.inDays(20);
      ladder.ahead = [{ deadlineId: 'a-deadline', revision: 2, rung: 'T', at: later }];
      await handle.signal('refresh');
      expect(await waits(handle, (at) => at === later)).toBe(later);
      await keepHistory('model-duty.extended', handle);
      await stage.env.sleep('2 days');
      expect(ladder.fired).toHaveLength(1);
      expect(await handle.query(WAITING_FOR)).toBe(later);
      await handle.result();
      expect(ladder.fired.map(({ rung }) => rung)).toEqual(['rung-1', 'T']);
      expect(Date.parse(ladder.fired[1]!.now) - Date.parse(due)).toBeGreaterThan(13 * DAY);
    });
  }, 180_000);
});
