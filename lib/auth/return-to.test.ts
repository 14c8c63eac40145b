import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callbackOfReferrer, toOwnPath, toOwnUrl } from './return-to';

const origin = 'https://app.example.com';

describe('toOwnUrl', () => {
  it.each(['/account', '/account?tab=plan#card', `${origin}/account`, origin])(
    'accepts %s, which stays in this app',
    (value) => {
      expect(toOwnUrl(origin, value)?.origin).toBe(origin);
    },
  );

  it.each([
    'https://evil.example/account',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'https://app.example.com.evil.example/',
    'https://app.example.com@evil.example/',
    'https://me@app.example.com/',
    'http://app.example.com/account',
    'https://app.example.com:8443/account',
    'javascript:alert(1)',
    'data:text/html,x',
    'account',
    '',
    ' /account',
  ])('refuses %j, which does not', (value) => {
    expect(toOwnUrl(origin, value)).toBeNull();
  });

  it('never leads a browser anywhere else, whatever is asked', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      ':',
      '@',
      '?',
      '#',
      'evil.example',
      'https',
      '\t',
      '%2f',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const url = toOwnUrl(origin, pieces.join(''));
        if (url !== null) expect(new URL(url.href).origin).toBe(origin);
      }),
    );
  });

  it('leaves the placeholder that Stripe fills in as it is', () => {
    const value = '/billing/success?session_id={CHECKOUT_SESSION_ID}';
    expect(toOwnUrl(origin, value)?.href).toBe(`${origin}${value}`);
  });
});

describe('toOwnPath', () => {
  it('falls back where the wish leads out of the app', () => {
    expect(toOwnPath(origin, 'https://evil.example/', '/workflows')).toBe('/workflows');
    expect(toOwnPath(origin, null, '/workflows')).toBe('/workflows');
  });

  it('keeps path, query and fragment of a wish that stays', () => {
    expect(toOwnPath(origin, `${origin}/a?b=c#d`, '/')).toBe('/a?b=c#d');
  });
});

describe('callbackOfReferrer', () => {
  const page = '/sign-in?callbackUrl=%2Faccount';
  it('reads the target from a sign-in page of ours', () => {
    expect(callbackOfReferrer('https://app.test', `https://app.test${page}`)).toBe('/account');
  });

  it('believes no page of anybody else', () => {
    expect(callbackOfReferrer('https://app.test', `https://evil.test${page}`)).toBeNull();
    expect(callbackOfReferrer('https://app.test', null)).toBeNull();
  });
});
