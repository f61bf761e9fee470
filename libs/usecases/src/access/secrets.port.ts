/** Cryptography is the platform's: the deeds of this drawer only say when it is needed. */
export abstract class Secrets {
  /** Takes the same time for an account that does not exist (`hash` null). */
  abstract verifyPassword(hash: string | null, password: string): Promise<boolean>;
  /** A token to show once, and the hash to keep. */
  abstract newToken(): { token: string; hash: Buffer };
}
