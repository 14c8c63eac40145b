import 'server-only';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import Google, { type GoogleProfile } from 'next-auth/providers/google';
import { authEnv } from '@/lib/env/env';
import { AppError } from '@/lib/errors/app-error';
import { fetchGithubIdentity, type GithubIdentity } from './github-profile';

const client = { token_endpoint_auth_method: 'client_secret_post' } as const;

export function createGoogleProvider(): OAuthConfig<GoogleProfile> {
  const env = authEnv();
  return Google({
    clientId: env.GOOGLE_CLIENT_ID,
    clientSecret: env.GOOGLE_CLIENT_SECRET,
    wellKnown: `${env.GOOGLE_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
    checks: ['pkce', 'state', 'nonce'],
    client,
    authorization: { params: { scope: 'openid email profile', prompt: 'select_account' } },
  });
}

/** GitHub, written out: its ready-made provider would ask api.github.com for the address itself. */
export function createGithubProvider(): OAuthConfig<GithubIdentity> {
  const env = authEnv();
  const web = env.GITHUB_URL.replace(/\/$/, '');
  return {
    id: 'github',
    name: 'GitHub',
    type: 'oauth',
    issuer: `${web}/login/oauth`,
    clientId: env.GITHUB_CLIENT_ID,
    clientSecret: env.GITHUB_CLIENT_SECRET,
    client,
    checks: ['pkce', 'state'],
    authorization: {
      url: `${web}/login/oauth/authorize`,
      params: { scope: 'read:user user:email' },
    },
    token: `${web}/login/oauth/access_token`,
    userinfo: {
      request: async ({ tokens }) => {
        if (tokens.access_token === undefined) {
          throw new AppError('provider_failed', { detail: 'GitHub sent no access token.' });
        }
        const identity = await fetchGithubIdentity(env.GITHUB_API_URL, tokens.access_token);
        // next-auth's Profile knows no null; an absent address is refused at the next step.
        const { email, image, ...rest } = identity;
        return { ...rest, ...(email !== null && { email }), ...(image !== null && { image }) };
      },
    },
    profile: (identity) => ({
      id: identity.id,
      name: identity.name,
      email: identity.email,
      image: identity.image,
    }),
  };
}
