import type { Metadata } from 'next';
import { Suspense } from 'react';
import { redirectTo } from '@/app/redirect-to';
import { firstParam } from '@/app/search-params';
import { ProviderButtons } from '@/components/layout/provider-buttons';
import { getUser } from '@/lib/auth/queries';
import { toOwnPath } from '@/lib/auth/return-to';
import { appEnv } from '@/lib/env/env';

export const metadata: Metadata = {
  title: 'Sign in',
  description: 'Sign in to Cue with Google or GitHub.',
  alternates: { canonical: '/sign-in' },
};

/** Somebody who is signed in already is sent on to where they were going. */
async function SignInChoices({ searchParams }: Pick<PageProps<'/sign-in'>, 'searchParams'>) {
  const [params, user] = await Promise.all([searchParams, getUser()]);
  const callbackUrl = firstParam(params, 'callbackUrl');
  if (user !== null) redirectTo(toOwnPath(appEnv().NEXTAUTH_URL, callbackUrl, '/workflows'));
  return <ProviderButtons callbackUrl={callbackUrl ?? '/workflows'} />;
}

export default function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  return (
    <>
      <h1 className="headline text-2xl">Sign in to Cue</h1>
      <p className="mt-3 mb-8 text-soft">
        The first time makes your account, on the free plan. No password, and no card.
      </p>
      {/* Until the target is known the forms name none; /auth/* then reads it from the referrer. */}
      <Suspense fallback={<ProviderButtons callbackUrl={null} />}>
        <SignInChoices searchParams={searchParams} />
      </Suspense>
      <p className="mt-8 text-sm text-faint">
        Cue receives your name, your picture and your verified e-mail address, and asks for nothing
        else.
      </p>
    </>
  );
}
