import { UpgradePrompt } from '@/components/billing/upgrade-prompt';
import { ActionForm } from '@/components/forms/action-form';
import type { FormAction } from '@/components/forms/form-state';
import { Button } from '@/components/ui/button';
import { CopyIcon, LockIcon } from '@/components/ui/icons';
import { SubmitButton } from '@/components/ui/submit-button';
import { featureLabels, planUnlocking } from '@/lib/catalog/plans';
import { paidPlanIdSchema } from '@/lib/catalog/schema';

interface DuplicatePanelProps {
  action: FormAction;
  id: string;
  isUnlocked: boolean;
}

/** Copies a workflow, or says which plan would. */
export function DuplicatePanel({ action, id, isUnlocked }: DuplicatePanelProps) {
  if (isUnlocked) {
    return (
      <ActionForm action={action} label="Duplicate workflow">
        <input type="hidden" name="id" value={id} />
        <SubmitButton>
          <CopyIcon className="size-[18px]" />
          Duplicate workflow
        </SubmitButton>
      </ActionForm>
    );
  }
  const plan = planUnlocking('duplicate');
  return (
    <div className="space-y-4">
      <Button disabled>
        <LockIcon className="size-[18px]" />
        Duplicate workflow
      </Button>
      <UpgradePrompt
        plan={paidPlanIdSchema.parse(plan.id)}
        title={`${featureLabels.duplicate.name}: part of ${plan.name}`}
      >
        {featureLabels.duplicate.summary}
      </UpgradePrompt>
    </div>
  );
}
