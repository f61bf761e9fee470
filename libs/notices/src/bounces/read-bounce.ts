import type { Bounce } from '#usecases';
import { simpleParser, type ParsedMail } from 'mailparser';

/** Reads a delivery status notification (RFC 3464); null: the mail is none. */
export async function readBounce(raw: Buffer | string): Promise<Bounce | null> {
  const mail = await simpleParser(raw, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    keepDeliveryStatus: true,
  });
  const part = (type: string) => mail.attachments.find(({ contentType }) => contentType === type)?.content.toString('utf8');
  const report = part('message/delivery-status');
  if (report === undefined) return null;
  const field = (name: string) =>
    new RegExp(`^${name}:[ \\t]*(.+(?:\\r?\\n[ \\t]+.+)*)`, 'im').exec(report)?.[1]?.replace(/\s+/g, ' ').trim();
  const original = part('message/rfc822') ?? part('text/rfc822-headers') ?? '';
  return {
    deliveryId: deliveryOf(mail),
    messageId: /^message-id:\s*(<[^>\r\n]+>)/im.exec(original)?.[1] ?? null,
    failed: field('action')?.toLowerCase() === 'failed',
    status: /\d\.\d{1,3}\.\d{1,3}/.exec(field('status') ?? '')?.[0] ?? '5.0.0',
    reason: (field('diagnostic-code') ?? mail.subject ?? '').replace(/^smtp;\s*/i, ''),
  };
}

/** Our return path names the letter: `bounces+{delivery}@host`. */
function deliveryOf({ to, headers }: ParsedMail): string | null {
  const addresses = [to].flat().flatMap((one) => one?.value ?? []);
  const named = [
    ...addresses.map(({ address }) => address),
    ...['delivered-to', 'x-original-to'].map((name) => headers.get(name)),
  ];
  for (const address of named) {
    if (typeof address !== 'string') continue;
    const id = /\+([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/i.exec(address)?.[1];
    if (id) return id.toLowerCase();
  }
  return null;
}
