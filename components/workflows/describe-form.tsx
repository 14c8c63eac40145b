'use client';

import Link from 'next/link';
import { UpgradePrompt } from '@/components/billing/upgrade-prompt';
import type { FormAction } from '@/components/forms/form-state';
import { FormSummary } from '@/components/forms/form-summary';
import { TextAreaField } from '@/components/forms/text-area-field';
import { useFormAction } from '@/components/forms/use-form-action';
import { SubmitButton } from '@/components/ui/submit-button';
import { paidPlanIdSchema } from '@/lib/catalog/schema';

const labels = { words: 'Say it in words' } as const;

/** A new workflow out of words: it is drawn and opened; what had no place in it is told first. */
export function DescribeForm({ action }: { action: FormAction }) {
  const { state, send, form, firstRefused } = useFormAction(action);
  const upgrade = paidPlanIdSchema.safeParse(state.upgradeTo);
  const isLimit = state.code === 'plan_limit' && upgrade.success;
  return (
    <form ref={form} action={send} noValidate aria-label="From words" className="max-w-2xl">
      {isLimit ? (
        <UpgradePrompt plan={upgrade.data} title="Your plan is full" className="mb-6">
          {state.message} What you typed is still here.
        </UpgradePrompt>
      ) : (
        <FormSummary state={state} labels={labels} />
      )}
      {state.outcome === 'done' && (
        <p role="status" className="mb-6 rounded border border-edge bg-lamp-wash px-4 py-3 text-sm">
          {state.message}{' '}
          <Link href="/workflows" className="underline">
            Open it from your workflows
          </Link>
        </p>
      )}
      <TextAreaField
        label={labels.words}
        name="words"
        required
        maxLength={2000}
        state={state}
        isFirstRefused={firstRefused === 'words'}
        help="For example: When a payment fails, wait two days, then mail the customer and tell our webhook."
      />
      <SubmitButton variant="primary" className="mt-5">
        Draw the workflow
      </SubmitButton>
    </form>
  );
}
