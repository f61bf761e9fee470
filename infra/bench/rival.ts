import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface RivalRound {
  done: number;
  insertMs: number;
  workMs: number;
}

/** A queue of others as a process of its own, with a database of its own on the same PostgreSQL. */
export async function openRival(name: 'pg-boss' | 'graphile-worker', databaseUrl: string) {
  const script = `infra/bench/rivals/${name}.mjs`;
  // pg-boss 12 needs Node >= 22.12, we run on 20.19 too.
  const [command, args] = name === 'pg-boss' ? ['npx', ['-y', '-p', 'node@24', 'node', script]] : [process.execPath, [script]];
  const child = spawn(command!, args as string[], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_OPTIONS: '' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${name} ended`);
    return JSON.parse(value as string) as RivalRound;
  };
  await answer();
  return {
    /** `notice`: each job leaves behind what one of ours does, a notice and a letter to send. */
    round: async (count: number, deed: 'nothing' | 'notice'): Promise<RivalRound> => {
      child.stdin.write(`${count} ${deed}\n`);
      const round = await answer();
      if (round.done !== count) throw new Error(`${name} did ${round.done} jobs of ${count}`);
      return round;
    },
    close: () =>
      new Promise<void>((done) => {
        child.once('exit', () => done());
        child.stdin.end();
      }),
  };
}
