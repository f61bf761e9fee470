import { buffer } from 'node:stream/consumers';
import { readBounce } from '#notices';
import { SystemClock } from '#platform';
import { RecordBounce } from '#usecases';
import { CannotDo, databaseUrl, say, withRecords } from './command.js';

// sysexits.h: by it a mail system knows that trying again does not help.
const EX_DATAERR = 65;

const told = {
  marked: 'Địa chỉ được ghi là không nhận được thư. / The address is marked as bouncing.',
  noted: 'Đã ghi thư bị trả lại; địa chỉ không bị đánh dấu. / The letter is noted as returned; its address is not marked.',
  temporary: 'Máy chủ thư còn đang thử lại. / The mail server is still trying.',
  unknown: 'Không phải thư của hệ thống này. / No letter of ours.',
};

/** Reads one returned mail from standard input, as a mail system hands it to the alias of BOUNCE_ADDRESS. */
export async function bounce(): Promise<void> {
  const url = databaseUrl({ orLocalStack: true });
  const read = await readBounce(await buffer(process.stdin));
  if (!read) throw new CannotDo('Thư này không phải thông báo trả lại. / This mail is no delivery report.', EX_DATAERR);
  const outcome = await withRecords(url, (records) =>
    new RecordBounce(records).run({ bounce: read, now: new SystemClock().now() }),
  );
  say(told[outcome]);
}
