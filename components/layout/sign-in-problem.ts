import type { SignInError } from '@/lib/auth/schema';

export interface SignInProblem {
  title: string;
  /** What happened and what is safe. */
  happened: string;
  /** What to do now. */
  next: string;
}

const nothingChanged = 'Nothing was created and nothing was changed.';

const interrupted: SignInProblem = {
  title: 'The sign-in was interrupted',
  happened: `The answer that came back was incomplete or too old. ${nothingChanged}`,
  next: 'Start again below. If it happens every time, allow cookies for this page.',
};

const problems: Record<SignInError, SignInProblem> = {
  AccessDenied: {
    title: 'You did not let us in',
    happened: `The consent page was declined, so Cue learned nothing about you. ${nothingChanged}`,
    next: 'If that was a slip, choose again below.',
  },
  EmailNotVerified: {
    title: 'That e-mail address is not verified',
    happened: `The provider does not vouch for your address yet. Plans and purchases belong to an address, so Cue accepts only verified ones. ${nothingChanged}`,
    next: 'Verify the address with the provider and come back, or use the other one.',
  },
  OAuthAccountNotLinked: {
    title: 'Use the other button',
    happened:
      'An account with this e-mail address exists already, and it signs in with the other provider. It is unchanged and safe.',
    next: 'If you just used Google, continue with GitHub. If you used GitHub, continue with Google.',
  },
  OAuthSignin: {
    title: 'The provider could not be reached',
    happened: `The sign-in did not start. ${nothingChanged}`,
    next: 'Try again in a moment, or use the other provider.',
  },
  OAuthCallback: interrupted,
  Callback: interrupted,
  OAuthCreateAccount: {
    title: 'Your account could not be made',
    happened: 'The provider let you in, but saving your account failed. Nothing was charged.',
    next: 'Try again in a moment.',
  },
  Configuration: {
    title: 'Sign-in is not set up correctly',
    happened: `This is a fault on our side. ${nothingChanged}`,
    next: 'Whoever runs this Cue finds the reason in its log and with "npm run doctor".',
  },
  RateLimited: {
    title: 'Too many sign-ins at once',
    happened: `Cue slows down after many attempts from one place. ${nothingChanged}`,
    next: 'Wait a minute, then try again.',
  },
};

const unknown: SignInProblem = {
  title: 'That did not work',
  happened: `The sign-in ended for a reason that we do not know. ${nothingChanged}`,
  next: 'Try again below.',
};

/** @param error value of `error` in the address; anything at all, or nothing */
export function signInProblem(error: string | null): SignInProblem {
  const known: Readonly<Record<string, SignInProblem>> = problems;
  return (error !== null && Object.hasOwn(known, error) ? known[error] : undefined) ?? unknown;
}
