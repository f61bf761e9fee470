import { passwordFaults } from './weak-password.js';

describe('libs/usecases/access - a password', () => {
  it.each([
    ['too short', 'a1B2c3d4'],
    ['one letter over and over', 'aaaaaaaaaaaaaaaa'],
    ['the username in it', 'quan-tri-vien-x9'],
    ['the words everybody tries', 'Matkhau123456!'],
    ['the same with accents', 'Mật khẩu 123456'],
    ['endless', 'ab3defgh'.repeat(40)],
  ])('is refused: %s', (_, password) => expect(passwordFaults(password, 'quan-tri')).not.toEqual([]));
  it.each(['Mot-hai-ba-bon-9x', 'con cò bay lả bay la', 'sen-hong-ruong-lua-1'])('will do: %s', (password) =>
    expect(passwordFaults(password, 'quan-tri')).toEqual([]),
  );
});
