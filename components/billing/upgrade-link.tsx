'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { buttonStyle, type ButtonStyle } from '@/components/ui/button';
import { planById } from '@/lib/catalog/plans';
import type { PaidPlanId } from '@/lib/catalog/schema';

interface UpgradeLinkProps extends ButtonStyle {
  plan: PaidPlanId;
}

/** To the checkout of a plan, and from there back to the page on which it stands. */
export function UpgradeLink({ plan, ...look }: UpgradeLinkProps) {
  const path = usePathname();
  const search = useSearchParams().toString();
  const back = search === '' ? path : `${path}?${search}`;
  return (
    <Link href={{ pathname: '/checkout', query: { plan, back } }} className={buttonStyle(look)}>
      Upgrade to {planById(plan).name}
    </Link>
  );
}
