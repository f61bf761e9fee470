import { startBeside } from './beside.js';

export interface CaughtMail {
  id: string;
  messageId: string;
  to: string;
  from: string;
  subject: string;
  date: string;
  /** How often it arrived: a mail system keeps a repeated Message-ID once. */
  count: number;
}

/** A real SMTP server that keeps what it gets. */
export async function openMailServer() {
  const { smtpUrl, mailUi, stop } = await startBeside<{ smtpUrl: string; mailUi: string }>('mail-catcher.mjs', 'beside');
  const mails = async (to = ''): Promise<CaughtMail[]> => {
    const answer = await fetch(`${mailUi}/mails.json?limit=100000&to=${encodeURIComponent(to)}`);
    return (await answer.json()) as CaughtMail[];
  };
  const forget = async () => void (await fetch(`${mailUi}/mails`, { method: 'DELETE' }));
  return { smtpUrl, mailUi, mails, forget, stop };
}
