import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookCall } from '#usecases';
import { Webhook } from 'standardwebhooks';
import { HttpWebhookCaller } from './http-webhook-caller.js';

const now = new Date();
const secrets = ['whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=', 'whsec_HxobGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgEAAAA='];

describe('libs/notices/webhooks - calls by HTTP', () => {
  const caller = new HttpWebhookCaller({ publicUrl: new URL('https://lantoa.example') });
  let server: Server;
  let answer: RequestListener;
  let heard: { headers: IncomingHttpHeaders; body: string; url: string }[];
  let port: number;
  const call = (over: Partial<WebhookCall> = {}): WebhookCall => ({
    id: '0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b',
    url: `http://127.0.0.1:${port}/hook`,
    privateAllowed: true,
    secrets,
    event: {
      type: 'obligation.changed',
      kind: 'reportSubmitted',
      stream: 'obligation',
      id: '11111111-1111-4111-8111-111111111111',
      seq: 2,
      at: '2026-11-15T01:00:00.000Z',
      data: { from: 'open', to: 'submitted' },
    },
    ...over,
  });

  beforeEach(async () => {
    heard = [];
    answer = (_, response) => response.writeHead(204).end();
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        heard.push({ headers: request.headers, body, url: request.url! });
        answer(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  it('a CloudEvent under a signature any Standard Webhooks library verifies, with the new secret and with the old', async () => {
    expect(await caller.call(call(), now)).toEqual({ kind: 'accepted', answer: '204' });
    const [{ headers, body }] = heard as [(typeof heard)[number]];
    for (const secret of secrets)
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body));
    expect(() => new Webhook(secrets[0]!).verify(`${body} `, headers as Record<string, string>)).toThrow('signature');
    expect(headers['webhook-id']).toBe('0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b');
    expect(JSON.parse(body)).toEqual({
      specversion: '1.0',
      id: '0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b',
      source: 'https://lantoa.example/api/',
      type: 'vn.lantoa.obligation.changed.v1',
      subject: 'obligations/11111111-1111-4111-8111-111111111111',
      time: '2026-11-15T01:00:00.000Z',
      datacontenttype: 'application/json',
      data: {
        kind: 'reportSubmitted',
        id: '11111111-1111-4111-8111-111111111111',
        seq: 2,
        from: 'open',
        to: 'submitted',
        link: 'https://lantoa.example/api/obligations/11111111-1111-4111-8111-111111111111',
      },
    });
  });

  it.each([
    [200, 'accepted'],
    [400, 'retry'],
    [404, 'retry'],
    [410, 'rejected'],
    [429, 'retry'],
    [503, 'retry'],
  ])('%i: %s', async (status, kind) => {
    answer = (_, response) => response.writeHead(status).end('said so\r\nX: y');
    expect(await caller.call(call(), now)).toEqual({ kind, answer: `${status} said so X: y` });
  });

  it('a redirect is not followed, wherever it leads', async () => {
    answer = (_, response) => response.writeHead(302, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
    expect(await caller.call(call(), now)).toEqual({ kind: 'retry', answer: '302 (not followed)' });
    expect(heard.map(({ url }) => url)).toEqual(['/hook']);
  });

  it('an answer without end is not read to its end', async () => {
    answer = (_, response) => {
      response.writeHead(200);
      const pour = () =>
        void (response.writable && response.write('x'.repeat(64_000)) ? setImmediate(pour) : response.once('drain', pour));
      pour();
    };
    const { kind, answer: kept } = await caller.call(call(), now);
    expect([kind, kept.length <= 310]).toEqual(['accepted', true]);
  });

  it('nobody there, and one that hangs up: tried again', async () => {
    answer = (request) => request.socket.destroy();
    expect((await caller.call(call(), now)).kind).toBe('retry');
    expect((await caller.call(call({ url: 'http://127.0.0.1:1/hook' }), now)).kind).toBe('retry');
  });

  it('no answer within ten seconds: tried again', async () => {
    answer = () => undefined;
    expect(await caller.call(call(), now)).toEqual({ kind: 'retry', answer: 'No answer within 10 s' });
  });

  it.each([
    ['a literal', 'http://127.0.0.1:PORT/hook'],
    ['IPv6', 'http://[::1]:PORT/hook'],
    ['IPv4 in IPv6', 'http://[::ffff:127.0.0.1]:PORT/hook'],
    // The name is harmless as text; what it leads to is found out when it is called.
    ['a name that leads there', 'http://localhost:PORT/hook'],
  ])('%s of this machine is refused at the call, before a byte is sent', async (_, url) => {
    const outcome = await caller.call(call({ url: url.replace('PORT', String(port)), privateAllowed: false }), now);
    expect(outcome).toEqual({ kind: 'rejected', answer: expect.stringContaining('no public address') });
    expect(heard).toEqual([]);
  });

  describe('a name, by what it is found to lead to', () => {
    let asked: string[];
    /** Leads where it is told, the first time here, the next time there. */
    const leadingTo = (...answers: string[][]) =>
      new HttpWebhookCaller({
        publicUrl: new URL('https://lantoa.example'),
        timeLimit: 300,
        resolve: (hostname, _, found) => {
          asked.push(hostname);
          const addresses = answers[Math.min(asked.length, answers.length) - 1]!;
          setImmediate(found, null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))); // prettier-ignore
        },
      });
    const named = () => call({ url: `http://system.example:${port}/hook`, privateAllowed: false });
    beforeEach(() => (asked = []));

    it.each([
      ['this machine', ['127.0.0.1'], '127.0.0.1'],
      ['this machine, by IPv6', ['::1'], '::1'],
      ['this machine, as IPv4 within IPv6', ['::ffff:127.0.0.1'], '::ffff:127.0.0.1'],
      ['the own network', ['10.1.2.3'], '10.1.2.3'],
      ['what a cloud tells its machines', ['169.254.169.254'], '169.254.169.254'],
      ['every interface', ['0.0.0.0'], '0.0.0.0'],
      ['a public address and this machine', ['203.113.1.1', '127.0.0.1'], '127.0.0.1'],
      ['this machine first', ['127.0.0.1', '203.113.1.1'], '127.0.0.1'],
    ])('%s: refused before a byte is sent', async (_, addresses, said) => {
      expect(await leadingTo(addresses).call(named(), now)).toEqual({
        kind: 'rejected',
        answer: `${said} is no public address, and no administrator allowed it`,
      });
      expect([asked, heard]).toEqual([['system.example'], []]);
    });

    it('public when it is looked at, this machine a moment later: what was looked at is connected to, and nothing is asked again', async () => {
      // Of the public internet, and nobody's: it cannot be reached. What comes of the call matters less than who hears it.
      const { kind } = await leadingTo(['2000::1'], ['127.0.0.1']).call(named(), now);
      expect([kind, asked, heard]).toEqual(['retry', ['system.example'], []]);
    });

    it('changes between two calls: every call looks anew', async () => {
      const caller = leadingTo(['2000::1'], ['127.0.0.1']);
      expect((await caller.call(named(), now)).kind).toBe('retry');
      expect((await caller.call(named(), now)).kind).toBe('rejected');
      expect(heard).toEqual([]);
    });

    it('leads nowhere: tried again', async () => {
      expect((await leadingTo([]).call(named(), now)).kind).toBe('retry');
    });
  });
});
