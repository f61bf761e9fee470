import { InvalidDay, plainDay } from '#domain';
import { parseArgs } from 'node:util';

export interface Play {
  from: string;
  to: string;
  seed: number;
}

const usage = 'npm run simulate -- [--from 2024-08-01] [--to 2029-12-31] [--seed 1330] [--keep]';

/** @throws Error that says how to call it. */
export function readArguments(args: string[]): Play {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: 'string', default: '2024-08-01' },
      to: { type: 'string', default: '2029-12-31' },
      seed: { type: 'string', default: '1330' },
      // The starter of the play chooses the PostgreSQL by it.
      keep: { type: 'boolean' },
    },
  });
  for (const day of [values.from, values.to])
    try {
      plainDay(day);
    } catch (error) {
      throw new Error(error instanceof InvalidDay ? `${error.message}. ${usage}` : usage);
    }
  if (values.to <= values.from) throw new Error(`--to must lie after --from. ${usage}`);
  if (!/^\d{1,9}$/.test(values.seed)) throw new Error(`--seed is a whole number. ${usage}`);
  return { from: values.from, to: values.to, seed: Number(values.seed) };
}
