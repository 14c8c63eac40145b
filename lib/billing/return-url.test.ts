import { describe, expect, it } from 'vitest';
import { requireReturnUrl, returnPaths } from './return-url';

const origin = 'https://app.example.com';
const ask = (asked?: string) => requireReturnUrl(origin, asked, 'success_url', returnPaths.portal);

describe('requireReturnUrl', () => {
  it('makes paths and URLs of this app absolute', () => {
    expect(ask('/a?b=c')).toBe(`${origin}/a?b=c`);
    expect(ask(`${origin}/a`)).toBe(`${origin}/a`);
    expect(ask()).toBe(`${origin}/account`);
  });

  it('leaves the session’s placeholder for Stripe to fill in', () => {
    expect(ask(returnPaths.checkoutSuccess)).toContain('{CHECKOUT_SESSION_ID}');
  });

  it('names the field that leads out of the app', () => {
    expect(() => ask('https://evil.example/')).toThrow(
      expect.objectContaining({
        code: 'invalid_fields',
        fields: [expect.objectContaining({ path: 'success_url' })],
      }),
    );
  });
});
