'use server';

import type { FormState } from '@/components/forms/form-state';
import { createCatalogAnswers } from '../catalog-answer';

/** Operators who may change the catalog: each action is one command, which asks for that right itself. */

const answers = createCatalogAnswers('/admin/coupons');

export async function createCoupon(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'coupons.create', 'created', (form) => {
    const currency = form.currency('currency');
    const amount = form.amount('amount_off', currency);
    const months = form.whole('duration_in_months');
    const isRepeating = form.text('duration') === 'repeating';
    if (isRepeating && months === undefined) form.refuse('duration_in_months', 'Say how many');
    const hasAmount = form.text('amount_off') !== undefined;
    const hasPercent = form.text('percent_off') !== undefined;
    if (!hasPercent && !hasAmount) form.refuse('percent_off', 'Fill in per cent or an amount');
    if (hasPercent && hasAmount) {
      form.refuse('amount_off', 'Fill in per cent or an amount, not both');
    }
    return {
      ...form.texts(['id', 'name', 'duration']),
      percent_off: form.percent('percent_off'),
      ...(hasAmount && { amount_off: amount, currency }),
      ...(isRepeating && { duration_in_months: months }),
      max_redemptions: form.whole('max_redemptions'),
      redeem_by: form.dayEnd('redeem_by'),
      metadata: form.metadata('metadata'),
    };
  });
}

export async function saveCoupon(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'coupons.update', 'saved', (form) => ({
    ...form.texts(['id', 'name']),
    metadata: form.metadata('metadata'),
  }));
}

export async function archiveCoupon(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'coupons.archive', 'archived');
}

/** Takes away the mark that `coupons.archive` leaves. */
export async function restoreCoupon(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'coupons.update', 'restored', (form) => ({
    ...form.texts(['id']),
    metadata: { archived: '' },
  }));
}

export async function deleteCoupon(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.remove(sent, 'coupons.delete');
}
