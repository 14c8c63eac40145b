'use client';

import { UpgradePrompt } from '@/components/billing/upgrade-prompt';
import type { FormAction } from '@/components/forms/form-state';
import { FormSummary } from '@/components/forms/form-summary';
import { TextAreaField } from '@/components/forms/text-area-field';
import { useFormAction } from '@/components/forms/use-form-action';
import { SubmitButton } from '@/components/ui/submit-button';
import { paidPlanIdSchema } from '@/lib/catalog/schema';

interface RunFormProps {
  action: FormAction;
  workflowId: string;
  /** What the trigger usually hands over, to begin with. */
  sample: string;
  /** False where only a dry run is possible. */
  isReady: boolean;
}

/** Starts a run by hand, with what would have started it. */
export function RunForm({ action, workflowId, sample, isReady }: RunFormProps) {
  const { state, send, form, firstRefused } = useFormAction(action);
  const upgrade = paidPlanIdSchema.safeParse(state.upgradeTo);
  return (
    <form ref={form} action={send} noValidate aria-label="Run">
      {upgrade.success ? (
        <UpgradePrompt plan={upgrade.data} title="Your plan has no room for it" className="mb-6">
          {state.message} Nothing was started.
        </UpgradePrompt>
      ) : (
        <FormSummary state={state} labels={{ input: 'Input' }} />
      )}
      <input type="hidden" name="id" value={workflowId} />
      <TextAreaField
        label="Input"
        name="input"
        rows={6}
        state={state}
        initial={sample}
        isFirstRefused={firstRefused === 'input'}
        spellCheck={false}
        help="JSON. The steps read it as trigger; what you see is an example."
        inputClassName="font-mono text-xs"
      />
      <div className="mt-5 flex flex-wrap gap-3">
        {isReady && <SubmitButton variant="primary">Run workflow</SubmitButton>}
        <SubmitButton name="dryRun" value="yes" variant={isReady ? 'secondary' : 'primary'}>
          Dry run
        </SubmitButton>
      </div>
      <p className="mt-3 text-sm text-faint">
        A dry run decides and computes, sends nothing and does not wait: each action gives an
        example of its answer.
      </p>
    </form>
  );
}
