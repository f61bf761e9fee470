import { continueAsNew } from '@temporalio/workflow';
import { act, listen, now } from './asking.js';

/** Sends queued letters page by page. It ends when the queue is empty; a wish that arrives meanwhile is looked at first, one that arrives later starts a new run. */
export async function deliver(): Promise<void> {
  const ear = listen();
  for (;;) {
    ear.aboutToAsk();
    const { nextAt } = await act.deliverPage(now());
    if (nextAt) await ear.until(nextAt);
    else if (!ear.dirty) return;
    if (await ear.tooLong()) await continueAsNew<typeof deliver>();
  }
}
