import { Gate } from '@/components/billing/gate';
import { ActionForm } from '@/components/forms/action-form';
import type { FormAction } from '@/components/forms/form-state';
import { CopyIcon } from '@/components/ui/icons';
import { SubmitButton } from '@/components/ui/submit-button';

interface DuplicatePanelProps {
  action: FormAction;
  id: string;
  isUnlocked: boolean;
}

/** Copies a workflow, or says which plan would. */
export function DuplicatePanel({ action, id, isUnlocked }: DuplicatePanelProps) {
  if (!isUnlocked) return <Gate feature="duplicate" label="Duplicate workflow" />;
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
