'use server';

import { answerForm } from '@/app/form-result';
import { formText } from '@/app/form-text';
import { redirectTo } from '@/app/redirect-to';
import type { FormState } from '@/components/forms/form-state';
import { parseAmount } from '@/components/admin/amount';
import { AppError } from '@/lib/errors/app-error';
import { runCommand } from '../command';
import { typedIn } from '../typed-in';
import { readChange } from './change-input';

/** The subscription's page, which says what was done; the command has checked the id by now. */
function backTo(id: string, done: string): never {
  redirectTo(`/admin/subscriptions/${id}?done=${done}`);
}

/** Admins; with the id typed. */
export async function cancelSubscription(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id, status } = await runCommand(data, 'subscriptions.cancel', {
      ...typedIn(data, ['id', 'when', 'comment', 'confirm']),
      prorate: data.get('prorate') === 'yes',
    });
    backTo(id, status === 'canceled' ? 'canceled' : 'ending');
  });
}

/** Admins. */
export async function resumeSubscription(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id } = await runCommand(data, 'subscriptions.resume', typedIn(data, ['id']));
    backTo(id, 'resumed');
  });
}

/** Admins. */
export async function changeSubscription(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const input = readChange((name) => formText(data, name));
    const { id } = await runCommand(data, 'subscriptions.change', input);
    backTo(id, 'changed');
  });
}

/** Admins. The day is that of UTC, as the page says. */
export async function extendTrial(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id, trial_end: day } = typedIn(data, ['id', 'trial_end']);
    const input = { id, ...(day !== undefined && { trial_end: `${day}T12:00:00Z` }) };
    const changed = await runCommand(data, 'subscriptions.extend_trial', input);
    backTo(changed.id, 'extended');
  });
}

/** Admins; with the id typed. */
export async function removeDiscount(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const input = typedIn(data, ['id', 'discount', 'confirm']);
    const { id } = await runCommand(data, 'subscriptions.remove_discount', input);
    backTo(id, 'undiscounted');
  });
}

/** Admins; with the id typed. Left empty, the amount is all that is left of the payment. */
export async function refundPayment(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const {
      id,
      amount: text,
      currency = 'usd',
      ...rest
    } = typedIn(data, ['id', 'amount', 'currency', 'reason', 'confirm']);
    const amount = text === undefined ? undefined : requireAmount(text, currency);
    await runCommand(data, 'subscriptions.refund', { id, ...rest, ...(amount && { amount }) });
    backTo(id ?? '', 'refunded');
  });
}

/** @throws AppError `invalid_fields`: money is never guessed, and an amount of nothing is none */
function requireAmount(text: string, currency: string): number {
  // The currency says only where the point stands: how much can be given back, the command decides.
  const amount = /^[a-z]{3}$/.test(currency) ? parseAmount(text, currency) : null;
  if (amount !== null && amount > 0) return amount;
  throw new AppError('invalid_fields', {
    detail: 'Check amount.',
    fields: [{ path: 'amount', message: 'Write an amount such as 12.50' }],
  });
}
