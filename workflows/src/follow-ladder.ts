import { continueAsNew } from '@temporalio/workflow';
import { act, ask, listen, now } from './asking.js';
import type { LadderSubject } from './contracts.js';

/** Asks for the next rung, waits for its instant, fires it, asks again. It ends when no rung lies ahead. */
export async function followLadder(subject: LadderSubject): Promise<void> {
  const ear = listen();
  for (;;) {
    ear.aboutToAsk();
    const rung = await ask.nextRung(subject);
    if (rung) {
      const due = await ear.until(rung.at);
      if (due) await ear.once(`${rung.deadlineId}/${rung.revision}/${rung.rung}`, () => act.fireRung(rung, now()));
    } else if (!ear.dirty) return;
    if (await ear.tooLong()) await continueAsNew<(id: string) => Promise<void>>(subject.id);
  }
}
