import { answerLines } from './answer-lines.js';

const line = {
  anchor: '2026-02-10',
  budget: { amount: 5, unit: 'workingDay' },
  direction: 'after',
  roll: 'next',
  inclusive: true,
  weekend: ['saturday', 'sunday'],
  holidays: ['2026-02-16'],
  compensatoryOff: [],
  workingSaturdays: [],
};
const asked = JSON.stringify(line);

async function answered(...chunks: (string | Buffer)[]): Promise<any[]> {
  async function* input() {
    yield* chunks.map((chunk) => Buffer.from(chunk as string));
  }
  let said = '';
  for await (const answers of answerLines(input())) said += answers;
  return said
    .split('\n')
    .slice(0, -1)
    .map((text) => JSON.parse(text));
}
const dues = (answers: any[]) => answers.map(({ dueOn, error }) => dueOn ?? error.code);
const on = (anchor: string) => JSON.stringify({ ...line, anchor });

describe('apps/worker/calc - JSON lines in, JSON lines out', () => {
  it('the line of the regulation', async () => {
    const [answer] = await answered(`${asked}\n`);
    expect(answer.dueOn).toBe('2026-02-18');
    expect(answer.explanation).toHaveLength(5);
  });

  it('a bad line is answered in its place and the others go on', async () => {
    const bad = ['{"anchor":', '7', '[]', '{}', on('2026-02-30'), on('10000-01-01')].join('\n');
    const answers = await answered(`${asked}\n${bad}\n${on('2026-02-11')}\n`);
    expect(dues(answers)).toEqual([
      '2026-02-18',
      'malformed',
      'notAnObject',
      'notAnObject',
      'missing',
      'invalidDay',
      'invalidDay',
      '2026-02-19',
    ]);
    expect(answers[1].error.detail).toBe('Dòng này không phải JSON đúng cú pháp. / This line is not well-formed JSON.');
  });

  it('CRLF, blank lines, a byte order mark and a missing last line end are all the same', async () => {
    expect(dues(await answered(`\uFEFF${asked}\r\n\r\n   \n${on('2026-02-11')}`))).toEqual(['2026-02-18', '2026-02-19']);
    expect(await answered()).toEqual([]);
    expect(await answered('\n\n')).toEqual([]);
  });

  it('wherever the pieces are cut, also inside a letter', async () => {
    const text = Buffer.from(
      `${JSON.stringify({ ...line, holidays: [{ day: '2026-02-16', reason: 'Tết Nguyên đán' }] })}\n${asked}`,
    );
    const whole = await answered(text);
    for (let cut = 0; cut <= text.length; cut++) expect(await answered(text.subarray(0, cut), text.subarray(cut))).toEqual(whole);
    expect(whole[0].explanation[4].vi).toContain('Tết Nguyên đán');
  });

  it('a line without end does not fill the memory, and the next is answered', async () => {
    const megabyte = 'x'.repeat(1024 * 1024);
    expect(dues(await answered(megabyte, megabyte, `\n${asked}\n`, megabyte, 'x'))).toEqual([
      'lineTooLong',
      '2026-02-18',
      'lineTooLong',
    ]);
  });
});
