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

  it('forgets when asked', async () => {
    await server.forget();
    expect(await server.mails()).toEqual([]);
  });
});
