/** Keeps unreadable what has to be read again, such as a key to sign with: whoever reads the database alone reads nothing. */
export abstract class Vault {
  /** `bound`: whose secret it is; sealed text that was moved elsewhere is not opened there. */
  abstract seal(secret: string, bound: string): string;
  /** @throws CannotOpen where the key it was sealed with is not at hand, or it was changed or moved since. */
  abstract open(sealed: string, bound: string): string;
  /** Whether it is sealed by the key in use: text that is not sealed at all, or by an older key, is not. */
  abstract isCurrent(kept: string): boolean;
}

/** What was sealed stays sealed; the message says why. */
export class CannotOpen extends Error {}
