import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { Suspense } from 'react';
import { getReader } from '@/app/reader';
import { GuestForm } from '@/components/billing/guest-form';
import { Order } from '@/components/billing/order';
import { planChoiceSchema, type PlanChoice } from '@/components/billing/plan-choice';
import { ActionForm } from '@/components/forms/action-form';
import { ProviderButtons } from '@/components/layout/provider-buttons';
import { QuietHeader } from '@/components/layout/quiet-header';
import { SkipLink } from '@/components/layout/skip-link';
import { Skeleton } from '@/components/ui/skeleton';
import { SubmitButton } from '@/components/ui/submit-button';
import { planById } from '@/lib/catalog/plans';
import type { PlanId } from '@/lib/catalog/schema';
import { payAsGuest, payForPlan } from './actions';

export const metadata: Metadata = { title: 'Buy a plan', robots: { index: false } };

type Props = Pick<PageProps<'/checkout'>, 'searchParams'>;

/** Anybody who chose a plan: signed in, one press from paying; else with or without an account. */
async function Choice({ searchParams }: Props) {
  const [params, reader] = await Promise.all([searchParams, getReader()]);
  const choice = planChoiceSchema.safeParse(params);
  if (!choice.success) redirect('/pricing');
  const subscription = reader?.entitlements.subscription;
  if (subscription?.access === true) {
    return <Subscriber choice={choice.data} current={subscription.plan} />;
  }
  return (
    <>
      <h1 className="headline text-2xl">Buy {planById(choice.data.plan).name}</h1>
      <Order choice={choice.data} />
      {reader === null ? <SignedOut choice={choice.data} /> : <SignedIn choice={choice.data} />}
      <p className="mt-8 text-sm text-faint">
        You pay on a page that Stripe hosts.{' '}
        <Link href="/pricing" className="underline underline-offset-4 hover:text-ink">
          Choose another plan
        </Link>
      </p>
    </>
  );
}

/** Somebody who has a plan changes it; the portal shows what is due before anything is charged. */
function Subscriber({ choice, current }: { choice: PlanChoice; current: PlanId }) {
  const name = planById(choice.plan).name;
  return (
    <>
      <h1 className="headline text-2xl">
        {choice.plan === current ? `${name} is yours already` : `Change to ${name}`}
      </h1>
      <p className="mt-4 text-soft">
        You have {planById(current).name}. Plans are changed in the billing portal, which shows what
        is due before you confirm.
      </p>
      <SignedIn choice={choice} label="Continue to the billing portal" />
    </>
  );
}

interface SignedInProps {
  choice: PlanChoice;
  label?: string;
}

function SignedIn({ choice, label = 'Continue to payment' }: SignedInProps) {
  return (
    <ActionForm action={payForPlan} className="mt-6">
      <input type="hidden" name="plan" value={choice.plan} />
      <input type="hidden" name="interval" value={choice.interval} />
      {choice.back !== undefined && <input type="hidden" name="back" value={choice.back} />}
      <SubmitButton variant="primary" size="lg" className="w-full">
        {label}
      </SubmitButton>
    </ActionForm>
  );
}

function SignedOut({ choice }: { choice: PlanChoice }) {
  return (
    <>
      <section aria-labelledby="with-account" className="mt-10">
        <h2 id="with-account" className="mb-4 text-lg font-medium">
          Sign in and buy
        </h2>
        <ProviderButtons
          callbackUrl={`/checkout?plan=${choice.plan}&interval=${choice.interval}`}
        />
      </section>
      <section aria-labelledby="as-guest" className="mt-10 border-t pt-8">
        <h2 id="as-guest" className="mb-4 text-lg font-medium">
          Or buy as a guest
        </h2>
        <GuestForm action={payAsGuest} choice={choice} />
      </section>
    </>
  );
}

export default function CheckoutPage({ searchParams }: Props) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <QuietHeader />
      <main id="content" className="mx-auto w-full max-w-md flex-1 px-5 pt-8 pb-24">
        <Suspense fallback={<Waiting />}>
          <Choice searchParams={searchParams} />
        </Suspense>
      </main>
    </div>
  );
}

function Waiting() {
  return (
    <div role="status" aria-label="Loading" className="space-y-8">
      <Skeleton className="h-11 w-3/5" />
      <Skeleton className="h-40" />
      <Skeleton className="h-28" />
    </div>
  );
}
