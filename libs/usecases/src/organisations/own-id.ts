import { createHash } from 'node:crypto';

// Our own namespace for ids made from keys; never change it: every planted id hangs on it.
const NAMESPACE = Buffer.from('8d5b6f0a3c1e4b7f9a2d133001082024', 'hex');

/** The same key gives the same id everywhere (UUID version 5, RFC 9562), so planting twice plants once. */
export function ownId(what: string, key: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(`${what}/${key}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
