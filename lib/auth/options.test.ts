import { beforeAll, describe, expect, it, vi } from 'vitest';
import { productEnvSchema } from '@/lib/env/schema';
import { createAuthOptions } from './options';

const origin = 'https://app.example.com';

beforeAll(() => {
  for (const name of Object.keys(productEnvSchema.shape)) vi.stubEnv(name, '');
  vi.stubEnv('NEXTAUTH_URL', origin);
  vi.stubEnv('NEXTAUTH_SECRET', 'a-secret-of-at-least-32-characters');
  for (const name of ['GOOGLE', 'GITHUB']) {
    vi.stubEnv(`${name}_CLIENT_ID`, 'x');
    vi.stubEnv(`${name}_CLIENT_SECRET`, 'x');
  }
  vi.stubEnv('SUPABASE_URL', 'http://127.0.0.1:9');
  vi.stubEnv('SUPABASE_PUBLISHABLE_KEY', 'sb_publishable_x');
  vi.stubEnv('SUPABASE_SECRET_KEY', 'sb_secret_x');
  const key = { kty: 'EC', crv: 'P-256', kid: 'k', x: 'x', y: 'y', d: 'd' };
  vi.stubEnv('SUPABASE_SIGNING_KEY', JSON.stringify(key));
});

const user = { id: 'u1', email: 'old@example.com', emailVerified: null };
const signedIn = { user, account: null, profile: { email: 'ada@example.com' } };

describe('a sign-in', () => {
  it('claims purchases of the address that the provider has verified just now', async () => {
    const onSignIn = vi.fn(() => Promise.resolve());
    await createAuthOptions(onSignIn).events?.signIn?.(signedIn);
    expect(onSignIn).toHaveBeenCalledWith({ userId: 'u1', email: 'ada@example.com' });
  });

  it('succeeds although the work after it fails', async () => {
    const onSignIn = () => Promise.reject(new Error('the database is away'));
    await expect(createAuthOptions(onSignIn).events?.signIn?.(signedIn)).resolves.toBeUndefined();
  });

  it('leads to this app only, whatever next-auth is asked for', async () => {
    const { callbacks } = createAuthOptions(() => Promise.resolve());
    const redirect = async (url: string) => callbacks?.redirect?.({ url, baseUrl: origin });
    expect(await redirect('/account')).toBe(`${origin}/account`);
    expect(await redirect(`${origin}.evil.example/`)).toBe(origin);
    expect(await redirect('//evil.example')).toBe(origin);
  });
});
