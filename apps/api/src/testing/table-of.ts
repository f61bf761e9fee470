import { readTable } from '#papers';
import type { Response, Test } from 'supertest';

const bytes = (response: Response, done: (error: Error | null, body: Buffer) => void) => {
  const parts: Buffer[] = [];
  (response as unknown as NodeJS.ReadableStream)
    .on('data', (part: Buffer) => parts.push(part))
    .on('end', () => done(null, Buffer.concat(parts)));
};

/** A list taken as CSV or Excel, as our own reader reads it: each line by the headings it stands under. */
export async function tableOf(asked: Test) {
  const answer = await asked.buffer().parse(bytes).expect(200);
  const { headings, rows } = await readTable(answer.body as Buffer);
  const lines = rows.map(({ cells }) =>
    Object.fromEntries(headings.map((heading, place) => [heading, cells[place]?.text ?? ''])),
  );
  return { headers: answer.headers as Record<string, string>, headings, lines };
}
