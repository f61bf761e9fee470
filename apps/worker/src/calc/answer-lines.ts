import { calculateDueDay } from '#domain';

/** A calendar of decades fits many times; a longer line is no calculation, and must not fill the memory. */
const LONGEST_LINE = 1024 * 1024;
const LINE_END = 0x0a;

/**
 * One answer a line, in order, in pieces as large as what came in. Blank lines are passed over, CRLF and LF are the same, the last
 * line needs no end. What cannot be read is answered with an error, and it goes on.
 */
export async function* answerLines(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  let length = 0;
  const collect = (part: Buffer) => {
    length += part.length;
    if (length <= LONGEST_LINE) begun.push(part);
    else begun = [];
  };
  const finish = (): string => {
    const answer = length > LONGEST_LINE ? tooLong : answerLine(Buffer.concat(begun).toString('utf8'));
    begun = [];
    length = 0;
    return answer;
  };

  for await (const chunk of input) {
    let answers = '';
    let from = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, from)) {
      collect(chunk.subarray(from, end));
      answers += finish();
      from = end + 1;
    }
    collect(chunk.subarray(from));
    if (answers) yield answers;
  }
  const last = finish();
  if (last) yield last;
}

function answerLine(line: string): string {
  const text = line.trim();
  if (!text) return '';
  let asked: unknown;
  try {
    asked = JSON.parse(text);
  } catch {
    return notJson;
  }
  const answer = calculateDueDay(asked);
  if (!('error' in answer)) return `${JSON.stringify(answer)}\n`;
  const { code, pointer, detail } = answer.error;
  return faultLine(code, detail, pointer && `${pointer}: `);
}

const faultLine = (code: string, { vi, en }: { vi: string; en: string }, where = '') =>
  `${JSON.stringify({ error: { code, detail: `${where}${vi} / ${en}` } })}\n`;
const notJson = faultLine('malformed', {
  vi: 'Dòng này không phải JSON đúng cú pháp.',
  en: 'This line is not well-formed JSON.',
});
const tooLong = faultLine('lineTooLong', { vi: 'Dòng này dài quá 1 MiB.', en: 'This line is longer than 1 MiB.' });
