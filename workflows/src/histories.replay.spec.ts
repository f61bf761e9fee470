import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeterminismViolationError } from '@temporalio/workflow';
import { Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { bundle, HISTORIES, quiet } from './testing/stage.js';

const saved = readdirSync(HISTORIES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .sort();
const history = (name: string) => JSON.parse(readFileSync(join(HISTORIES, name), 'utf8')) as unknown;

// A run that began under any released version goes on under this one, or the change must not be released.
describe('workflows - histories of every released version', () => {
  let workflowBundle: WorkflowBundle;
  beforeAll(async () => {
    quiet();
    workflowBundle = await bundle();
  }, 60_000);
  afterAll(() => Runtime.instance().shutdown());

  it('there are some of every kind that sleeps', () => {
    for (const kind of [
      'annual-report-round.fresh',
      'annual-report-round.mid-ladder',
      'annual-report-round.re-planned',
      'annual-report-round.closed',
      'summary-conference.closed',
      'model-duty.extended',
      'model-duty.outage',
      'model-review-round.closed',
      'model-review-round.mid-ladder',
      'model-review-round.closed-early',
      'calendar-cycle.four-openings',
      'deliver.closed',
    ])
      expect(saved.filter((name) => name.endsWith(`${kind}.json`)).length).toBeGreaterThan(0);
  });

  it.each(saved)('%s', (name) => Worker.runReplayHistory({ workflowBundle }, history(name)), 30_000);

  it('a changed order of deeds is found out', async () => {
    const traitor = await bundle('testing/traitor.ts');
    await expect(
      Worker.runReplayHistory({ workflowBundle: traitor }, history('0.1/annual-report-round.mid-ladder.json')),
    ).rejects.toThrow(DeterminismViolationError);
  }, 60_000);
});
