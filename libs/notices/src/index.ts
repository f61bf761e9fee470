export { EmailChannel, type EmailSettings } from './email/email-channel.js';
export { DigestWriter, type DigestWriterSettings } from './letters/digest-writer.js';
