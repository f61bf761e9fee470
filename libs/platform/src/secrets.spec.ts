import { hashPassword, hashToken, newToken, verifyPassword } from './secrets.js';

describe('libs/platform - secrets', () => {
  it('a password is kept as argon2id, salted', async () => {
    const [one, two] = await Promise.all([hashPassword('sen hồng'), hashPassword('sen hồng')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, 'sen hồng')).toBe(true);
    expect(await verifyPassword(one, 'sen hông')).toBe(false);
  });
  it('a password typed with composed or loose accents is the same', async () =>
    expect(await verifyPassword(await hashPassword('sen hồng'.normalize('NFD')), 'sen hồng'.normalize('NFC'))).toBe(true));
  it.each([
    ['nobody', null],
    ['a hash of another make', 'md5:1234'],
  ])('%s never signs in', async (_, hash) => expect(await verifyPassword(hash, 'sen hồng')).toBe(false));
  it('a token is shown once, its hash kept', () => {
    const { token, hash } = newToken();
    expect(token).toMatch(/^lantoa_[\w-]{43}$/);
    expect(hashToken(token)).toEqual(hash);
    expect(hash).toHaveLength(32);
    expect(newToken().token).not.toBe(token);
  });
});
