import 'server-only';
import type { NextAuthOptions } from 'next-auth';
import { appEnv, authEnv } from '@/lib/env/env';
import { log } from '@/lib/errors/log';
import { createAuthAdapter } from './adapter';
import { createGithubProvider, createGoogleProvider } from './providers';
import { toOwnUrl } from './return-to';
import { verifiedEmailOf } from './verified-email';

interface VerifiedSignIn {
  userId: string;
  /** The address that the provider has verified, in lower case. */
  email: string;
}

/** Runs at every sign-in; when it fails the person is signed in all the same. */
export type OnSignIn = (signIn: VerifiedSignIn) => Promise<unknown>;

export const authPages = { signIn: '/sign-in', error: '/sign-in/error' } as const;

const SESSION_SECONDS = 30 * 24 * 60 * 60;

const logger: NonNullable<NextAuthOptions['logger']> = {
  error: (code, metadata) => {
    const err = metadata instanceof Error ? metadata : metadata.error;
    // Somebody changed his mind at the provider; that is his right and no fault.
    if (err instanceof Error && err.message === 'access_denied') return;
    log.error({ code, err }, 'sign-in failed');
  },
  warn: (code) => log.warn({ code }, 'sign-in warning'),
  debug: () => undefined,
};

async function runOnSignIn(onSignIn: OnSignIn, signIn: VerifiedSignIn): Promise<void> {
  try {
    await onSignIn(signIn);
  } catch (err) {
    log.error(
      { err, userId: signIn.userId },
      'work after the sign-in failed; tried again at the next',
    );
  }
}

/** next-auth's options; a function, because the environment is read at the first request. */
export function createAuthOptions(onSignIn: OnSignIn): NextAuthOptions {
  const origin = appEnv().NEXTAUTH_URL;
  return {
    secret: authEnv().NEXTAUTH_SECRET,
    adapter: createAuthAdapter(),
    providers: [createGoogleProvider(), createGithubProvider()],
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: authPages,
    logger,
    callbacks: {
      // A provider's unverified address would let its owner take over purchases and accounts that
      // belong to the real owner of the mailbox.
      signIn: ({ profile }) =>
        verifiedEmailOf(profile) !== null || `${authPages.error}?error=EmailNotVerified`,
      redirect: ({ url }) => toOwnUrl(origin, url)?.href ?? origin,
    },
    events: {
      signIn: async ({ user, profile }) => {
        // `signIn` above let only verified addresses through; this is the same one.
        if (profile?.email) await runOnSignIn(onSignIn, { userId: user.id, email: profile.email });
      },
    },
  };
}
