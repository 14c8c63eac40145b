import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';

const githubUserSchema = z.object({
  id: z.number().int(),
  login: z.string(),
  name: z.string().nullish(),
  avatar_url: z.string().nullish(),
});

const githubEmailsSchema = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
);

export interface GithubIdentity {
  id: string;
  name: string;
  image: string | null;
  /** The primary address; null when GitHub tells none. */
  email: string | null;
  emailVerified: boolean;
}

async function getJson(url: string, accessToken: string): Promise<unknown> {
  const response = await fetch(url, {
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${accessToken}`,
      // GitHub refuses requests that do not say who asks.
      'user-agent': 'cue',
    },
    signal: AbortSignal.timeout(10_000),
    cache: 'no-store',
  });
  if (!response.ok) {
    throw new AppError('provider_failed', { detail: `GitHub answered ${response.status}.` });
  }
  return response.json();
}

/**
 * Who an access token belongs to. The address comes from `/user/emails` and never from the public
 * profile: only that list says which address is primary and whether GitHub has verified it.
 *
 * @param apiUrl base of GitHub's API, such as `https://api.github.com`
 * @see https://docs.github.com/en/rest/users/emails#list-email-addresses-for-the-authenticated-user
 */
export async function fetchGithubIdentity(
  apiUrl: string,
  accessToken: string,
): Promise<GithubIdentity> {
  const base = apiUrl.replace(/\/$/, '');
  const [rawUser, rawEmails] = await Promise.all([
    getJson(`${base}/user`, accessToken),
    getJson(`${base}/user/emails`, accessToken),
  ]);
  const user = githubUserSchema.parse(rawUser);
  const primary = githubEmailsSchema.parse(rawEmails).find((each) => each.primary);
  return {
    id: String(user.id),
    name: user.name ?? user.login,
    image: user.avatar_url ?? null,
    email: primary?.email.toLowerCase() ?? null,
    emailVerified: primary?.verified ?? false,
  };
}
