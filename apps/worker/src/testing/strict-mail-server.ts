import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface StrictMailServer {
  url: string;
  arrived: ParsedMail[];
  /** What it answers to a reader: 452, 550, …; nothing means yes. */
  refuse: (address: string) => number | undefined;
  /** Has the mail, and says yes to it only when this is done. */
  beforeYes: () => Promise<void>;
  close(): Promise<void>;
}

/** A real SMTP server that can say no. */
export async function openStrictMailServer(): Promise<StrictMailServer> {
  const strict: StrictMailServer = {
    url: '',
    arrived: [],
    refuse: () => undefined,
    beforeYes: async () => undefined,
    close: async () => undefined,
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, callback) => {
      const code = strict.refuse(address);
      callback(code === undefined ? null : Object.assign(new Error(`answer ${code} for ${address}`), { responseCode: code }));
    },
    onData: (stream, _session, callback) => {
      simpleParser(stream)
        .then((mail) => (strict.arrived.push(mail), strict.beforeYes()))
        .then(() => callback(), callback);
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  strict.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  strict.close = () => new Promise((resolve) => server.close(() => resolve()));
  return strict;
}
