import { describe, expect, it } from 'vitest';
import { redact } from './redact';

describe('redact', () => {
  it.each([
    ['a key of ours', `cue_admin_${'a'.repeat(43)}`],
    ['a key of Stripe', 'sk_test_51Habc and rk_live_abc'],
    ['a webhook secret', 'whsec_abcdef'],
    ['a bearer token', 'Bearer abc.def-ghi'],
    ['a JSON web token', 'eyJhbGciOi.eyJzdWIi.sig-nature'],
    ['a card number, spaced or not', '4242 4242 4242 4242 or 4242424242424242'],
  ])('takes out %s in the middle of a text', (_what, secret) => {
    const text = String(redact({ note: `before ${secret} after` }).note);
    for (const word of secret.split(/ and | or | /).filter((each) => each.length > 6)) {
      expect(text).not.toContain(word);
    }
    expect(text).toMatch(/^before .*after$/);
  });

  it('takes out whatever a secret’s name stands before, however deep', () => {
    const input = {
      name: 'x',
      a: [{ password: 'hunter2', clientSecret: 'hunter2' }],
      token: ['hunter2'],
    };
    expect(JSON.stringify(redact(input))).not.toContain('hunter2');
  });

  it('keeps ids, amounts, addresses and lookup keys, which say what was done', () => {
    const input = {
      id: 'prod_92jEPZzGajUjx7',
      unit_amount: 4000,
      email: 'ada@example.com',
      lookup_key: 'pro_monthly',
      active: false,
      expires_at: '2027-01-31T12:00:00Z',
    };
    expect(redact(input)).toEqual(input);
  });

  it('keeps what is endless short', () => {
    const deep: Record<string, unknown> = {};
    deep.self = deep;
    const text = JSON.stringify(
      redact({ long: 'x'.repeat(100_000), list: Array(9999).fill(1), deep }),
    );
    expect(text.length).toBeLessThan(2000);
  });

  it.each([null, undefined, 'text', 7, [1]])('is nothing for what is no object: %s', (input) => {
    expect(redact(input)).toEqual({});
  });
});
