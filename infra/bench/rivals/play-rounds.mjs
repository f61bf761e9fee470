import { createInterface } from 'node:readline';

/**
 * A rival plays a round for each line it hears, a count of jobs and what each does (`nothing`, or `notice`), and answers with a line of JSON.
 * @param {(count: number, notes: boolean) => Promise<{ done: number, insertMs: number, workMs: number }>} round
 */
export async function playRounds(round) {
  console.log(JSON.stringify({ ready: true }));
  for await (const line of createInterface({ input: process.stdin })) {
    const [count, deed] = line.split(' ');
    console.log(JSON.stringify(await round(Number(count), deed === 'notice')));
  }
}

/**
 * What a job of a reminder has to leave behind at least: one notice and one letter to send, each once. One statement, one durable commit.
 * @param {import('pg').Pool} pool
 */
export async function openDesk(pool) {
  await pool.query(`
    CREATE TABLE IF NOT EXISTS told (unit int PRIMARY KEY, rung text NOT NULL, person uuid NOT NULL, at timestamptz NOT NULL);
    CREATE TABLE IF NOT EXISTS letters (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person uuid NOT NULL, unit int UNIQUE, next_attempt_at timestamptz NOT NULL)`);
  return {
    /** @param {number} unit */
    note: (unit) =>
      pool.query({
        name: 'note',
        text: `WITH n AS (INSERT INTO told VALUES ($1, 'T-7', gen_random_uuid(), now()) RETURNING unit, person)
               INSERT INTO letters (person, unit, next_attempt_at) SELECT person, unit, now() FROM n`,
        values: [unit],
      }),
    /** How many were told and are to be written to; the desk is empty again. */
    clear: async () => {
      const { rows } = await pool.query(
        'SELECT (SELECT count(*) FROM told)::int AS told, (SELECT count(*) FROM letters)::int AS letters',
      );
      await pool.query('TRUNCATE told, letters');
      return rows[0].told === rows[0].letters ? rows[0].told : -1;
    },
  };
}
