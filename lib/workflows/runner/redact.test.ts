import { describe, expect, it } from 'vitest';
import { redact, redactText } from './redact';

describe('redact', () => {
  it.each([
    'sk_live_abcdefgh1234',
    'rk_test_abcdefgh1234',
    'whsec_abcdefgh1234',
    'SG.abcdefghijklmnop.abcdefghijklmnop',
    'AKIAIOSFODNN7EXAMPLE',
    'ghp_abcdefghijklmnopqrstuvwxyz',
    'Bearer abcdefgh.ijklmnop',
    'eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl',
    '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----',
  ])('leaves nothing of %s', (key) => {
    expect(redactText(`before ${key} after`)).toBe('before [redacted] after');
  });

  it('replaces what is known to be secret, wherever it stands', () => {
    const value = { deep: [{ note: 'the word is hunter2!' }], hunter2: 1 };
    expect(redact(value, ['hunter2'])).toEqual({
      deep: [{ note: 'the word is [redacted]!' }],
      '[redacted]': 1,
    });
  });

  it('replaces fields that are named like a secret, however they are written', () => {
    const value = { 'API-Key': 'x', clientSecret: 'x', access_token: 'x', 'set-cookie': 'x' };
    expect(Object.values(redact(value) as object)).toEqual(Array(4).fill('[redacted]'));
  });

  it('leaves everything else as it is', () => {
    const value = {
      name: 'Ada',
      tokens: 12,
      secretary: 'Bob',
      password: '',
      list: [null, true, 1.5],
      id: 'cus_abcdefgh12345678',
    };
    expect(redact(value, ['no', ''])).toEqual(value);
  });

  it('replaces what the database cannot hold', () => {
    expect(redact({ 'a\u0000': ['\ud800x', 'y\u0000'] })).toEqual({
      'a\ufffd': ['\ufffdx', 'y\ufffd'],
    });
  });
});
