import { describe, expect, it } from 'vitest';
import { verifiedEmailOf } from './verified-email';

describe('verifiedEmailOf', () => {
  it('believes what Google and our GitHub identity vouch for, in lower case', () => {
    expect(verifiedEmailOf({ email: 'Ada@Example.com', email_verified: true })).toBe(
      'ada@example.com',
    );
    expect(verifiedEmailOf({ email: 'ada@example.com', emailVerified: true })).toBe(
      'ada@example.com',
    );
  });

  it.each([
    { email: 'ada@example.com', email_verified: false },
    { email: 'ada@example.com', email_verified: 'true' },
    { email: 'ada@example.com' },
    { email_verified: true },
    undefined,
  ])('does not believe %j', (profile) => {
    expect(verifiedEmailOf(profile)).toBeNull();
  });
});
