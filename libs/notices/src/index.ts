export { readBounce } from './bounces/read-bounce.js';
export { EmailChannel, type EmailSettings } from './email/email-channel.js';
export { DigestWriter, type DigestWriterSettings } from './letters/digest-writer.js';
export { HttpTextGateway } from './texts/http-text-gateway.js';
export { HttpWebhookCaller, type WebhookSettings } from './webhooks/http-webhook-caller.js';
