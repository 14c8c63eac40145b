'use server';

import type { FormState } from '@/components/forms/form-state';
import { createCatalogAnswers } from '../catalog-answer';

/** Operators who may change the catalog: each action is one command, which asks for that right itself. */

const answers = createCatalogAnswers('/admin/promotion-codes');

export async function createCode(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'promotion_codes.create', 'created', (form) => {
    const currency = form.currency('minimum_amount_currency');
    const hasMinimum = form.text('minimum_amount') !== undefined;
    if (hasMinimum && form.text('minimum_amount_currency') === undefined) {
      form.refuse('minimum_amount_currency', 'Name its currency');
    }
    return {
      ...form.texts(['coupon', 'code', 'customer']),
      max_redemptions: form.whole('max_redemptions'),
      expires_at: form.dayEnd('expires_at'),
      ...(form.text('first_time_transaction') === 'yes' && { first_time_transaction: true }),
      ...(hasMinimum && {
        minimum_amount: form.amount('minimum_amount', currency),
        minimum_amount_currency: currency,
      }),
      metadata: form.metadata('metadata'),
    };
  });
}

export async function saveCode(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'promotion_codes.update', 'saved', (form) => ({
    ...form.texts(['id']),
    metadata: form.metadata('metadata'),
  }));
}

export async function archiveCode(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'promotion_codes.archive', 'archived');
}

export async function restoreCode(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'promotion_codes.update', 'restored', (form) => ({
    ...form.texts(['id']),
    active: true,
  }));
}

export async function deleteCode(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.remove(sent, 'promotion_codes.delete');
}
