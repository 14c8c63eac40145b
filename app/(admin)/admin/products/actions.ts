'use server';

import type { FormState } from '@/components/forms/form-state';
import { createCatalogAnswers } from '../catalog-answer';

/** Operators who may change the catalog: each action is one command, which asks for that right itself. */

const answers = createCatalogAnswers('/admin/products');

export async function createProduct(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'products.create', 'created', (form) => ({
    ...form.texts(['id', 'description']),
    name: form.required('name', 'Give it a name'),
    metadata: form.metadata('metadata'),
  }));
}

/** An emptied description is taken away. */
export async function saveProduct(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'products.update', 'saved', (form) => ({
    ...form.texts(['id']),
    name: form.required('name', 'Give it a name'),
    description: form.text('description') ?? '',
    metadata: form.metadata('metadata'),
  }));
}

export async function setDefaultPrice(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'products.update', 'default', (form) =>
    form.texts(['id', 'default_price']),
  );
}

export async function archiveProduct(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'products.archive', 'archived');
}

export async function restoreProduct(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.change(sent, 'products.update', 'restored', (form) => ({
    ...form.texts(['id']),
    active: true,
  }));
}

export async function deleteProduct(...sent: [FormState, FormData]): Promise<FormState> {
  return answers.remove(sent, 'products.delete');
}
