import { createInterface } from 'node:readline';

/**
 * A rival plays a round for each line it hears, a count of jobs, and answers with a line of JSON.
 * @param {(count: number) => Promise<{ done: number, insertMs: number, workMs: number }>} round
 */
export async function playRounds(round) {
  console.log(JSON.stringify({ ready: true }));
  for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await round(Number(line))));
}
