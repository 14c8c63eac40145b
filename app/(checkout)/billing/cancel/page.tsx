import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { NoticePage } from '@/components/layout/notice-page';
import { planChoiceSchema } from '@/components/billing/plan-choice';
import { toLinkParts } from '@/components/billing/way-back';
import { buttonStyle } from '@/components/ui/button';
import { planById } from '@/lib/catalog/plans';

export const metadata: Metadata = { title: 'Nothing was charged', robots: { index: false } };

async function TryAgain({ searchParams }: Pick<PageProps<'/billing/cancel'>, 'searchParams'>) {
  const choice = planChoiceSchema.safeParse(await searchParams);
  if (!choice.success) return null;
  const { plan, back } = choice.data;
  return (
    <>
      <Link
        href={{ pathname: '/checkout', query: choice.data }}
        className={buttonStyle({ variant: 'primary' })}
      >
        Go on with {planById(plan).name}
      </Link>
      {back !== undefined && (
        <Link href={toLinkParts(back)} className={buttonStyle()}>
          Back to where you were
        </Link>
      )}
    </>
  );
}

export default function BillingCancelPage({ searchParams }: PageProps<'/billing/cancel'>) {
  return (
    <NoticePage
      sign="Checkout left"
      tone="off"
      title="Nothing was charged"
      text={<p>You left before paying. Your plan is what it was, and your card was not touched.</p>}
    >
      <Suspense fallback={null}>
        <TryAgain searchParams={searchParams} />
      </Suspense>
      <Link href="/pricing" className={buttonStyle()}>
        See the plans
      </Link>
    </NoticePage>
  );
}
