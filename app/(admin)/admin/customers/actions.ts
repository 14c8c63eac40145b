'use server';

import { answerForm } from '@/app/form-result';
import { formText } from '@/app/form-text';
import { redirectTo } from '@/app/redirect-to';
import type { FormState } from '@/components/forms/form-state';
import { runCommand } from '../command';
import { typedIn } from '../typed-in';

/** The customer's page, which says what was done; the command has checked the id by now. */
function backTo(id: string, done: string): never {
  redirectTo(`/admin/customers/${id}?done=${done}`);
}

/** Admins. */
export async function saveCustomer(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id } = await runCommand(data, 'customers.update', {
      ...typedIn(data, ['id', 'email']),
      // Unlike the address, these may be emptied.
      name: formText(data, 'name'),
      phone: formText(data, 'phone'),
    });
    backTo(id, 'saved');
  });
}

/** Admins; with the customer's address or id typed. */
export async function linkCustomer(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const input = typedIn(data, ['id', 'email', 'confirm']);
    const { id } = await runCommand(data, 'customers.link', input);
    backTo(id, 'linked');
  });
}

/** Admins; with the customer's address or id typed. */
export async function deleteCustomer(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id } = await runCommand(data, 'customers.delete', typedIn(data, ['id', 'confirm']));
    backTo(id, 'deleted');
  });
}

/** Admins. */
export async function syncCustomer(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id } = await runCommand(data, 'sync.customer', typedIn(data, ['id']));
    backTo(id, 'synced');
  });
}

/** Admins; answers the link itself, which acts for the customer and stands in no address of ours. */
export async function makePortalLink(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const input = typedIn(data, ['customer']);
    const { url } = await runCommand(data, 'portal.create_session', input);
    return url;
  });
}
