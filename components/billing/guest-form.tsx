'use client';

import { FormProblem } from '@/components/forms/form-problem';
import type { FormAction } from '@/components/forms/form-state';
import { TextField } from '@/components/forms/text-field';
import { useFormAction } from '@/components/forms/use-form-action';
import { SubmitButton } from '@/components/ui/submit-button';
import type { PlanChoice } from './plan-choice';

/** Buys without an account. */
export function GuestForm({ action, choice }: { action: FormAction; choice: PlanChoice }) {
  const { state, send, form, firstRefused } = useFormAction(action);
  return (
    <form ref={form} action={send} noValidate aria-label="Buy as a guest">
      {state.outcome === 'refused' && firstRefused === null && (
        <FormProblem message={state.message} />
      )}
      <input type="hidden" name="plan" value={choice.plan} />
      <input type="hidden" name="interval" value={choice.interval} />
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="email"
        required
        state={state}
        isFirstRefused={firstRefused === 'email'}
        help="The receipt goes there. Sign in with the same address later to claim the plan."
      />
      <SubmitButton size="lg" className="mt-5 w-full">
        Continue to payment
      </SubmitButton>
    </form>
  );
}
