import type { RefusalDetail, Words } from '#domain';

const SHORTEST = 12;
const LONGEST = 256;
// What people choose first, Vietnamese keyboards included; a password that holds one of these and little else is guessed.
const FAVOURITES = [
  'password',
  'matkhau',
  'lantoa',
  'dongthap',
  'admin',
  'quantri',
  'qwerty',
  '123456',
  'abc123',
  'iloveyou',
  'anhyeuem',
];

/** Why a password is refused, each reason with what to do; empty when it will do. */
export function passwordFaults(password: string, username: string): RefusalDetail[] {
  const faults: Words[] = [];
  const length = Array.from(password).length;
  const plain = password
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  const rest = FAVOURITES.reduce((text, favourite) => text.replaceAll(favourite, ''), plain);
  if (length < SHORTEST)
    faults.push({
      vi: `Dùng ít nhất ${SHORTEST} ký tự, ví dụ bốn từ không liên quan nhau.`,
      en: `Use at least ${SHORTEST} characters, e.g. four unrelated words.`,
    });
  if (length > LONGEST) faults.push({ vi: `Dùng nhiều nhất ${LONGEST} ký tự.`, en: `Use at most ${LONGEST} characters.` });
  if (new Set(password).size < 6)
    faults.push({ vi: 'Dùng ít nhất 6 ký tự khác nhau.', en: 'Use at least 6 different characters.' });
  if (username.length > 2 && password.toLowerCase().includes(username.toLowerCase()))
    faults.push({ vi: 'Không dùng tên đăng nhập trong mật khẩu.', en: 'Leave the username out of the password.' });
  if (rest !== plain && rest.length < 6)
    faults.push({ vi: 'Không dựa vào những từ ai cũng thử trước.', en: 'Do not build it on the words everybody tries first.' });
  return faults.map((words) => ({ pointer: '/password', words }));
}
