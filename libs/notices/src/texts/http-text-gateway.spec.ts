import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpTextGateway } from './http-text-gateway.js';

describe('libs/notices/texts - a gateway to phones', () => {
  let server: Server;
  let status = 200;
  let heard: { request: IncomingMessage; body: string }[];
  let gateway: HttpTextGateway;
  const message = { id: 'a1', channel: 'sms', to: '+84901234567', text: 'LanToa: Nhac viec' } as const;

  beforeEach(async () => {
    heard = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => (heard.push({ request, body }), response.writeHead(status).end('said so')));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    gateway = new HttpTextGateway(`http://key%2B1@127.0.0.1:${(server.address() as AddressInfo).port}/texts`);
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  it('gets the message under its id and our key, which is not part of the address', async () => {
    status = 202;
    expect(await gateway.send(message)).toEqual({ kind: 'accepted', answer: '202 said so' });
    const [{ request, body }] = heard as [(typeof heard)[number]];
    expect(JSON.parse(body)).toEqual(message);
    expect(request.headers).toMatchObject({
      authorization: 'Bearer key+1',
      'idempotency-key': 'a1',
      'content-type': 'application/json',
    });
  });

  it.each([
    [400, 'rejected'],
    [404, 'rejected'],
    [401, 'retry'],
    [403, 'retry'],
    [429, 'retry'],
    [302, 'retry'],
    [503, 'retry'],
  ])('%i: %s', async (code, kind) => {
    status = code;
    expect((await gateway.send(message)).kind).toBe(kind);
  });

  it('nobody there: tried again', async () => {
    expect(await new HttpTextGateway('http://127.0.0.1:1/').send(message)).toEqual({
      kind: 'retry',
      answer: expect.any(String),
    });
  });
});
