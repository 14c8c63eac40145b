import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createFetchBrowser } from '../kit/fetch-browser';
import { mara, redirectUri, GoogleFlow } from './google-flow';

let google: GoogleFlow;
beforeEach(async () => {
  google = new GoogleFlow();
  await google.start();
});
afterEach(() => google.stop());

describe('the configuration', () => {
  test('names this server as issuer and offers what next-auth needs', async () => {
    const discovery = await google.discover();
    expect(discovery.issuer).toBe(google.url);
    expect(discovery.code_challenge_methods_supported).toEqual(['S256']);
    expect(discovery.token_endpoint_auth_methods_supported).toEqual(['client_secret_post']);
  });

  test('is refused under a foreign host name, so a rebound name reads nothing', async () => {
    const { port } = new URL(google.url);
    const { request } = await import('node:http');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(
        { host: '127.0.0.1', port, path: '/', headers: { host: 'evil.example' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });
});

describe('a sign-in', () => {
  test('ends at the product with state and code, and gives a verifiable id_token', async () => {
    const visit = await google.signIn(mara, { nonce: 'nonce-1' });
    const back = new URL(visit.url);
    expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
    expect(back.searchParams.get('state')).toBe('state-1');

    const { payload, alg } = await google.claimsOf(mara, { nonce: 'nonce-1' });
    expect(alg).toBe('RS256');
    expect(payload).toMatchObject({
      email: 'mara.lindqvist@example.com',
      email_verified: true,
      name: 'Mara Lindqvist',
      given_name: 'Mara',
      family_name: 'Lindqvist',
      nonce: 'nonce-1',
    });
    expect(payload.sub).toMatch(/^\d{21}$/);
  });

  test('has a picture that this server draws', async () => {
    const { payload } = await google.claimsOf(mara);
    const picture = await fetch(z.string().parse(payload.picture));
    expect(picture.headers.get('content-type')).toBe('image/svg+xml');
    expect(await picture.text()).toContain('>ML</text>');
  });

  test('answers the same claims at userinfo', async () => {
    const { payload, accessToken } = await google.claimsOf(mara);
    const response = await google.userinfo(accessToken);
    expect(await response.json()).toMatchObject({ sub: payload.sub, email: payload.email });
  });

  test('asks who it is every time, also right after another sign-in', async () => {
    const browser = createFetchBrowser(google.url);
    const first = await browser.open(await google.authorizeUrl());
    expect((await browser.submit(first.url, mara)).status).toBe(0);
    const second = await browser.open(await google.authorizeUrl());
    expect(second.text).toContain('Choose who signs in');
    const other = { action: 'pick', person: 'theo.okafor@example.com' };
    expect((await browser.submit(second.url, other)).url).toContain('code=');
  });

  test('may ask for the account chooser by name, as next-auth configurations do', async () => {
    expect(await google.codeFor(mara, { prompt: 'select_account' })).not.toBe('');
    expect(await google.codeFor(mara, { prompt: 'consent', access_type: 'offline' })).not.toBe('');
  });

  test('that is denied comes back as access_denied with its state', async () => {
    const back = new URL((await google.signIn({ action: 'deny' })).url);
    expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('state')).toBe('state-1');
  });

  test('of the demo person with an unverified e-mail says so', async () => {
    const { payload } = await google.claimsOf({
      action: 'pick',
      person: 'noor.haddad@example.com',
    });
    expect(payload.email_verified).toBe(false);
  });
});

describe('a person typed in', () => {
  test('gets the typed address, name and verification, and is offered again', async () => {
    const kim = { action: 'new', email: 'Kim.Lee@example.com', name: 'Kim Lee' };
    const { payload } = await google.claimsOf(kim);
    expect(payload).toMatchObject({ email: kim.email, name: 'Kim Lee', email_verified: false });

    const picker = await createFetchBrowser(google.url).open(await google.authorizeUrl());
    expect(picker.text).toContain('Kim.Lee@example.com');
    const again = await google.claimsOf({
      ...kim,
      email: 'kim.lee@example.com',
      email_verified: 'on',
    });
    expect(again.payload.sub).toBe(payload.sub);
    expect(again.payload.email_verified).toBe(true);
  });

  test('with a broken address sees the form again, nothing lost', async () => {
    const visit = await google.signIn({ action: 'new', email: 'kim@', name: '<b>Kim</b>' });
    expect(visit.status).toBe(422);
    expect(visit.text).toContain('Enter a complete e-mail address');
    expect(visit.text).toContain('value="&lt;b&gt;Kim&lt;/b&gt;"');
  });
});

describe('a restart', () => {
  test('keeps ids, typed-in people and the signing key', async () => {
    const kim = { action: 'new', email: 'kim@example.com', name: 'Kim', email_verified: 'on' };
    const before = await google.claimsOf(kim);
    await google.restart({ wiped: false });
    const after = await google.claimsOf({ action: 'pick', person: 'kim@example.com' });
    expect(after.payload.sub).toBe(before.payload.sub);
    expect(after.kid).toBe(before.kid);
  });

  test('after the state was wiped still gives everybody the same id', async () => {
    const before = await google.claimsOf(mara);
    await google.restart({ wiped: true });
    expect((await google.claimsOf(mara)).payload.sub).toBe(before.payload.sub);
  });
});

describe('a wrong request', () => {
  test.each([
    ['unknown client', { client_id: 'somebody-else' }, 'This client is not known'],
    [
      'unregistered redirect address',
      { redirect_uri: `${redirectUri}/more` },
      'The redirect address does not match',
    ],
    ['missing redirect address', { redirect_uri: undefined }, 'This sign-in cannot go on'],
  ])('with an %s shows a page and never redirects', async (_name, changes, title) => {
    const visit = await createFetchBrowser(google.url).open(await google.authorizeUrl(changes));
    expect(new URL(visit.url).origin).toBe(google.url);
    expect(visit.status).toBe(400);
    expect(visit.text).toContain(title);
  });

  test('with a plain challenge is sent back as invalid_request', async () => {
    const visit = await createFetchBrowser(google.url).open(
      await google.authorizeUrl({ code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }),
    );
    expect(new URL(visit.url).searchParams.get('error')).toBe('invalid_request');
  });

  test('from another site cannot choose a person', async () => {
    const browser = createFetchBrowser(google.url);
    const picker = await browser.open(await google.authorizeUrl());
    const response = await fetch(picker.url, {
      method: 'POST',
      body: new URLSearchParams(mara),
      headers: { origin: 'http://localhost:3000' },
    });
    expect(response.status).toBe(403);
  });

  test('to a sign-in that has ended explains itself', async () => {
    const response = await fetch(`${google.url}/signin/unknown`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('This sign-in has ended');
  });
});
