'use server';

import { answerForm } from '@/app/form-result';
import { redirectTo } from '@/app/redirect-to';
import type { FormState } from '@/components/forms/form-state';
import { runCommand, typedIn } from '../command';
import { createFormReader } from '../form-reader';

/** Operators who may change the catalog: each action is one command, which asks for that right itself. */

const pageOf = (id: string, done: string) =>
  redirectTo(`/admin/prices/${encodeURIComponent(id)}?done=${done}`);

export async function createPrice(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const form = createFormReader(data);
    form.required('unit_amount', 'Write an amount such as 12.50');
    const currency = form.currency('currency') ?? form.required('currency', 'Name its currency');
    const input = {
      ...typedIn(data, ['product', 'interval', 'lookup_key', 'nickname', 'tax_behavior']),
      unit_amount: form.amount('unit_amount', currency),
      currency,
      interval_count: form.whole('interval_count'),
      metadata: form.metadata('metadata'),
    };
    form.check();
    const { id } = await runCommand(data, 'prices.create', input);
    return pageOf(id, 'created');
  });
}

/** The confirmed amount comes as it was shown, and is read anew. */
export async function replacePrice(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const form = createFormReader(data);
    form.required('unit_amount', 'Write an amount such as 12.50');
    const input = {
      ...typedIn(data, ['id', 'currency']),
      unit_amount: form.amount('unit_amount', form.currency('currency')),
    };
    form.check();
    const { id } = await runCommand(data, 'prices.replace', input);
    return pageOf(id, 'replaced');
  });
}

/** An emptied nickname is taken away; a price is never left without the lookup key that it has. */
export async function savePrice(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const form = createFormReader(data);
    const input = {
      ...typedIn(data, ['id', 'lookup_key']),
      nickname: form.text('nickname') ?? '',
      metadata: form.metadata('metadata'),
    };
    form.check();
    const { id } = await runCommand(data, 'prices.update', input);
    return pageOf(id, 'saved');
  });
}

export async function archivePrice(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id } = await runCommand(data, 'prices.archive', typedIn(data, ['id']));
    return pageOf(id, 'archived');
  });
}

export async function restorePrice(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const input = { ...typedIn(data, ['id']), active: true };
    const { id } = await runCommand(data, 'prices.update', input);
    return pageOf(id, 'restored');
  });
}

/** Stripe deletes no prices; the page of the archived one says so. */
export async function deletePrice(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id } = await runCommand(data, 'prices.delete', typedIn(data, ['id', 'confirm']));
    return pageOf(id, 'kept');
  });
}
