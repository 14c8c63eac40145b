import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './address';

describe('isPublicAddress', () => {
  it.each([
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fd00::1']],
    ['loopback', ['127.0.0.1', '127.255.255.254', '::1']],
    ['link-local', ['169.254.0.1', 'fe80::1', 'fe80::1%eth0']],
    [
      'metadata',
      ['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16', '192.0.0.192'],
    ],
    ['carrier-grade NAT', ['100.64.0.1', '100.127.255.255']],
    ['multicast', ['224.0.0.1', '239.255.255.255', 'ff02::1']],
    ['unspecified', ['0.0.0.0', '0.1.2.3', '::']],
    [
      'broadcast and reserved',
      ['255.255.255.255', '240.0.0.1', '192.0.2.1', '198.18.0.1', '203.0.113.9'],
    ],
    ['documentation in IPv6', ['2001:db8::1', '3fff::1']],
    ['IPv4-mapped', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8']],
    ['IPv4-compatible', ['::127.0.0.1', '::7f00:1', '::8.8.8.8']],
    ['NAT64', ['64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::a00:1']],
    ['6to4 and Teredo', ['2002:7f00:1::', '2002:808:808::1', '2001::1']],
    ['site-local, discard, unassigned', ['fec0::1', '100::1', '4000::1', '5f00::1']],
    ['no addresses', ['', 'example.com', '1.2.3.4.5', '1.2.3.4/8']],
  ])('refuses %s', (_, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it('lets pass what is public', () => {
    const addresses = [
      '8.8.8.8',
      '1.1.1.1',
      '172.15.0.1',
      '172.32.0.1',
      '100.63.0.1',
      '2606:4700::1111',
    ];
    expect(addresses.filter(isPublicAddress)).toEqual(addresses);
  });

  it('no private IPv4 address passes in any IPv6 dress', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const inside = fc.oneof(
      fc.tuple(fc.constant(10), octet, octet, octet),
      fc.tuple(fc.constant(127), octet, octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
    );
    const dress = fc.constantFrom('', '::', '::ffff:', '::ffff:0:', '64:ff9b::', '64:ff9b:1::');
    fc.assert(
      fc.property(inside, dress, (octets, prefix) => !isPublicAddress(prefix + octets.join('.'))),
    );
  });
});
