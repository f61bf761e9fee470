import { text } from 'node:stream/consumers';
import { hashPassword, SystemClock } from '#platform';
import { CreateAdministrator } from '#usecases';
import { databaseUrl, done, say, withRecords, wrongCall } from './command.js';

export interface AdminOptions {
  username?: string | undefined;
  email?: string | undefined;
  name?: string | undefined;
  passwordStdin: boolean;
}

/** Makes the first administrator of an installation that is not local. */
export async function createAdmin({ username, email, name, passwordStdin }: AdminOptions): Promise<void> {
  if (!username) throw wrongCall('Thiếu --username. / --username is missing.');
  const url = databaseUrl();
  // `echo` and files end in a line break that belongs to no password.
  const password = passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : await askTwice();
  await withRecords(url, async (records) => {
    done(
      await new CreateAdministrator(records, new SystemClock(), { hashPassword }).run({
        username,
        password,
        displayName: name ?? 'Quản trị hệ thống',
        email: email ?? `${username}@lantoa.example`,
      }),
    );
  });
  say(`Đã tạo quản trị viên "${username}". / The administrator "${username}" was made.`);
  if (!email) say('Chưa có thư điện tử / no e-mail address yet: --email was not given, so nothing can be sent to this person.');
}

async function askTwice(): Promise<string> {
  if (!process.stdin.isTTY) throw wrongCall('Đưa mật khẩu qua --password-stdin. / Hand the password over with --password-stdin.');
  const first = await askHidden('Mật khẩu / password: ');
  if (first !== (await askHidden('Nhập lại / again: ')))
    throw wrongCall('Hai lần nhập khác nhau. Chạy lại. / The two differ. Run it again.');
  return first;
}

/** Reads one line from the terminal without showing it. */
function askHidden(question: string): Promise<string> {
  const { stdin, stdout } = process;
  stdout.write(question);
  stdin.setRawMode(true).setEncoding('utf8').resume();
  return new Promise((answer, leave) => {
    let typed = '';
    const end = () => {
      stdin.off('data', take).setRawMode(false).pause();
      stdout.write('\n');
    };
    const take = (chunk: string) => {
      for (const key of chunk) {
        if (key === '\u0003') return (end(), leave(wrongCall('Đã dừng. / Stopped.')));
        if (key === '\r' || key === '\n') return (end(), answer(typed));
        typed = key === '\u007f' || key === '\b' ? typed.replace(/.$/u, '') : typed + key;
      }
    };
    stdin.on('data', take);
  });
}
