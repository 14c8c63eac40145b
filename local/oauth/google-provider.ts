import { exportJWK, generateKeyPair } from 'jose';
import {
  Provider,
  interactionPolicy,
  type Account,
  type Configuration,
  type JWK,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { createGoogleStore } from './google-store';
import { splitName, stableId, type Person } from './people';
import { problemDocument } from './problem';
import type { ProviderState } from './state';
import { pageHeaders } from '../kit/page/security';

interface GoogleProviderOptions {
  issuer: string;
  clientId: string;
  clientSecret: string;
  redirectUris: readonly string[];
  state: ProviderState;
}

/** Google's ids are 21 digits long; products store them as text. */
export function googleSub(person: Person): string {
  return stableId('google', person.email, 21);
}

/** Signing keys from the state file; made once, so that a restart does not invalidate id_tokens. */
export async function ensureKeys(state: ProviderState): Promise<void> {
  if (state.keys.length > 0) return;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = `local-google-${Date.now().toString(36)}`;
  state.setKeys([{ ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }]);
}

/**
 * The certified `oidc-provider`, set up to look like Google to a client: Google's paths, claims in
 * the id_token, S256 only, no consent page, and no session: every sign-in asks who it is.
 */
export function createGoogleProvider(options: GoogleProviderOptions): Provider {
  const { issuer, state } = options;
  return new Provider(issuer, {
    ...protocol,
    adapter: createGoogleStore(),
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        client_name: 'Cue',
        redirect_uris: [...options.redirectUris],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: state.keys.map(toJwk) },
    cookies: {
      keys: [state.cookieSecret],
      // Cookies on 127.0.0.1 are shared by every port: the names must not clash.
      names: {
        interaction: 'local_google_signin',
        resume: 'local_google_resume',
        session: 'local_google_session',
      },
      long: { httpOnly: true, sameSite: 'lax', overwrite: true },
      short: { httpOnly: true, sameSite: 'lax', overwrite: true },
    },
    findAccount: (_ctx, sub) => {
      const person = state.find((known) => googleSub(known) === sub);
      return person === undefined ? undefined : toAccount(person, issuer);
    },
  });
}

/** Everything that is the same for every start: what Google's provider offers, and where. */
const protocol: Configuration = {
  clientAuthMethods: ['client_secret_post'],
  responseTypes: ['code'],
  scopes: ['openid', 'email', 'profile'],
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['name', 'given_name', 'family_name', 'picture'],
  },
  // Google puts the profile into the id_token, and next-auth reads it there.
  conformIdTokenClaims: false,
  routes: {
    authorization: '/o/oauth2/v2/auth',
    token: '/token',
    userinfo: '/v1/userinfo',
    jwks: '/oauth2/v3/certs',
  },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    dPoP: { enabled: false },
    resourceIndicators: { enabled: false },
  },
  pkce: { required: () => false }, // Like Google: optional, but checked once a challenge was sent.
  allowOmittingSingleRegisteredRedirectUri: false,
  expiresWithSession: () => false,
  ttl: {
    AuthorizationCode: 60,
    AccessToken: 3600,
    IdToken: 3600,
    Interaction: 1800,
    Grant: 3600,
    Session: 1800,
  },
  interactions: {
    policy: createPolicy(),
    url: (_ctx, interaction) => `/signin/${interaction.uid}`,
  },
  loadExistingGrant: grantWhatWasAsked,
  renderError: (ctx, out) => {
    ctx.type = 'html';
    ctx.set(pageHeaders());
    ctx.body = errorPage(out.error, out.error_description);
  },
};

/** Asks who signs in every time, and lets `prompt=select_account` and `consent` pass as Google does. */
function createPolicy(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }));
  return policy;
}

async function grantWhatWasAsked(ctx: KoaContextWithOIDC) {
  const { client, session, provider, requestParamScopes } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope([...requestParamScopes].join(' '));
  await grant.save();
  return grant;
}

function toAccount(person: Person, issuer: string): Account {
  const sub = googleSub(person);
  const { givenName, familyName } = splitName(person.name);
  return {
    accountId: sub,
    claims: () => ({
      sub,
      email: person.email,
      email_verified: person.emailVerified,
      name: person.name,
      given_name: givenName,
      ...(familyName === '' ? {} : { family_name: familyName }),
      picture: `${issuer}/avatar/${sub}.svg`,
    }),
  };
}

function toJwk(key: Readonly<Record<string, unknown>>): JWK {
  if (typeof key.kty !== 'string') throw new Error('A signing key in the state file has no "kty".');
  return { ...key, kty: key.kty };
}

const advices: Readonly<Record<string, string>> = {
  invalid_client:
    'The product sent a client id that this provider does not know. Compare GOOGLE_CLIENT_ID in .env.local with the one the local stack was started with.',
  invalid_redirect_uri:
    'The product asked to be called back at an address that is not registered. Compare NEXTAUTH_URL with the address the product runs at.',
};

function errorPage(code: string, description: string | undefined): string {
  const title =
    code === 'invalid_client'
      ? 'This client is not known'
      : code === 'invalid_redirect_uri'
        ? 'The redirect address does not match'
        : 'This sign-in cannot go on';
  return problemDocument({
    standIn: 'google',
    title,
    code,
    advice: advices[code] ?? description ?? 'The request was not understood.',
  });
}
