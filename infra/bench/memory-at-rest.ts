import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from './program.js';

/** After the work, ten quiet seconds, then what each program keeps. */
export async function tellMemoryAtRest(programs: Record<string, Program>): Promise<void> {
  await pause(10_000);
  for (const [name, program] of Object.entries(programs))
    console.log(`memory of the ${name} at rest: ${program.memory().toFixed(0)} MB (aim ≤ 150 MB)`);
}
