import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonStyle } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { LockIcon } from '@/components/ui/icons';
import type { PaidPlanId } from '@/lib/catalog/schema';
import { UpgradeLink } from './upgrade-link';

interface UpgradePromptProps {
  /** The cheapest plan that opens what is closed here. */
  plan: PaidPlanId;
  title: string;
  children: ReactNode;
  className?: string;
}

/** Stands where a plan ends, in place of what the next one opens. */
export function UpgradePrompt({ plan, title, children, className }: UpgradePromptProps) {
  return (
    <div className={cn('flex gap-4 rounded border bg-lamp-wash p-5', className)}>
      <LockIcon className="mt-0.5 size-5 shrink-0 text-amber" />
      <div>
        <p className="font-medium">{title}</p>
        <div className="mt-1 text-sm text-soft">{children}</div>
        <div className="mt-4 flex flex-wrap gap-3">
          <UpgradeLink plan={plan} variant="primary" size="sm" />
          <Link href="/pricing" className={buttonStyle({ size: 'sm' })}>
            Compare the plans
          </Link>
        </div>
      </div>
    </div>
  );
}
