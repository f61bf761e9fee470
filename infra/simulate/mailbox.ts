import { SMTPServer } from 'smtp-server';

export interface Mailbox {
  url: string;
  /** Letters by Message-ID and how often each arrived. */
  letters: Map<string, number>;
  close(): Promise<void>;
}

/** A real SMTP server that keeps only the Message-ID of what it accepts. */
export function openMailbox(): Promise<Mailbox> {
  const letters = new Map<string, number>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      let head = '';
      stream.setEncoding('latin1');
      stream.on('data', (text: string) => head.length < 16_384 && (head += text));
      stream.on('end', () => {
        const id = /^message-id:\s*(<[^>]+>)/im.exec(head)?.[1] ?? `none/${letters.size}`;
        letters.set(id, (letters.get(id) ?? 0) + 1);
        done();
      });
    },
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.server.address() as { port: number };
      resolve({ url: `smtp://127.0.0.1:${port}`, letters, close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}
