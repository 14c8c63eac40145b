'use client';

import type { FormAction } from '@/components/forms/form-state';
import { FormProblem } from '@/components/forms/form-problem';
import { TextField } from '@/components/forms/text-field';
import { useFormAction } from '@/components/forms/use-form-action';
import { SubmitButton } from '@/components/ui/submit-button';
import { deletionPhrase } from './deletion-phrase';

/** Deletes the account, once its phrase was typed. Opens without script, as `details`. */
export function DeleteAccount({ action }: { action: FormAction }) {
  const { state, send, form, firstRefused } = useFormAction(action);
  return (
    <details className="group" open={state.outcome === 'refused' || undefined}>
      <summary className="inline-flex h-10 list-none items-center rounded border border-edge bg-sheet px-4 text-sm font-medium text-red hover:bg-risk-wash [&::-webkit-details-marker]:hidden">
        Delete account
      </summary>
      <form
        ref={form}
        action={send}
        noValidate
        aria-label="Delete account"
        className="mt-4 rounded border border-risk bg-sheet p-5"
      >
        {state.outcome === 'refused' && firstRefused === null && (
          <FormProblem message={state.message} />
        )}
        <p className="mb-5 text-sm text-soft">
          Your subscription ends at once, without a refund for the rest of the period. Profile,
          sign-ins and workflows are deleted for good. Invoices and payments are kept, as tax law
          asks.
        </p>
        <TextField
          label={`Type "${deletionPhrase}"`}
          name="confirmation"
          required
          autoComplete="off"
          state={state}
          isFirstRefused={firstRefused === 'confirmation'}
        />
        <SubmitButton variant="danger" className="mt-5">
          Delete my account for good
        </SubmitButton>
      </form>
    </details>
  );
}
