import { randomBytes } from 'node:crypto';

/** A key to sign with, as the Standard Webhooks specification writes it: 24 to 64 bytes, in base64 after `whsec_`. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** What the sealed secret of a webhook is bound to. */
export const secretOf = (webhookId: string): string => `webhook/${webhookId}`;
