import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mara, tokenSchema, GoogleFlow } from './google-flow';

let google: GoogleFlow;
beforeEach(async () => {
  google = new GoogleFlow();
  await google.start();
});
afterEach(async () => {
  vi.useRealTimers();
  await google.stop();
});

describe('the token endpoint', () => {
  test('refuses a wrong secret', async () => {
    const code = await google.codeFor(mara);
    const response = await google.redeem(code, { client_secret: 'wrong' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: 'invalid_client' });
  });

  test('takes a code once, and a second use ends what the first had gained', async () => {
    const code = await google.codeFor(mara);
    const tokens = tokenSchema.parse(await (await google.redeem(code)).json());
    const again = await google.redeem(code);
    expect(again.status).toBe(400);
    expect(await again.json()).toMatchObject({ error: 'invalid_grant' });
    const userinfo = await google.userinfo(tokens.access_token);
    expect(userinfo.status).toBe(401);
  });

  test('refuses a code after a minute', async () => {
    const code = await google.codeFor(mara);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    expect((await google.redeem(code)).status).toBe(400);
  });

  test('refuses another redirect address than the one the code was issued for', async () => {
    const code = await google.codeFor(mara);
    expect((await google.redeem(code, { redirect_uri: 'http://localhost:3000/' })).status).toBe(
      400,
    );
  });

  test('checks the PKCE verifier', async () => {
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    const missing = await google.codeFor(mara, pkce);
    expect((await google.redeem(missing)).status).toBe(400);
    const wrong = await google.codeFor(mara, pkce);
    expect((await google.redeem(wrong, { code_verifier: 'x'.repeat(43) })).status).toBe(400);
    const right = await google.codeFor(mara, pkce);
    expect((await google.redeem(right, { code_verifier: verifier })).status).toBe(200);
  });
});
