'use server';

import { answerForm } from '@/app/form-result';
import { redirectTo } from '@/app/redirect-to';
import type { FormState } from '@/components/forms/form-state';
import { runCommand, typedIn } from '../command';
import { createFormReader } from '../form-reader';

/** Operators who may change the catalog: each action is one command, which asks for that right itself. */

const pageOf = (id: string, done: string) =>
  redirectTo(`/admin/coupons/${encodeURIComponent(id)}?done=${done}`);

export async function createCoupon(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const form = createFormReader(data);
    const currency = form.currency('currency');
    const amount = form.amount('amount_off', currency);
    const months = form.whole('duration_in_months');
    const isRepeating = form.text('duration') === 'repeating';
    if (isRepeating && months === undefined) form.refuse('duration_in_months', 'Say how many');
    const input = {
      ...typedIn(data, ['id', 'name', 'duration']),
      percent_off: form.percent('percent_off'),
      ...(form.text('amount_off') !== undefined && { amount_off: amount, currency }),
      ...(isRepeating && { duration_in_months: months }),
      max_redemptions: form.whole('max_redemptions'),
      redeem_by: form.dayEnd('redeem_by'),
      metadata: form.metadata('metadata'),
    };
    if (form.text('percent_off') === undefined && form.text('amount_off') === undefined) {
      form.refuse('percent_off', 'Fill in per cent or an amount');
    }
    if (form.text('percent_off') !== undefined && form.text('amount_off') !== undefined) {
      form.refuse('amount_off', 'Fill in per cent or an amount, not both');
    }
    form.check();
    const { id } = await runCommand(data, 'coupons.create', input);
    return pageOf(id, 'created');
  });
}

export async function saveCoupon(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const form = createFormReader(data);
    const input = { ...typedIn(data, ['id', 'name']), metadata: form.metadata('metadata') };
    form.check();
    const { id } = await runCommand(data, 'coupons.update', input);
    return pageOf(id, 'saved');
  });
}

export async function archiveCoupon(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id } = await runCommand(data, 'coupons.archive', typedIn(data, ['id']));
    return pageOf(id, 'archived');
  });
}

/** Takes away the mark that `coupons.archive` leaves. */
export async function restoreCoupon(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const input = { ...typedIn(data, ['id']), metadata: { archived: '' } };
    const { id } = await runCommand(data, 'coupons.update', input);
    return pageOf(id, 'restored');
  });
}

export async function deleteCoupon(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const input = typedIn(data, ['id', 'confirm']);
    const { id, result } = await runCommand(data, 'coupons.delete', input);
    return result === 'deleted' ? redirectTo('/admin/coupons?done=deleted') : pageOf(id, 'kept');
  });
}
