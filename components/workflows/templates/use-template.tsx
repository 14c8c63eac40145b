'use client';

import { UpgradePrompt } from '@/components/billing/upgrade-prompt';
import type { FormAction } from '@/components/forms/form-state';
import { FormProblem } from '@/components/forms/form-problem';
import { useFormAction } from '@/components/forms/use-form-action';
import { SubmitButton } from '@/components/ui/submit-button';
import { paidPlanIdSchema } from '@/lib/catalog/schema';

interface UseTemplateProps {
  action: FormAction;
  id: string;
  name: string;
}

/** One press from a template to a workflow of one's own, which then is open in the editor. */
export function UseTemplate({ action, id, name }: UseTemplateProps) {
  const { state, send, form } = useFormAction(action);
  const upgrade = paidPlanIdSchema.safeParse(state.upgradeTo);
  return (
    <form ref={form} action={send} aria-label={name} className="max-w-full">
      {state.outcome === 'refused' &&
        (upgrade.success ? (
          <UpgradePrompt plan={upgrade.data} title="Your plan is full" className="mb-4">
            {state.message}
          </UpgradePrompt>
        ) : (
          <FormProblem message={state.message} />
        ))}
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="start" value={id} />
      <SubmitButton size="sm" label={`Use template ${name}`}>
        Use template
      </SubmitButton>
    </form>
  );
}
