import type { Metadata, ResolvingMetadata } from 'next';
import { Suspense } from 'react';
import { openGraphFor } from '@/app/open-graph';
import { getReaderIfReachable } from '@/app/reader';
import { siteUrl } from '@/app/site-url';
import { Comparison } from '@/components/billing/comparison';
import { IntervalSwitch } from '@/components/billing/interval-switch';
import { PlanButton } from '@/components/billing/plan-button';
import { PlanCard } from '@/components/billing/plan-card';
import { PlanMark } from '@/components/billing/plan-mark';
import { Questions } from '@/components/billing/questions';
import { ActionForm } from '@/components/forms/action-form';
import { JsonLd } from '@/components/layout/json-ld';
import { plans } from '@/lib/catalog/plans';
import type { Plan } from '@/lib/catalog/schema';
import { choosePlan } from './actions';

const description =
  'Free, Basic, Pro and Enterprise: what each plan of Cue holds and what it costs.';

export async function generateMetadata(
  _props: unknown,
  parent: ResolvingMetadata,
): Promise<Metadata> {
  const images = (await parent).openGraph?.images ?? [];
  return {
    title: 'Pricing',
    description,
    alternates: { canonical: '/pricing' },
    openGraph: { ...openGraphFor('/pricing', 'What Cue costs', description), images },
  };
}

/** Signed in: the button that fits the plan which the reader has. */
async function ReadersButton({ plan }: { plan: Plan }) {
  const reader = await getReaderIfReachable();
  return (
    <PlanButton
      plan={plan}
      current={reader?.entitlements.plan ?? null}
      isSubscriber={reader?.entitlements.subscription?.access ?? false}
    />
  );
}

async function ReadersMark({ plan }: { plan: Plan }) {
  const reader = await getReaderIfReachable();
  return reader?.entitlements.plan === plan.id ? <PlanMark /> : null;
}

export default function PricingPage() {
  return (
    <div className="mx-auto max-w-6xl px-5 py-16 sm:px-8 sm:py-24">
      <ActionForm action={choosePlan} className="group/pricing" label="Choose a plan">
        <div className="flex flex-wrap items-end justify-between gap-8">
          <div className="max-w-xl">
            <h1 className="headline text-[clamp(2.5rem,7vw,4rem)] leading-[1.04]">
              Plans that grow with you
            </h1>
            <p className="mt-5 text-lg text-soft">
              Start with three workflows for nothing. Pay when you keep more, or want to take them
              elsewhere.
            </p>
          </div>
          <IntervalSwitch />
        </div>
        <ul className="mt-12 grid gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-2 lg:grid-cols-4">
          {plans.map((plan) => (
            <PlanCard
              key={plan.id}
              plan={plan}
              mark={
                <Suspense fallback={null}>
                  <ReadersMark plan={plan} />
                </Suspense>
              }
              action={
                <Suspense fallback={<PlanButton plan={plan} current={null} isSubscriber={false} />}>
                  <ReadersButton plan={plan} />
                </Suspense>
              }
            />
          ))}
        </ul>
      </ActionForm>
      {/* Laid out when it comes near, so that its fixed-width face does not compete for the start. */}
      <section
        aria-labelledby="comparison"
        className="mt-24 [contain-intrinsic-size:auto_44rem] [content-visibility:auto] sm:mt-32"
      >
        <h2 id="comparison" className="mb-6 headline text-2xl">
          Side by side
        </h2>
        <Comparison />
      </section>
      <div className="mt-24 sm:mt-32">
        <Questions />
      </div>
      <JsonLd data={productData(siteUrl())} />
    </div>
  );
}

function productData(origin: URL): Readonly<Record<string, unknown>> {
  return {
    '@type': 'SoftwareApplication',
    name: 'Cue',
    applicationCategory: 'BusinessApplication',
    operatingSystem: 'Any',
    url: origin.href,
    offers: plans.flatMap((plan) =>
      plan.prices.map((price) => ({
        '@type': 'Offer',
        name: `${plan.name}, ${price.interval === 'month' ? 'monthly' : 'yearly'}`,
        price: (price.amountMinor / 100).toFixed(2),
        priceCurrency: price.currency.toUpperCase(),
        url: new URL('/pricing', origin).href,
      })),
    ),
  };
}
