import { UpgradePrompt } from '@/components/billing/upgrade-prompt';
import { Button, buttonStyle } from '@/components/ui/button';
import { DownloadIcon, LockIcon } from '@/components/ui/icons';
import { featureLabels, planUnlocking } from '@/lib/catalog/plans';
import { paidPlanIdSchema, type Feature } from '@/lib/catalog/schema';

interface ExportPanelProps {
  feature: Extract<Feature, 'export' | 'bulk_export'>;
  isUnlocked: boolean;
  /** The download's address. The server decides again whether the plan includes it. */
  href: string;
  label: string;
}

/** A download, or where the plan ends a lock and what would open it. */
export function ExportPanel({ feature, isUnlocked, href, label }: ExportPanelProps) {
  if (isUnlocked) {
    return (
      <a href={href} download className={buttonStyle()}>
        <DownloadIcon className="size-[18px]" />
        {label}
      </a>
    );
  }
  const plan = planUnlocking(feature);
  return (
    <div className="space-y-4">
      <Button disabled>
        <LockIcon className="size-[18px]" />
        {label}
      </Button>
      <UpgradePrompt
        plan={paidPlanIdSchema.parse(plan.id)}
        title={`${featureLabels[feature].name}: part of ${plan.name}`}
      >
        {featureLabels[feature].summary}
      </UpgradePrompt>
    </div>
  );
}
