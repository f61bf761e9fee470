import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * An SMTP server that keeps every mail and delivers none, with a web view of them.
 * @param {{smtpPort?: number, uiPort?: number, dir?: string}} [options] default: free ports, a temporary folder
 * @returns {Promise<{smtpUrl: string, mailUi: string, store: import('./mail-store.mjs').MailStore, stop: () => Promise<void>}>}
 */
export async function startMailCatcher({ smtpPort = 0, uiPort = 0, dir } = {}) {
  const temporary = dir ? undefined : mkdtempSync(join(tmpdir(), 'lantoa-mail-'));
  const [{ SMTPServer }, { simpleParser }, { MailStore }, { mailPages }] = await Promise.all([
    import('smtp-server'),
    import('mailparser'),
    import('./mail-store.mjs'),
    import('./mail-pages.mjs'),
  ]);
  const store = new MailStore(dir ?? temporary);
  const smtp = new SMTPServer({
    name: 'mail-catcher.example',
    authOptional: true,
    onAuth: (auth, _session, done) => done(null, { user: auth.username }), // any name and password will do
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    allowInsecureAuth: true,
    size: 25 * 1024 * 1024,
    closeTimeout: 1000,
    logger: false,
    onData(stream, session, done) {
      const parts = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('error', done);
      stream.on('end', async () => {
        try {
          if (stream.sizeExceeded) throw Object.assign(new Error('Message is too large'), { responseCode: 552 });
          const raw = Buffer.concat(parts);
          const { messageId = '', subject = '', from, date } = await simpleParser(raw, { skipImageLinks: true });
          for (const { address } of session.envelope.rcptTo) {
            const mail = { messageId, to: address, from: from?.text ?? (session.envelope.mailFrom || {}).address ?? '', subject };
            store.keep({ ...mail, date: (date ?? new Date()).toISOString() }, raw);
          }
          done();
        } catch (error) {
          done(error);
        }
      });
    },
  });
  smtp.on('error', () => {}); // a client that hangs up in the middle
  const web = createServer(mailPages(store));
  const smtpListens = await listening(smtp.server, (then) => smtp.listen(smtpPort, '127.0.0.1', then));
  const webListens = await listening(web, (then) => web.listen(uiPort, '127.0.0.1', then));
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpListens.port}`,
    mailUi: `http://127.0.0.1:${webListens.port}`,
    store,
    stop: async () => {
      web.closeAllConnections();
      await Promise.all([new Promise((resolve) => smtp.close(resolve)), new Promise((resolve) => web.close(resolve))]);
      if (temporary) rmSync(temporary, { recursive: true, force: true });
    },
  };
}

const listening = (server, listen) =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    listen(() => {
      server.off('error', reject);
      resolve(server.address());
    });
  });

// As a program: a part of the local stack, or (`beside`) started for a test and ending with it.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [first, uiPort, dir] = process.argv.slice(2);
  const beside = first === 'beside';
  const catcher = await startMailCatcher(beside ? {} : { smtpPort: Number(first), uiPort: Number(uiPort), dir });
  console.log(JSON.stringify({ ready: 'mail catcher', smtpUrl: catcher.smtpUrl, mailUi: catcher.mailUi }));
  const stop = () => catcher.stop().finally(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  if (beside) process.stdin.resume().once('close', stop);
}
