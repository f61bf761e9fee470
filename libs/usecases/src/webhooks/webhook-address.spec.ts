import { isPrivateAddress } from './private-address.js';
import { webhookAddressFaults } from './webhook-address.js';

describe('libs/usecases/webhooks - where a webhook may lead', () => {
  it.each([
    '127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '198.18.0.1',
    '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:127.0.0.1',
    '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', '[::1]', 'localhost', '',
  ])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true)); // prettier-ignore

  it.each(['8.8.8.8', '172.32.0.1', '203.113.1.1', '100.128.0.1', '2606:4700::1111', '[2a00:1450:4001::200e]'])(
    '%s is public',
    (address) => expect(isPrivateAddress(address)).toBe(false),
  );

  it.each([
    ['https://system.example/hook', true, true],
    ['http://system.example/hook', false, false],
    ['https://127.0.0.1/hook', false, true],
    ['http://127.0.0.1:8080/hook', false, true],
    ['https://127.1/', false, true],
    ['https://0x7f000001/', false, true],
    ['https://2130706433/', false, true],
    ['https://[::1]/', false, true],
    ['https://[::ffff:127.0.0.1]/', false, true],
    ['https://localhost/', false, true],
    ['https://localhost./', false, true],
    ['https://a.LOCALHOST/', false, true],
    ['https://printer/', false, true],
    ['https://intranet.tinh.internal/', false, true],
    ['https://169.254.169.254/latest/meta-data', false, true],
    ['https://user:secret@system.example/', false, false],
    ['https://system.example/#part', false, false],
    ['ftp://system.example/', false, false],
    ['javascript:alert(1)', false, false],
    ['https://system.example/\r\nX-Other: 1', false, false],
    ['https://system.example/\thook', false, false],
    [' https://system.example/hook', false, false],
    ['system.example', false, false],
    ['', false, false],
  ])('%s: usable %s, where private addresses are allowed %s', (url, plain, allowed) => {
    expect([webhookAddressFaults(url, false).length === 0, webhookAddressFaults(url, true).length === 0]).toEqual([
      plain,
      allowed,
    ]);
  });
});
