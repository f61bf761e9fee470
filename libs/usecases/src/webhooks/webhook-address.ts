import { isIP } from 'node:net';
import type { RefusalDetail, Words } from '#domain';
import { isPrivateAddress } from './private-address.js';

/**
 * What is wrong with the address of a webhook, as far as the text tells; where its name leads is looked at again at every call, because
 * a name may lead elsewhere tomorrow.
 */
export function webhookAddressFaults(address: string, privateAllowed: boolean): RefusalDetail[] {
  const fault = (words: Words) => [{ pointer: '/url', words }];
  // A URL would be read without its line breaks, and kept with them.
  if (/[\s\p{Cc}]/u.test(address)) return fault(noAddress);
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return fault(noAddress);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return fault(noAddress);
  if (url.username || url.password || url.hash) return fault(onlyAddress);
  const host = url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const inside = isIP(host) ? isPrivateAddress(host) : !host.includes('.') || insideNames.test(host);
  if (inside && !privateAllowed) return fault(privateAddress);
  if (url.protocol === 'http:' && !inside) return fault(notSecret);
  return [];
}

const insideNames = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa)$/;

const noAddress: Words = {
  vi: 'Nhập địa chỉ bắt đầu bằng https://, ví dụ https://he-thong.example/lantoa.',
  en: 'Enter an address that begins with https://, e.g. https://system.example/lantoa.',
};
const onlyAddress: Words = {
  vi: 'Địa chỉ không được kèm tên đăng nhập, mật khẩu hoặc phần sau dấu #.',
  en: 'The address must not carry a username, a password or a part after #.',
};
const privateAddress: Words = {
  vi: 'Địa chỉ nội bộ không được dùng. Người quản trị có thể cho phép (privateAllowed).',
  en: 'A private or local address is refused. An administrator may allow it (privateAllowed).',
};
const notSecret: Words = {
  vi: 'Địa chỉ ngoài mạng nội bộ phải dùng https.',
  en: 'Outside the own network the address must use https.',
};
