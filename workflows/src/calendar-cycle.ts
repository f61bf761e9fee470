import { continueAsNew } from '@temporalio/workflow';
import { act, ask, listen, now } from './asking.js';

/** Opens the rounds of each year and the conferences of each third and fifth. It never ends: while no rule asks for one, it waits to be told. */
export async function calendarCycle(): Promise<void> {
  const ear = listen();
  for (;;) {
    ear.aboutToAsk();
    const opening = await ask.nextOpening(now());
    if (!opening) await ear.untilTold();
    else if (await ear.until(opening.at)) await ear.once(opening.at, () => act.openDue(now()));
    if (await ear.tooLong()) await continueAsNew<typeof calendarCycle>();
  }
}
