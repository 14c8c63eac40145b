import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { createFetchBrowser, type Visit } from '../kit/fetch-browser';
import { startGoogle, type IdentityProvider } from './google';

export const redirectUri = 'http://localhost:3000/api/auth/callback/google';
const clientId = 'cue.apps.example';
const clientSecret = 'a-secret-of-some-length-0123456789';

/** The demo person that most tests pick. */
export const mara = { action: 'pick', person: 'mara.lindqvist@example.com' };

const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  userinfo_endpoint: z.string(),
  jwks_uri: z.string(),
  code_challenge_methods_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: z.array(z.string()),
});
type Discovery = z.infer<typeof discoverySchema>;

/** What the token endpoint answers to a redeemed code. */
export const tokenSchema = z.object({ access_token: z.string(), id_token: z.string() });

type Changes = Readonly<Record<string, string | undefined>>;

interface SignedIn {
  payload: JWTPayload;
  alg: string;
  kid: string | undefined;
  accessToken: string;
}

/** A local Google in a folder of its own, and the steps a client takes against it. */
export class GoogleFlow {
  readonly #stateFile = path.join(mkdtempSync(path.join(tmpdir(), 'google-')), 'google.json');
  #google: IdentityProvider | null = null;

  get url(): string {
    if (this.#google === null) throw new Error('The local Google is not started.');
    return this.#google.url;
  }

  async start(): Promise<void> {
    const stateFile = this.#stateFile;
    this.#google = await startGoogle({
      port: 0,
      clientId,
      clientSecret,
      redirectUris: [redirectUri],
      stateFile,
    });
  }

  async restart({ wiped }: { wiped: boolean }): Promise<void> {
    await this.#google?.close();
    if (wiped) rmSync(this.#stateFile);
    await this.start();
  }

  async stop(): Promise<void> {
    await this.#google?.close();
    rmSync(path.dirname(this.#stateFile), { recursive: true });
  }

  async discover(): Promise<Discovery> {
    const response = await fetch(`${this.url}/.well-known/openid-configuration`);
    return discoverySchema.parse(await response.json());
  }

  /** The address a client would send the browser to; undefined removes a parameter. */
  async authorizeUrl(changes: Changes = {}): Promise<string> {
    const url = new URL((await this.discover()).authorization_endpoint);
    const params: Changes = {
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid email profile',
      state: 'state-1',
      ...changes,
    };
    for (const [name, value] of Object.entries(params)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    return url.href;
  }

  /** Opens the picker in a fresh browser and answers it. */
  async signIn(fields: Record<string, string>, changes?: Changes): Promise<Visit> {
    const browser = createFetchBrowser(this.url);
    const picker = await browser.open(await this.authorizeUrl(changes));
    if (picker.status !== 200) throw new Error(`No picker but ${picker.status}: ${picker.text}`);
    return browser.submit(picker.url, fields);
  }

  async codeFor(fields: Record<string, string>, changes?: Changes): Promise<string> {
    const visit = await this.signIn(fields, changes);
    return new URL(visit.url).searchParams.get('code') ?? '';
  }

  async redeem(code: string, changes: Record<string, string> = {}): Promise<Response> {
    return fetch((await this.discover()).token_endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uri: redirectUri,
        code,
        ...changes,
      }),
    });
  }

  /** A whole sign-in up to the verified id_token. */
  async claimsOf(fields: Record<string, string>, changes?: Changes): Promise<SignedIn> {
    const response = await this.redeem(await this.codeFor(fields, changes));
    const tokens = tokenSchema.parse(await response.json());
    const { issuer, jwks_uri } = await this.discover();
    const { payload, protectedHeader } = await jwtVerify(
      tokens.id_token,
      createRemoteJWKSet(new URL(jwks_uri)),
      { issuer, audience: clientId },
    );
    const { alg, kid } = protectedHeader;
    return { payload, alg, kid, accessToken: tokens.access_token };
  }

  async userinfo(accessToken: string): Promise<Response> {
    const { userinfo_endpoint } = await this.discover();
    return fetch(userinfo_endpoint, { headers: { authorization: `Bearer ${accessToken}` } });
  }
}
