import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createClient } from '@supabase/supabase-js';
import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { createAdminFixture } from '@/lib/admin/admin-fixture';
import { setUpApp } from '@/lib/api/app-fixture';
import type { Database } from '@/lib/db/database.types';
import { config, proxy } from '@/proxy';
import { judgeVisitor } from './gate';

const app = setUpApp();
const fixture = createAdminFixture(app);

const ask = (address: string, cookie = '') =>
  proxy(new NextRequest(`${app.origin}${address}`, { headers: { cookie } }));
const visit = async (path: string, cookie = '') =>
  (await ask(path, cookie)).headers.get('location');
/** Where the request is answered from, when not from the page it asked for. */
const shownInstead = async (address: string, cookie: string) => {
  const rewritten = (await ask(address, cookie)).headers.get('x-middleware-rewrite');
  return rewritten === null ? null : new URL(rewritten).pathname;
};

/** An address that no page has; what is not there is answered with 404. */
const nowhere = '/_nowhere';
/** An address of every page of the console. */
const pages = readdirSync(path.resolve('app/(admin)/admin'), { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'page.tsx')
  .map((file) => path.posix.join('/admin', path.dirname(file).replaceAll('[id]', 'x_1')));

describe('proxy', () => {
  it('sends people without a session to sign in, and remembers where they were going', async () => {
    expect(await visit('/workflows/1?tab=code')).toBe(
      `${app.origin}/sign-in?callbackUrl=%2Fworkflows%2F1%3Ftab%3Dcode`,
    );
  });

  it('lets everybody through who has a session cookie, whole or in pieces', async () => {
    for (const name of ['next-auth.session-token', '__Secure-next-auth.session-token.0']) {
      expect(await visit('/account', `${name}=x`)).toBeNull();
    }
  });

  it('takes no other cookie for a session', async () => {
    expect(await visit('/account', 'next-auth.csrf-token=x')).not.toBeNull();
    expect(await visit('/account', 'xnext-auth.session-token=x')).not.toBeNull();
  });
});

describe('proxy before the console', () => {
  it('sends a cookie that is no session of ours to sign in', async () => {
    const forged = await visit('/admin/customers?q=a', 'next-auth.session-token=x');
    expect(forged).toBe(`${app.origin}/sign-in?callbackUrl=%2Fadmin%2Fcustomers%3Fq%3Da`);
  });

  it('shows whoever is signed in without a role what does not exist, whichever page he asks for', async () => {
    const { cookie } = await app.addPerson();
    expect(pages.length).toBeGreaterThan(20);
    for (const page of [...pages, '/admin/none']) {
      expect(await shownInstead(page, cookie), page).toBe(nowhere);
    }
    expect(await shownInstead('/account', cookie)).toBeNull();
  });

  it('lets operators of every role through, until the role is gone', async () => {
    for (const role of ['admin', 'support'] as const) {
      const { id, cookie } = await fixture.addMember(role);
      expect(await shownInstead('/admin', cookie), role).toBeNull();
      await app.database.query('delete from admin.members where user_id = $1', [id]);
      expect(await shownInstead('/admin', cookie), role).toBe(nowhere);
    }
  });

  it('leaves it to the page when the role cannot be read, and to sign-in when nobody has one', async () => {
    const { cookie } = await fixture.addMember('admin');
    // Nobody listens on the port of the discard protocol.
    const down = createClient<Database>('http://127.0.0.1:9', 'none');
    expect(await judgeVisitor(down, cookie)).toBe('unknown');
    expect(await judgeVisitor(down, null)).toBe('stranger');
  });

  it('stands before every page of it', () => {
    expect(config.matcher).toContain('/admin/:path*');
  });
});
