import { randomBytes } from 'node:crypto';
import { CannotOpen } from '#usecases';
import { KeyVault } from './key-vault.js';

describe('libs/platform - what has to be read again is kept sealed', () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const secret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

  it('reads back what it sealed, and shows nothing of it', () => {
    const vault = new KeyVault([fresh]);
    const sealed = vault.seal(secret, 'webhook/1');
    expect(sealed).not.toContain('AAECAwQF');
    expect(vault.open(sealed, 'webhook/1')).toBe(secret);
    expect(vault.seal(secret, 'webhook/1')).not.toBe(sealed);
  });

  it('opens nothing that was moved or changed', () => {
    const vault = new KeyVault([fresh]);
    const sealed = vault.seal(secret, 'webhook/1');
    expect(() => vault.open(sealed, 'webhook/2')).toThrow(CannotOpen);
    for (const at of [5, 12, 30, sealed.length - 4]) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(() => vault.open(changed, 'webhook/1')).toThrow(CannotOpen);
    }
    for (const cut of ['v1.', 'v1.zzz', sealed.slice(0, 20), sealed.slice(0, -1), `${sealed}=`])
      expect(() => vault.open(cut, 'webhook/1')).toThrow(CannotOpen);
  });

  it('a new key seals from now on, the old one still opens; without it the text says which key is missing', () => {
    const before = new KeyVault([old]).seal(secret, 'webhook/1');
    const both = new KeyVault([fresh, old]);
    expect(both.open(before, 'webhook/1')).toBe(secret);
    expect([both.isCurrent(before), both.isCurrent(both.seal(secret, 'webhook/1')), both.isCurrent(secret)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(() => new KeyVault([fresh]).open(before, 'webhook/1')).toThrow(CannotOpen);
    expect(() => new KeyVault([fresh]).open(before, 'webhook/1')).toThrow('SEALING_KEYS');
  });

  it('reads what an earlier version kept as it was', () => {
    expect(new KeyVault([fresh]).open(secret, 'webhook/1')).toBe(secret);
  });
});
