import { describe, expect, it } from 'vitest';
import { redact, redactText, toKeepable } from './redact';
import { Secrets } from './secrets';

describe('redact', () => {
  it.each([
    'sk_live_abcdefgh1234',
    'rk_test_abcdefgh1234',
    'whsec_abcdefgh1234',
    'SG.abcdefghijklmnop.abcdefghijklmnop',
    'AKIAIOSFODNN7EXAMPLE',
    'ghp_abcdefghijklmnopqrstuvwxyz',
    'Bearer abcdefgh.ijklmnop',
    'Basic YWRhOmh1bnRlcjI=',
    'eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl',
    '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----',
  ])('leaves nothing of %s', (key) => {
    expect(redactText(`before ${key} after`)).toBe('before [redacted] after');
  });

  it('replaces what is known to be secret, wherever it stands', () => {
    const value = { deep: [{ note: 'the word is hunter2!' }], hunter2: 1 };
    expect(redact(value, new Secrets(['hunter2'])).shown).toEqual({
      deep: [{ note: 'the word is [redacted]!' }],
      '[redacted]': 1,
    });
  });

  it('replaces fields that are named like a secret, however they are written', () => {
    const value = { 'API-Key': 'x', clientSecret: 'x', access_token: 'x', 'set-cookie': 'x' };
    expect(Object.values(redact(value).shown as object)).toEqual(Array(4).fill('[redacted]'));
  });

  it('replaces every text below such a name, and a value beside it', () => {
    const value = {
      token: { value: 'opaque-1', parts: ['opaque-2'], expiresIn: 60 },
      headers: [
        { name: 'X-Api-Key', value: 'opaque-3' },
        { name: 'Accept', value: 'text/html' },
      ],
    };
    const { shown, found } = redact(value);
    expect(JSON.stringify(shown)).not.toContain('opaque');
    expect(shown).toMatchObject({
      token: { expiresIn: 60 },
      headers: [{}, { value: 'text/html' }],
    });
    expect([...found].sort()).toEqual(['opaque-1', 'opaque-2', 'opaque-3']);
  });

  it.each([
    'access_token=[redacted]&scope=repo',
    '{"refresh_token": "[redacted]"}',
    'https://example.com/?api_key=[redacted]#top',
  ])('replaces what stands in text behind a name: %s', (shown) => {
    expect(redactText(shown.replace('[redacted]', 'opaque-1'))).toBe(shown);
  });

  it('leaves everything else as it is', () => {
    const value = {
      name: 'Ada',
      tokens: 12,
      token: 7,
      secretary: 'Bob',
      password: '',
      list: [null, true, 1.5],
      id: 'cus_abcdefgh12345678',
    };
    expect(redact(value, new Secrets(['no', '']))).toEqual({
      shown: value,
      isWhole: true,
      found: new Set(),
    });
  });

  it('replaces what the database cannot hold', () => {
    expect(toKeepable({ 'a\u0000': ['\ud800x', 'y\u0000'] })).toEqual({
      'a\ufffd': ['\ufffdx', 'y\ufffd'],
    });
  });
});
