import { addDays } from '#domain';
import { NodeSecrets, SystemClock } from '#platform';
import { AccessReader, AccountsRepository } from '#records';
import { MintToken, TOKEN_SCOPES, type TokenScope } from '#usecases';
import { CannotDo, databaseUrl, done, say, withRecords, wrongCall } from './command.js';
import { DEMO_LOGINS } from './demo-logins.js';

export interface TokenOptions {
  who: string | undefined;
  days: string;
  scopes: string | undefined;
}

/** Prints one access token of a demo login, and nothing else, so that a script can take it. */
export async function printToken({ who, days, scopes }: TokenOptions): Promise<void> {
  const roles = DEMO_LOGINS.map(({ role }) => role).join(', ');
  if (!who) throw wrongCall(`Ghi vai trò hoặc tên đăng nhập. / Name a role or a username: ${roles}.`);
  if (!/^[1-9]\d{0,2}$/.test(days) || Number(days) > 365)
    throw wrongCall('--days: số ngày từ 1 đến 365. / a whole number from 1 to 365.');
  const username = DEMO_LOGINS.find(({ role }) => role === who)?.username ?? who;
  const clock = new SystemClock();
  const token = await withRecords(databaseUrl({ orLocalStack: true }), async (records) => {
    const account = await new AccountsRepository(records.sql).byUsername(username);
    if (!account) throw new CannotDo(`Không có tài khoản thử "${who}". / There is no demo login "${who}". Roles: ${roles}.`);
    if (!account.isDemo)
      throw new CannotDo(
        `"${username}" không phải tài khoản thử: đăng nhập rồi tạo mã ở mục tài khoản. / is no demo login: sign in and make a token there.`,
      );
    const caller = (await new AccessReader(records.sql).byAccount(account.id, clock.today()))!;
    const [post] = caller.posts;
    if (!post)
      throw new CannotDo(`"${username}" không giữ chức danh nào hôm nay. / holds no post today. Run "seed --local" again.`);
    const minted = await new MintToken(records, clock, new NodeSecrets()).run({
      name: 'npm run token',
      scopes: chosen(scopes) ?? (post.role === 'administrator' ? [...TOKEN_SCOPES] : ['read', 'write']),
      expiresOn: addDays(clock.today(), Number(days)),
      actor: { ...caller, on: clock.today(), post, posts: caller.posts, tokenScopes: null },
    });
    return done(minted).token;
  });
  say(token);
}

function chosen(scopes: string | undefined): TokenScope[] | null {
  if (scopes === undefined) return null;
  const asked = scopes.split(',').map((scope) => scope.trim());
  if (!asked.every((scope): scope is TokenScope => (TOKEN_SCOPES as readonly string[]).includes(scope)))
    throw wrongCall(`--scopes: chọn trong / choose from: ${TOKEN_SCOPES.join(',')}.`);
  return asked;
}
