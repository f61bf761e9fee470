import { createHash, randomBytes } from 'node:crypto';
import { hash, verify, type Options } from '@node-rs/argon2';

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
const ARGON2ID: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), ARGON2ID);

/** An unknown account has no hash; the caller still spends the time of one, so that the two cannot be told apart. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  try {
    const known = await verify(passwordHash ?? (await decoy()), password.normalize('NFC'));
    return passwordHash !== null && known;
  } catch {
    return false; // a hash of another make
  }
}

let decoyHash: Promise<string> | null = null;
const decoy = () => (decoyHash ??= hashPassword(randomBytes(16).toString('hex')));

/** A token is shown once; only its hash is kept. 256 bits of chance need no slow hash. */
export function newToken(): { token: string; hash: Buffer } {
  const token = `lantoa_${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashToken(token) };
}

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
