import { describe, expect, it } from 'vitest';
import { toErrorPage } from './handler';

const origin = 'https://app.example.com';
const page = (error: string) => `${origin}/sign-in/error?error=${error}`;

describe('toErrorPage', () => {
  it('sends every failure that next-auth shows elsewhere to our one page', () => {
    const failures = [
      `${origin}/api/auth/error?error=OAuthAccountNotLinked`,
      `${origin}/api/auth/signin?error=OAuthAccountNotLinked`,
      `/sign-in?callbackUrl=%2F&error=OAuthAccountNotLinked`,
    ];
    for (const failure of failures) {
      expect(toErrorPage(failure, origin, false)).toBe(page('OAuthAccountNotLinked'));
    }
  });

  it('calls a consent that the person denied by its name', () => {
    expect(toErrorPage(`${origin}/api/auth/error?error=Callback`, origin, true)).toBe(
      page('AccessDenied'),
    );
  });

  it('leaves every other redirect alone', () => {
    const others = ['https://accounts.google.com/o/oauth2?error=x', `${origin}/account?error=x`];
    for (const other of others) expect(toErrorPage(other, origin, false)).toBe(other);
  });
});
