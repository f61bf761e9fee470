import { once } from 'node:events';
import { answerLines } from './calc/answer-lines.js';

/** `npm run -s calc`: calculations as JSON lines in, due days or errors as JSON lines out, in order. No database, no clock. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read the answers has enough of them (`| head`).
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
if (process.stdin.isTTY)
  console.error('Nhập mỗi dòng một phép tính JSON; Ctrl-D để kết thúc. / One calculation as JSON a line; Ctrl-D ends.');
for await (const answers of answerLines(process.stdin)) if (!process.stdout.write(answers)) await once(process.stdout, 'drain');
