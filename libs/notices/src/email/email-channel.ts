import { createTransport } from 'nodemailer';
import { Post, type Letter, type SendOutcome } from '#usecases';

export interface EmailSettings {
  smtpUrl: string;
  mailFrom: string;
  /** Where mail systems return what they cannot deliver, e.g. `bounces@host`; each letter gets `bounces+{delivery}@host`. */
  bounceAddress?: string | null;
}

const SECOND = 1000;

/** Letters by SMTP: "not now" (4xx, no connection) is tried again, a "no" to the reader or the letter (5xx) is not. */
export class EmailChannel extends Post {
  private readonly transport;
  private readonly bounceAddress: string | null;

  constructor({ smtpUrl, mailFrom, bounceAddress = null }: EmailSettings) {
    super();
    this.bounceAddress = bounceAddress;
    const server = new URL(smtpUrl);
    const secure = server.protocol === 'smtps:';
    this.transport = createTransport(
      {
        host: server.hostname,
        port: server.port ? Number(server.port) : secure ? 465 : 25,
        secure,
        // `smtp://host?ignoreTLS=true`: a catcher without a certificate.
        ignoreTLS: server.searchParams.get('ignoreTLS') === 'true',
        auth: server.username
          ? { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) }
          : undefined,
        pool: true,
        maxConnections: 5,
        connectionTimeout: 5 * SECOND,
        greetingTimeout: 5 * SECOND,
        socketTimeout: 15 * SECOND,
        disableFileAccess: true,
        disableUrlAccess: true,
      },
      { from: mailFrom },
    );
  }

  async send({ messageId, deliveryId, to, subject, text, html, unsubscribe }: Letter): Promise<SendOutcome> {
    if (!isAddress(to.address)) return { kind: 'rejected', answer: 'The address is not usable' };
    try {
      const { response } = await this.transport.sendMail({
        messageId,
        to: { name: oneLine(to.name), address: to.address },
        subject: oneLine(subject),
        text,
        html,
        ...(this.bounceAddress && { envelope: { from: returnPath(this.bounceAddress, deliveryId), to: to.address } }),
        headers: {
          // RFC 3834: no out-of-office answers.
          'Auto-Submitted': 'auto-generated',
          // RFC 8058: one click, by the mail client itself; only where the reader may stop it.
          ...(unsubscribe && {
            'List-Unsubscribe': `<${unsubscribe}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
        },
      });
      return { kind: 'accepted', answer: response };
    } catch (error) {
      const { responseCode = 0, command = '', message } = error as { responseCode?: number; command?: string; message: string };
      return { kind: responseCode >= 500 && aboutThisLetter.has(command) ? 'rejected' : 'retry', answer: oneLine(message) };
    }
  }

  close(): void {
    this.transport.close();
  }
}

// A "no" to our greeting, our password or our sender concerns every letter: that is for us to put right, and no letter dies of it.
const aboutThisLetter = new Set(['RCPT TO', 'DATA']);

const returnPath = (address: string, deliveryId: string) => address.replace(/@/, `+${deliveryId}@`);

// A line break in a header would begin another header.
const oneLine = (text: string) => text.replace(/[\r\n\u2028\u2029\0]+/g, ' ');

const isAddress = (address: string) => /^[^\s<>,;:"()[\]\\]+@[^\s<>,;:"()[\]\\@]+$/.test(address);
