import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Plan, PlanId } from '@/lib/catalog/schema';

interface PlanButtonProps {
  plan: Plan;
  /** The reader's plan; null when signed out (or not known yet). */
  current: PlanId | null;
  /** A subscriber changes the plan in the portal instead of buying another one. */
  isSubscriber: boolean;
}

/** What a reader can do about a plan. Submits `plan`; stands inside the pricing page's form. */
export function PlanButton({ plan, current, isSubscriber }: PlanButtonProps) {
  if (plan.productId === null) return <FreePlanButton current={current} />;
  const label =
    plan.id === current
      ? 'Manage billing'
      : isSubscriber
        ? `Change to ${plan.name}`
        : `Choose ${plan.name}`;
  return (
    <SubmitButton
      name="plan"
      value={plan.id}
      variant={plan.id === 'pro' && !isSubscriber ? 'primary' : 'secondary'}
      className="w-full"
    >
      {label}
    </SubmitButton>
  );
}

function FreePlanButton({ current }: { current: PlanId | null }) {
  const style = buttonStyle({ className: 'w-full' });
  if (current === null) {
    return (
      <Link href="/sign-in" className={style}>
        Start free
      </Link>
    );
  }
  return (
    <Link href="/workflows" className={style}>
      Open your workflows
    </Link>
  );
}
