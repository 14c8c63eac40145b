'use server';

import { answerForm } from '@/app/form-result';
import { redirectTo } from '@/app/redirect-to';
import type { FormState } from '@/components/forms/form-state';
import { runCommand, typedIn } from '../command';
import { createFormReader } from '../form-reader';

/** Operators who may change the catalog: each action is one command, which asks for that right itself. */

const pageOf = (id: string, done: string) =>
  redirectTo(`/admin/promotion-codes/${encodeURIComponent(id)}?done=${done}`);

export async function createCode(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const form = createFormReader(data);
    const currency = form.currency('minimum_amount_currency');
    const hasMinimum = form.text('minimum_amount') !== undefined;
    if (hasMinimum && form.text('minimum_amount_currency') === undefined) {
      form.refuse('minimum_amount_currency', 'Name its currency');
    }
    const input = {
      ...typedIn(data, ['coupon', 'code', 'customer']),
      max_redemptions: form.whole('max_redemptions'),
      expires_at: form.dayEnd('expires_at'),
      ...(form.text('first_time_transaction') === 'yes' && { first_time_transaction: true }),
      ...(hasMinimum && {
        minimum_amount: form.amount('minimum_amount', currency),
        minimum_amount_currency: currency,
      }),
      metadata: form.metadata('metadata'),
    };
    form.check();
    const { id } = await runCommand(data, 'promotion_codes.create', input);
    return pageOf(id, 'created');
  });
}

export async function saveCode(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const form = createFormReader(data);
    const input = { ...typedIn(data, ['id']), metadata: form.metadata('metadata') };
    form.check();
    const { id } = await runCommand(data, 'promotion_codes.update', input);
    return pageOf(id, 'saved');
  });
}

export async function archiveCode(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id } = await runCommand(data, 'promotion_codes.archive', typedIn(data, ['id']));
    return pageOf(id, 'archived');
  });
}

export async function restoreCode(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const input = { ...typedIn(data, ['id']), active: true };
    const { id } = await runCommand(data, 'promotion_codes.update', input);
    return pageOf(id, 'restored');
  });
}

/** Stripe deletes no promotion codes; the page of the one that was turned off says so. */
export async function deleteCode(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const input = typedIn(data, ['id', 'confirm']);
    const { id } = await runCommand(data, 'promotion_codes.delete', input);
    return pageOf(id, 'kept');
  });
}
