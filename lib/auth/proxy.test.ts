import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { proxy } from '@/proxy';

const origin = 'https://app.example.com';
const visit = (path: string, cookie = '') =>
  proxy(new NextRequest(`${origin}${path}`, { headers: { cookie } })).headers.get('location');

describe('proxy', () => {
  it('sends people without a session to sign in, and remembers where they were going', () => {
    expect(visit('/workflows/1?tab=code')).toBe(
      `${origin}/sign-in?callbackUrl=%2Fworkflows%2F1%3Ftab%3Dcode`,
    );
  });

  it('lets everybody through who has a session cookie, whole or in pieces', () => {
    for (const name of ['next-auth.session-token', '__Secure-next-auth.session-token.0']) {
      expect(visit('/account', `${name}=x`)).toBeNull();
    }
  });

  it('takes no other cookie for a session', () => {
    expect(visit('/account', 'next-auth.csrf-token=x')).not.toBeNull();
    expect(visit('/account', 'xnext-auth.session-token=x')).not.toBeNull();
  });
});
