import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { connection } from 'next/server';
import { Suspense } from 'react';
import { firstParam } from '@/app/search-params';
import { CheckoutNotice } from '@/components/billing/checkout-notice';
import { wayBackSchema } from '@/components/billing/way-back';
import { QuietHeader } from '@/components/layout/quiet-header';
import { SkipLink } from '@/components/layout/skip-link';
import { Skeleton } from '@/components/ui/skeleton';
import { getUser } from '@/lib/auth/queries';
import { completeCheckout } from '@/lib/billing/commands';
import { createBillingDeps } from '@/lib/billing/deps';
import { isAppError } from '@/lib/errors/app-error';

export const metadata: Metadata = { title: 'Your purchase', robots: { index: false } };

type Props = Pick<PageProps<'/billing/success'>, 'searchParams'>;

/** Anybody who comes back from Stripe. Asks Stripe what became of it; the return grants nothing. */
async function Outcome({ searchParams }: Props) {
  // Asked of Stripe each time, never ahead of the request.
  await connection();
  const params = await searchParams;
  const sessionId = firstParam(params, 'session_id');
  if (sessionId === null) redirect('/pricing');
  const user = await getUser();
  const result = await completeCheckout(createBillingDeps(user), sessionId).catch(
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      return error.code === 'not_found' ? ('unknown' as const) : ('unreachable' as const);
    },
  );
  return typeof result === 'string' ? (
    <CheckoutNotice problem={result} />
  ) : (
    <CheckoutNotice
      outcome={result}
      isSignedIn={user !== null}
      back={wayBackSchema.parse(params.back)}
    />
  );
}

export default function BillingSuccessPage({ searchParams }: Props) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <QuietHeader />
      <main id="content" className="grid flex-1 place-items-center px-5 pb-24 sm:px-8">
        <div className="w-full max-w-lg">
          <Suspense fallback={<Waiting />}>
            <Outcome searchParams={searchParams} />
          </Suspense>
        </div>
      </main>
    </div>
  );
}

function Waiting() {
  return (
    <div role="status" className="space-y-5">
      <p className="text-sm text-soft">Asking Stripe what became of your payment</p>
      <Skeleton className="h-14 w-4/5" />
      <Skeleton className="h-16" />
      <Skeleton className="h-10 w-44" />
    </div>
  );
}
