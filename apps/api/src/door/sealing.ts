import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ApiSettings } from './settings.js';

/** Keys made from the one secret, each for one use. */
@Injectable()
export class Sealing {
  private readonly cursorKey: Buffer;
  private readonly secret: string;

  constructor({ sessionSecret }: ApiSettings) {
    this.secret = sessionSecret;
    this.cursorKey = this.keyFor('cursor');
  }

  /** `bound` is signed along but not carried. */
  sign(content: string, bound: string): string {
    return Buffer.concat([this.mac(content, bound), Buffer.from(content)]).toString('base64url');
  }

  /** The content, or null when anything about it is not ours. */
  verified(signed: string, bound: string): string | null {
    const bytes = Buffer.from(signed, 'base64url');
    if (bytes.length <= 16) return null;
    const content = bytes.subarray(16).toString();
    return timingSafeEqual(bytes.subarray(0, 16), this.mac(content, bound)) ? content : null;
  }

  seal(text: string, purpose: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.keyFor(`seal/${purpose}`), iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  unseal(sealed: string, purpose: string): string {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.keyFor(`seal/${purpose}`), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
  }

  private mac(content: string, bound: string): Buffer {
    return createHmac('sha256', this.cursorKey).update(`${bound.length}\n${bound}\n${content}`).digest().subarray(0, 16);
  }

  private keyFor(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.secret, 'lantoa', purpose, 32));
  }
}
