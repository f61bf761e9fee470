import { readBounce } from './read-bounce.js';

const delivery = '0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b';
const report = ({ to = `bounces+${delivery}@lantoa.example`, action = 'failed', status = '5.1.1' } = {}) =>
  [
    'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'This is the mail system. Your message could not be delivered.',
    '',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; mau@xa.example',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 <mau@xa.example>: Recipient address',
    '    rejected: User unknown',
    '',
    '--b1',
    'Content-Type: text/rfc822-headers',
    '',
    'From: LanToa <lantoa@lantoa.example>',
    `Message-ID: <${delivery}@lantoa.example>`,
    'Subject: Nhac viec',
    '',
    '--b1--',
    '',
  ].join('\r\n');

describe('libs/notices/bounces - what a mail system says of a letter it could not deliver', () => {
  it('which letter, that it was given up, and why', async () => {
    expect(await readBounce(report())).toEqual({
      deliveryId: delivery,
      messageId: `<${delivery}@lantoa.example>`,
      failed: true,
      status: '5.1.1',
      reason: '550 5.1.1 <mau@xa.example>: Recipient address rejected: User unknown',
    });
  });

  it('a return path that names no letter: found by the Message-ID of what came back', async () => {
    expect(await readBounce(report({ to: 'bounces@lantoa.example' }))).toMatchObject({
      deliveryId: null,
      messageId: `<${delivery}@lantoa.example>`,
    });
  });

  it('still trying', async () => {
    expect(await readBounce(report({ action: 'delayed', status: '4.4.1' }))).toMatchObject({ failed: false, status: '4.4.1' });
  });

  it.each(['', 'Subject: Out of office\r\n\r\nI am away.', 'not a mail at all', '\0\0\0'])('%j is no report', async (raw) => {
    expect(await readBounce(raw)).toBeNull();
  });
});
