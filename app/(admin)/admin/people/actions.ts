'use server';

import { refresh } from 'next/cache';
import { answerForm } from '@/app/form-result';
import { redirectTo } from '@/app/redirect-to';
import type { FormState } from '@/components/forms/form-state';
import { runCommand } from '../command';
import { typedIn } from '../typed-in';

function backTo(done: string): never {
  redirectTo(`/admin/people?done=${done}`);
}

/** Admins. */
export async function grantRole(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    await runCommand(data, 'members.grant', typedIn(data, ['email', 'role']));
    backTo('granted');
  });
}

/** Admins; with the person's address typed. */
export async function revokeRole(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    await runCommand(data, 'members.revoke', typedIn(data, ['id', 'confirm']));
    backTo('revoked');
  });
}

/** Admins; answers the key, which nobody can read again, to the form and to no address. */
export async function createKey(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { name, expires_at: day } = typedIn(data, ['name', 'expires_at']);
    const { key } = await runCommand(data, 'keys.create', {
      name: name ?? '',
      scopes: data.getAll('scopes'),
      ...(day !== undefined && { expires_at: `${day}T23:59:59Z` }),
    });
    refresh();
    return key;
  });
}

/** Admins; with the key's name typed. */
export async function revokeKey(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    await runCommand(data, 'keys.revoke', typedIn(data, ['id', 'confirm']));
    backTo('ended');
  });
}
