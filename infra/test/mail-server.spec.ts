import { createTransport } from 'nodemailer';
import { openMailServer } from './mail-server.js';

describe('infra/test - mail server', () => {
  let server: Awaited<ReturnType<typeof openMailServer>>;
  let transport: ReturnType<typeof createTransport>;
  beforeAll(async () => {
    server = await openMailServer();
    transport = createTransport(server.smtpUrl);
  });
  afterAll(async () => {
    transport.close();
    await server.stop();
  });
  const mail = {
    from: 'lantoa@lantoa.example',
    to: 'xa@tinh.example',
    subject: 'Nhắc báo cáo năm',
    text: 'Còn 7 ngày',
    messageId: '<rung-1@lantoa.example>',
  };

  it('keeps a mail for each recipient, its subject readable', async () => {
    await transport.sendMail({ ...mail, to: ['xa@tinh.example', 'huyen@tinh.example'] });
    expect((await server.mails()).map(({ to, subject }) => `${to}: ${subject}`).sort()).toEqual([
      'huyen@tinh.example: Nhắc báo cáo năm',
      'xa@tinh.example: Nhắc báo cáo năm',
    ]);
  });

  it('keeps a repeated Message-ID to the same recipient once, and counts it', async () => {
    await transport.sendMail(mail);
    expect((await server.mails('xa@tinh')).map(({ messageId, count }) => [messageId, count])).toEqual([
      ['<rung-1@lantoa.example>', 2],
    ]);
  });

  it('takes messages to phones as a gateway would, and shows them among the mails', async () => {
    const text = (body: object) => fetch(`${server.mailUi}/texts`, { method: 'POST', body: JSON.stringify(body) });
    const message = { id: 'a1', channel: 'sms', to: '+84901234567', text: 'LanToa: Nhac viec' };
    for (const _ of [1, 2]) expect((await text(message)).status).toBe(202);
    expect((await text({ ...message, to: '0901' })).status).toBe(400);
    expect((await server.mails('+8490')).map(({ from, subject, count }) => [from, subject, count])).toEqual([
      ['sms', '[sms] LanToa: Nhac viec', 2],
    ]);
  });

  it('forgets when asked', async () => {
    await server.forget();
    expect(await server.mails()).toEqual([]);
  });
});
