'use server';

import type { FormState } from '@/components/forms/form-state';
import { createCatalogAnswers } from '../catalog-answer';

/** Operators who may change the catalog: each action is one command, which asks for that right itself. */

const answers = createCatalogAnswers('/admin/prices');

export async function createPrice(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'prices.create', 'created', (form) => {
    form.required('unit_amount', 'Write an amount such as 12.50');
    const currency = form.currency('currency') ?? form.required('currency', 'Name its currency');
    return {
      ...form.texts(['product', 'interval', 'lookup_key', 'nickname', 'tax_behavior']),
      unit_amount: form.amount('unit_amount', currency),
      currency,
      interval_count: form.whole('interval_count'),
      metadata: form.metadata('metadata'),
    };
  });
}

/** The confirmed amount comes as it was shown, and is read anew. */
export async function replacePrice(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'prices.replace', 'replaced', (form) => {
    form.required('unit_amount', 'Write an amount such as 12.50');
    return {
      ...form.texts(['id', 'currency']),
      unit_amount: form.amount('unit_amount', form.currency('currency')),
    };
  });
}

/** An emptied nickname is taken away; a price is never left without the lookup key that it has. */
export async function savePrice(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'prices.update', 'saved', (form) => ({
    ...form.texts(['id', 'lookup_key']),
    nickname: form.text('nickname') ?? '',
    metadata: form.metadata('metadata'),
  }));
}

export async function archivePrice(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'prices.archive', 'archived');
}

export async function restorePrice(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'prices.update', 'restored', (form) => ({
    ...form.texts(['id']),
    active: true,
  }));
}

export async function deletePrice(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.remove(sent, 'prices.delete');
}
