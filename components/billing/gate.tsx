import { Button } from '@/components/ui/button';
import { LockIcon } from '@/components/ui/icons';
import { featureLabels, planUnlocking } from '@/lib/catalog/plans';
import { paidPlanIdSchema, type Feature } from '@/lib/catalog/schema';
import { UpgradeLink } from './upgrade-link';

/** In place of a feature that the plan does not include: its button, locked, and what opens it. */
export function Gate({ feature, label }: { feature: Feature; label: string }) {
  const plan = planUnlocking(feature);
  const { name, summary } = featureLabels[feature];
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-4 rounded border border-dashed bg-sheet p-4 sm:p-5">
      <Button disabled>
        <LockIcon className="size-[18px]" />
        {label}
      </Button>
      <p className="min-w-48 flex-1 text-sm">
        <span className="block font-medium">
          {name}: part of {plan.name}
        </span>
        <span className="text-soft">{summary}</span>
      </p>
      <UpgradeLink plan={paidPlanIdSchema.parse(plan.id)} size="sm" />
    </div>
  );
}
