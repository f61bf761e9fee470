import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { EmailChannel } from './email-channel.js';

const letter = {
  messageId: '<1@lantoa.example>',
  deliveryId: '22222222-2222-4222-8222-222222222222',
  to: { name: 'Nguyễn Văn Mẫu', address: 'mau@xa.example' },
  subject: 'Đến hạn hôm nay',
  text: 'Kính gửi đồng chí',
  html: '<p>Kính gửi đồng chí</p>',
  unsubscribe: null,
};
const answering = (responseCode: number) => Object.assign(new Error(`answer ${responseCode}`), { responseCode });

describe('libs/notices/email - letters by SMTP', () => {
  let server: SMTPServer;
  let channel: EmailChannel;
  let arrived: ParsedMail[];
  const open = async (options: SMTPServerOptions = {}, user = '') => {
    arrived = [];
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => void simpleParser(stream).then((mail) => (arrived.push(mail), done()), done),
      ...options,
    });
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const { port } = server.server.address() as AddressInfo;
    channel = new EmailChannel({ smtpUrl: `smtp://${user}127.0.0.1:${port}`, mailFrom: 'LanToa <lantoa@lantoa.example>' });
  };
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  afterEach(async () => {
    channel.close();
    await close();
  });

  it('arrives whole: Vietnamese names and subject, both parts, its own Message-ID, no invitation to answer automatically', async () => {
    await open();
    expect(await channel.send(letter)).toEqual({ kind: 'accepted', answer: expect.stringMatching(/^250/) });
    const [mail] = arrived;
    expect(mail).toMatchObject({ subject: 'Đến hạn hôm nay', messageId: '<1@lantoa.example>' });
    expect(mail!.text!.trim()).toBe('Kính gửi đồng chí');
    expect(mail!.html).toContain('<p>Kính gửi đồng chí</p>');
    expect(mail!.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail!.headers.has('list-unsubscribe')).toBe(false);
    expect(mail!.to).toMatchObject({ value: [letter.to] });
  });

  it('a letter that may be stopped says how, for one click; what bounces comes back under the name of its delivery', async () => {
    const from: string[] = [];
    await open({ onMailFrom: ({ address }, _session, done) => (from.push(address), done()) });
    await channel.send({ ...letter, unsubscribe: 'https://lantoa.example/api/unsubscribe/abc' });
    const { port } = server.server.address() as AddressInfo;
    const returning = new EmailChannel({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      mailFrom: 'LanToa <lantoa@lantoa.example>',
      bounceAddress: 'bounces@lantoa.example',
    });
    await returning.send(letter);
    returning.close();
    const raw = arrived[0]!.headerLines.map(({ line }) => line.replace(/\r?\n\s+/g, ' '));
    expect(raw).toContain('List-Unsubscribe: <https://lantoa.example/api/unsubscribe/abc>');
    expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(from).toEqual(['lantoa@lantoa.example', `bounces+${letter.deliveryId}@lantoa.example`]);
    expect(arrived[1]!.from!.value[0]!.address).toBe('lantoa@lantoa.example');
  });

  it.each([
    [421, 'retry'],
    [452, 'retry'],
    [550, 'rejected'],
    [552, 'rejected'],
  ])('%i to the reader: %s', async (code, kind) => {
    await open({ onRcptTo: (_address, _session, done) => done(answering(code)) });
    expect(await channel.send(letter)).toEqual({ kind, answer: expect.stringContaining(String(code)) });
  });

  it('550 to the letter itself: rejected', async () => {
    await open({ onData: (stream, _session, done) => void (stream.resume(), stream.on('end', () => done(answering(554)))) });
    expect((await channel.send(letter)).kind).toBe('rejected');
  });

  it.each([
    [
      'our password',
      { authOptional: false, allowInsecureAuth: true, onAuth: (_a, _s, done) => done(answering(535)) },
      'user:wrong@',
    ],
    ['our sender', { onMailFrom: (_address, _session, done) => done(answering(550)) }, ''],
    ['us at the door', { onConnect: (_session, done) => done(answering(554)) }, ''],
  ] as [string, SMTPServerOptions, string][])(
    'a no to %s is ours to put right: no letter dies of it',
    async (_, options, user) => {
      await open(options, user);
      expect((await channel.send(letter)).kind).toBe('retry');
    },
  );

  it('nobody there: tried again', async () => {
    await open();
    await close();
    expect(await channel.send(letter)).toEqual({ kind: 'retry', answer: expect.stringContaining('ECONNREFUSED') });
  });

  it('a line break in a name or subject begins no header', async () => {
    await open();
    await channel.send({
      ...letter,
      subject: 'a\r\nBcc: x@y.example',
      to: { name: 'b\r\nX-Evil: 1', address: letter.to.address },
    });
    expect(arrived[0]!.headers.has('bcc')).toBe(false);
    expect(arrived[0]!.headers.has('x-evil')).toBe(false);
    expect(arrived[0]!.subject).toBe('a Bcc: x@y.example');
  });

  it('a line break or a second reader in an address is refused before anything is sent', async () => {
    await open();
    for (const address of ['a@b.example\r\nRCPT TO:<x@y.example>', 'a@b.example,c@d.example', 'a@b.example>', ''])
      expect((await channel.send({ ...letter, to: { name: 'x', address } })).kind).toBe('rejected');
    expect(arrived).toEqual([]);
  });
});
