import { Runtime } from '@temporalio/worker';
import { REFRESH, TASK_QUEUE, WAITING_FOR, type Activities } from './contracts.js';
import { keepHistory } from './testing/histories.js';
import { bundle, openStage, quiet, type Stage } from './testing/stage.js';

describe('workflows - calendarCycle and deliver', () => {
  let stage: Stage;
  const start = (workflow: string, workflowId: string) =>
    stage.env.client.workflow.start(workflow, { taskQueue: TASK_QUEUE, workflowId });

  beforeAll(async () => {
    quiet();
    stage = await openStage(await bundle());
  }, 180_000);
  afterAll(async () => {
    await stage?.close();
    await Runtime.instance().shutdown();
  });

  it('opens what falls due, then waits for the next; with nothing to open it waits to be told', async () => {
    let openings = await Promise.all([0, 365, 730].map(stage.inDays));
    const opened: string[] = [];
    const activities: Partial<Activities> = {
      nextOpening: async () => (openings[0] ? { at: openings[0] } : null),
      openDue: async (now) => {
        opened.push(...openings.filter((at) => at <= now));
        openings = openings.filter((at) => at > now);
      },
    };
    await stage.withWorker(activities, async () => {
      const handle = await start('calendarCycle', 'calendar-cycle');
      await stage.env.sleep('800 days');
      expect(opened).toHaveLength(3);
      expect(await handle.query(WAITING_FOR)).toBeNull();
      openings = [await stage.inDays(5)];
      await handle.signal(REFRESH);
      await stage.env.sleep('6 days');
      expect(opened).toHaveLength(4);
      await keepHistory('calendar-cycle.four-openings', handle);
      await handle.terminate();
    });
  }, 180_000);

  it('sends page by page, comes again for what must be retried, and ends when the queue is empty', async () => {
    const pages: (string | null)[] = [await stage.inDays(0), await stage.inDays(1), null];
    const asked: string[] = [];
    const activities: Partial<Activities> = {
      deliverPage: async (now) => {
        asked.push(now);
        return { nextAt: pages[asked.length - 1] ?? null };
      },
    };
    await stage.withWorker(activities, async () => {
      const handle = await start('deliver', 'deliver/pages');
      await handle.result();
      await keepHistory('deliver.closed', handle);
    });
    expect(asked).toHaveLength(3);
    expect(asked[2]! >= pages[1]!).toBe(true);
  }, 180_000);

  it('a history that grows long begins anew, of the calendar and of a herd of letters, and nothing is done twice', async () => {
    const from = Date.parse(await stage.inDays(1));
    let openings = Array.from({ length: 350 }, (_, day) => new Date(from + day * 86_400_000).toISOString());
    const counted = { opened: 0, pages: 0 };
    const activities: Partial<Activities> = {
      nextOpening: async () => (openings[0] ? { at: openings[0] } : null),
      openDue: async (now) => {
        const due = openings.filter((at) => at <= now);
        counted.opened += due.length;
        openings = openings.slice(due.length);
      },
      deliverPage: async (now) => ({ nextAt: ++counted.pages < 750 ? now : null }),
    };
    const { workflow } = stage.env.client;
    await stage.withWorker(activities, async () => {
      const cycle = await start('calendarCycle', 'calendar-cycle/long');
      await stage.env.sleep('30 days');
      await cycle.signal(REFRESH);
      await stage.env.sleep('330 days');
      const running = await workflow.getHandle(cycle.workflowId).describe();
      expect([counted.opened, running.status.name, running.runId === cycle.firstExecutionRunId]).toEqual([350, 'RUNNING', false]);
      await keepHistory('calendar-cycle.continued', workflow.getHandle(cycle.workflowId, cycle.firstExecutionRunId));
      await cycle.terminate();

      const herd = await start('deliver', 'deliver/herd');
      await herd.signal(REFRESH);
      await herd.result();
      expect(counted.pages).toBe(750);
      await keepHistory('deliver.continued', workflow.getHandle(herd.workflowId, herd.firstExecutionRunId));
    });
  }, 180_000);

  it('a wish that arrives while the last page is sent is looked at before it ends', async () => {
    let asked = 0;
    let during: () => Promise<void> = async () => undefined;
    const activities: Partial<Activities> = {
      deliverPage: async () => {
        asked += 1;
        await during();
        return { nextAt: null };
      },
    };
    await stage.withWorker(activities, async () => {
      during = async () => {
        during = async () => undefined;
        await stage.env.client.workflow.getHandle('deliver/race').signal(REFRESH);
      };
      const handle = await start('deliver', 'deliver/race');
      await handle.result();
      expect(asked).toBe(2);
      // Later than the end: a new run.
      await stage.env.client.workflow.signalWithStart('deliver', {
        taskQueue: TASK_QUEUE,
        workflowId: 'deliver/race',
        signal: REFRESH,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      });
      await stage.env.client.workflow.getHandle('deliver/race').result();
      expect(asked).toBe(3);
    });
  }, 180_000);

  it('the reconciler is one question', async () => {
    await stage.withWorker({ reconcile: async () => ({ checked: 7, mended: 1 }) }, async () => {
      const handle = await start('reconcile', 'reconcile/1');
      expect(await handle.result()).toEqual({ checked: 7, mended: 1 });
      await keepHistory('reconcile.closed', handle);
    });
  }, 180_000);
});
