import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { signUserToken } from './user-token';

describe('signUserToken', () => {
  it('is accepted by the public key and names the user for at most five minutes', async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(pair.privateKey);
    const part = z.string();
    const key = {
      kty: 'EC' as const,
      crv: 'P-256' as const,
      kid: 'k1',
      x: part.parse(jwk.x),
      y: part.parse(jwk.y),
      d: part.parse(jwk.d),
    };
    const token = await signUserToken(key, 'f6a4');
    const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1' }] });
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      algorithms: ['ES256'],
      audience: 'authenticated',
    });
    expect(protectedHeader.kid).toBe('k1');
    expect(payload).toMatchObject({ sub: 'f6a4', role: 'authenticated' });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
  });
});
