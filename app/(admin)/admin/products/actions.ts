'use server';

import { answerForm } from '@/app/form-result';
import { formText } from '@/app/form-text';
import { redirectTo } from '@/app/redirect-to';
import type { FormState } from '@/components/forms/form-state';
import { runCommand, typedIn } from '../command';
import { createFormReader } from '../form-reader';

/** Operators who may change the catalog: each action is one command, which asks for that right itself. */

const pageOf = (id: string, done: string) =>
  redirectTo(`/admin/products/${encodeURIComponent(id)}?done=${done}`);

export async function createProduct(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const form = createFormReader(data);
    const input = {
      ...typedIn(data, ['id', 'description']),
      name: form.required('name', 'Give it a name'),
      metadata: form.metadata('metadata'),
    };
    form.check();
    const { id } = await runCommand(data, 'products.create', input);
    return pageOf(id, 'created');
  });
}

/** An emptied description is taken away. */
export async function saveProduct(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const form = createFormReader(data);
    const input = {
      id: formText(data, 'id'),
      name: form.required('name', 'Give it a name'),
      description: formText(data, 'description'),
      metadata: form.metadata('metadata'),
    };
    form.check();
    const { id } = await runCommand(data, 'products.update', input);
    return pageOf(id, 'saved');
  });
}

export async function setDefaultPrice(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const input = typedIn(data, ['id', 'default_price']);
    const { id } = await runCommand(data, 'products.update', input);
    return pageOf(id, 'default');
  });
}

export async function archiveProduct(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id } = await runCommand(data, 'products.archive', typedIn(data, ['id']));
    return pageOf(id, 'archived');
  });
}

export async function restoreProduct(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const input = { ...typedIn(data, ['id']), active: true };
    const { id } = await runCommand(data, 'products.update', input);
    return pageOf(id, 'restored');
  });
}

/** What Stripe would not delete is archived, and its page says so. */
export async function deleteProduct(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const input = typedIn(data, ['id', 'confirm']);
    const { id, result } = await runCommand(data, 'products.delete', input);
    return result === 'deleted' ? redirectTo('/admin/products?done=deleted') : pageOf(id, 'kept');
  });
}
