import { BlockList, isIP } from 'node:net';

// Not addresses of the public internet (IANA special-purpose registries): a call there could reach what stands behind our own walls.
const v4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
  '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
]; // prettier-ignore
// Of IPv6 only 2000::/3 is public; within it Teredo, ORCHID, documentation and 6to4 are not, nor is NAT64 outside it.
const v6 = ['::/3', '4000::/2', '8000::/1', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

// One list a family: a list of both takes every IPv4 address for an IPv6 one of `::ffff:0:0/96`.
const listed = (ranges: string[], family: 'ipv4' | 'ipv6') => {
  const list = new BlockList();
  for (const range of ranges) {
    const [network, length] = range.split('/') as [string, string];
    list.addSubnet(network, Number(length), family);
  }
  return list;
};
const blocked = { ipv4: listed(v4, 'ipv4'), ipv6: listed(v6, 'ipv6') };

/** Loopback, link-local, private and every other address that is not on the public internet. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const family = { 4: 'ipv4', 6: 'ipv6' }[isIP(bare) as 4 | 6] as 'ipv4' | 'ipv6' | undefined;
  return !family || blocked[family].check(bare, family);
}
