import { z } from 'zod';

export const providerIdSchema = z.enum(['google', 'github']);
export type ProviderId = z.infer<typeof providerIdSchema>;

export const providerNames: Record<ProviderId, string> = { google: 'Google', github: 'GitHub' };

/**
 * Why a sign-in failed, as it stands in `/sign-in/error?error=...`. Most are next-auth's own words;
 * `EmailNotVerified` and `RateLimited` are ours.
 */
export type SignInError =
  | 'EmailNotVerified'
  | 'RateLimited'
  | 'OAuthAccountNotLinked'
  | 'AccessDenied'
  | 'OAuthSignin'
  | 'OAuthCallback'
  | 'OAuthCreateAccount'
  | 'Callback'
  | 'Configuration';

/** What the session cookie says about its owner. */
export const sessionUserSchema = z.object({
  id: z.string().min(1),
  email: z.email(),
  name: z.string().nullable(),
  image: z.string().nullable(),
});
export type SessionUser = z.infer<typeof sessionUserSchema>;
