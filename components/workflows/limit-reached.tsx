import Link from 'next/link';
import { UpgradePrompt } from '@/components/billing/upgrade-prompt';
import { buttonStyle } from '@/components/ui/button';
import { plans } from '@/lib/catalog/plans';
import { paidPlanIdSchema } from '@/lib/catalog/schema';

/** In place of the form for a new workflow, when the plan keeps no more. */
export function LimitReached({ used, limit }: { used: number; limit: number }) {
  const next = paidPlanIdSchema.safeParse(
    plans.find(({ limits }) => limits.workflows === null || limits.workflows > used)?.id,
  );
  const text = `Your plan keeps ${limit} workflows and you have ${used}. Delete one, or choose a plan with more room. Nothing that you have is touched.`;
  return (
    <div className="max-w-2xl">
      {next.success ? (
        <UpgradePrompt plan={next.data} title="Your plan is full">
          {text}
        </UpgradePrompt>
      ) : (
        <p>{text}</p>
      )}
      <Link href="/workflows" className={buttonStyle({ className: 'mt-6' })}>
        Back to your workflows
      </Link>
    </div>
  );
}
