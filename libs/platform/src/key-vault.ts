import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { CannotOpen, Vault } from '#usecases';

const SEALED = /^v1\.([0-9a-f]{8})\.([\w-]+)$/;

/**
 * AES-256-GCM with keys from the environment. Sealed text names its key by the beginning of a hash, so that keys can be changed: the first
 * seals, all open. `v1.<key>.<nonce, text and tag in base64url>`
 */
export class KeyVault extends Vault {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: string;

  constructor(keys: readonly Buffer[]) {
    super();
    this.keys = new Map(keys.map((key) => [idOf(key), key]));
    this.current = idOf(keys[0]!);
  }

  seal(secret: string, bound: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.keys.get(this.current)!, nonce).setAAD(Buffer.from(bound));
    const bytes = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `v1.${this.current}.${bytes.toString('base64url')}`;
  }

  open(sealed: string, bound: string): string {
    // Kept by a version that did not seal yet; the worker seals it when it starts.
    if (!sealed.startsWith('v1.')) return sealed;
    const [, keyId, carried] = SEALED.exec(sealed) ?? [];
    if (keyId === undefined) throw new CannotOpen('Changed since it was sealed');
    const key = this.keys.get(keyId);
    if (!key) throw new CannotOpen(`Sealed with the key ${keyId}, which is not among SEALING_KEYS`);
    const bytes = Buffer.from(carried!, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAAD(Buffer.from(bound)).setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    } catch {
      throw new CannotOpen('Changed or moved since it was sealed');
    }
  }

  isCurrent(kept: string): boolean {
    return SEALED.exec(kept)?.[1] === this.current;
  }
}

const idOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 8);
