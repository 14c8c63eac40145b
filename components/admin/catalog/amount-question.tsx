import type { Route } from 'next';
import Form from 'next/form';
import { TextField } from '@/components/forms/text-field';
import { idleForm } from '@/components/forms/form-state';
import { Button } from '@/components/ui/button';

interface AmountQuestionProps {
  /** Where the amount arrives, as `amount`. */
  path: Route;
  currency: string;
  /** What was typed before; the field's beginning otherwise. */
  typed: string;
  /** Why that cannot be the amount. */
  problem: string | null;
}

/** Asks for the new amount of a price. A GET form: nothing is changed before it was explained. */
export function AmountQuestion({ path, currency, typed, problem }: AmountQuestionProps) {
  const state = problem === null ? idleForm : { ...idleForm, fields: { amount: problem } };
  return (
    <Form action={path} className="flex max-w-xl flex-wrap items-start gap-x-3 gap-y-1">
      <TextField
        key={`${typed} ${problem ?? ''}`}
        label={`New amount in ${currency.toUpperCase()}`}
        name="amount"
        state={state}
        initial={typed}
        required
        inputMode="decimal"
        autoComplete="off"
        maxLength={20}
        isFirstRefused={problem !== null}
        className="min-w-48 flex-1"
        help="Such as 12.50, without thousands separators."
      />
      <Button type="submit" className="sm:mt-[1.625rem]">
        Show what happens
      </Button>
    </Form>
  );
}
