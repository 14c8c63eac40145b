import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientAddress } from './rate-limit';

const from = (forwarded: string, proxies?: number) =>
  clientAddress(new Headers({ 'x-forwarded-for': forwarded }), proxies);

test('the address is what the outermost of our proxies saw', () => {
  expect(from('203.0.113.1')).toBe('203.0.113.1');
  expect(from('203.0.113.1, 198.51.100.7', 2)).toBe('203.0.113.1');
  // The first proxy was left out: nobody else can have written the entry.
  expect(from('203.0.113.1', 2)).toBe('203.0.113.1');
  expect(clientAddress(new Headers())).toBe('unknown');
});

test('what a client says that it is changes nothing, behind one proxy or several', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('evil')), { maxLength: 4 }),
      fc.ipV4(),
      fc.array(fc.ipV4(), { maxLength: 2 }),
      (said, seen, proxies) => {
        const forwarded = [...said, seen, ...proxies].join(', ');
        expect(from(forwarded, proxies.length + 1)).toBe(seen);
      },
    ),
  );
});

test('of an IPv6 address the network counts: its owner has 18 trillion of them', () => {
  expect(from('2001:db8:1:2:aaaa::1')).toBe(from('2001:DB8:1:2::ffff'));
  expect(from('2001:db8:1:2::1')).not.toBe(from('2001:db8:1:3::1'));
});

test('an IPv4 address is one however it is written', () => {
  expect(from('::ffff:203.0.113.1')).toBe('203.0.113.1');
});
