import 'server-only';
import { importJWK, SignJWT } from 'jose';
import type { SigningKey } from '@/lib/env/schema';

const LIFETIME_SECONDS = 300;

/**
 * Signs the token with which Supabase's API knows a user: ES256, five minutes, role
 * `authenticated`, subject the user's id. It never leaves the server.
 *
 * @param key private signing key; its public half is registered with Supabase under the same kid
 * @param userId the subject; `auth.uid()` in policies
 * @see https://supabase.com/docs/guides/auth/signing-keys
 */
export async function signUserToken(key: SigningKey, userId: string): Promise<string> {
  const privateKey = await importJWK(
    { kty: key.kty, crv: key.crv, x: key.x, y: key.y, d: key.d },
    'ES256',
  );
  return new SignJWT({ role: 'authenticated' })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'JWT' })
    .setSubject(userId)
    .setAudience('authenticated')
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME_SECONDS}s`)
    .sign(privateKey);
}
