import fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { inOrder } from './faults';
import { signatureHeader } from './signature';

describe('signature', () => {
  const { webhooks } = new Stripe('sk_test_x');
  const now = Math.floor(Date.now() / 1000);

  it('is accepted by the real SDK, for any body', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const body = JSON.stringify({ object: 'event', text });
        const header = signatureHeader(body, 'whsec_s', now);
        expect(webhooks.constructEvent(body, header, 'whsec_s')).toMatchObject({ text });
      }),
    );
  });

  it('does not fit another body, another secret or an old time', () => {
    const header = signatureHeader('{"object":"event"}', 'whsec_s', now);
    const old = signatureHeader('{"object":"event"}', 'whsec_s', now - 3600);
    expect(() => webhooks.constructEvent('{"object":"other"}', header, 'whsec_s')).toThrow();
    expect(() => webhooks.constructEvent('{"object":"event"}', header, 'whsec_t')).toThrow();
    expect(() => webhooks.constructEvent('{"object":"event"}', old, 'whsec_s')).toThrow(
      'tolerance',
    );
  });
});

describe('release order', () => {
  it('loses and invents nothing, and repeats for the same seed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.string(), (items, seed) => {
        const shuffled = inOrder(items, 'shuffled', seed);
        expect([...shuffled].sort()).toEqual([...items].sort());
        expect(inOrder(items, 'shuffled', seed)).toEqual(shuffled);
        expect(inOrder(inOrder(items, 'reversed', seed), 'reversed', seed)).toEqual(items);
      }),
    );
  });
});
