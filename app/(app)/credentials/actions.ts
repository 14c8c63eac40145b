'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { answerForm } from '@/app/form-result';
import type { FormState } from '@/components/forms/form-state';
import { requireUser } from '@/lib/auth/queries';
import { createServiceClient, createUserClient } from '@/lib/db/clients';
import { getEntitlements } from '@/lib/entitlements/queries';
import { AppError } from '@/lib/errors/app-error';
import { parseFields } from '@/lib/errors/field-errors';
import { isWithinRateLimit } from '@/lib/errors/rate-limit';
import {
  createCredential as create,
  deleteCredential as remove,
  updateCredential as update,
} from '@/lib/workflows/credentials/commands';
import { createCredentialDeps, createProviders } from '@/lib/workflows/credentials/deps';
import { secretFields } from '@/lib/workflows/credentials/fields';
import { credentialCreateSchema, credentialUpdateSchema } from '@/lib/workflows/credentials/schema';
import { validateCredential } from '@/lib/workflows/credentials/validate';

const idSchema = z.object({ id: z.uuid() });
const SECRET = 'secret.';

/** The fields of a secret stand in the form as `secret.<name>`, as a refusal names them. */
function readSecretFields(data: FormData): Record<string, string> {
  const fields = [...data].flatMap(([name, value]) =>
    name.startsWith(SECRET) && typeof value === 'string'
      ? [[name.slice(SECRET.length), value] as const]
      : [],
  );
  return Object.fromEntries(fields);
}

const hidden: ReadonlySet<string> = new Set(
  Object.values(secretFields).flatMap((fields) =>
    fields.flatMap(({ name, isHidden }) => (isHidden ? [SECRET + name] : [])),
  ),
);

/** A secret that was refused does not travel back; what was typed beside it does. */
function withoutSecrets(state: FormState): FormState {
  const kept = Object.entries(state.values).filter(([name]) => !hidden.has(name));
  return { ...state, values: Object.fromEntries(kept) };
}

/** Asks the provider, but not for ever: each question goes out to somebody. */
async function ask(userId: string, id: string): Promise<string> {
  const limit = { requestsMax: 20, windowSeconds: 60 };
  if (!(await isWithinRateLimit('validateCredential', userId, limit))) {
    throw new AppError('rate_limited', { detail: 'That was often. Test it again in a minute.' });
  }
  const deps = { ...createCredentialDeps(), providers: createProviders() };
  const { validation } = await validateCredential(
    deps,
    { own: createUserClient(userId), userId },
    id,
  );
  return validation?.message ?? '';
}

/** The signed-in person, within the plan. What was added is tested at once. */
export async function createCredential(previous: FormState, data: FormData): Promise<FormState> {
  const state = await answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const input = parseFields(credentialCreateSchema, {
      kind: data.get('kind'),
      name: data.get('name'),
      secret: readSecretFields(data),
    });
    const entitlements = await getEntitlements(createUserClient(userId));
    const { id } = await create(createCredentialDeps(), { userId, entitlements }, input);
    refresh();
    return `Connected. ${await ask(userId, id)}`;
  });
  return withoutSecrets(state);
}

/** The owner. A secret that is left empty stays as it is. */
export async function updateCredential(previous: FormState, data: FormData): Promise<FormState> {
  const state = await answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { id } = parseFields(idSchema, Object.fromEntries(data));
    const secret = readSecretFields(data);
    const isReplaced = Object.values(secret).some((value) => value !== '');
    const change = parseFields(credentialUpdateSchema, {
      name: data.get('name'),
      ...(isReplaced && { secret }),
    });
    await update(createCredentialDeps(), { own: createUserClient(userId), userId }, id, change);
    refresh();
    return isReplaced ? `The secret is replaced. ${await ask(userId, id)}` : 'The name is saved.';
  });
  return withoutSecrets(state);
}

/** The owner. */
export async function testCredential(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { id } = parseFields(idSchema, Object.fromEntries(data));
    const message = await ask(userId, id);
    refresh();
    return message;
  });
}

/** The owner. */
export async function deleteCredential(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { id } = parseFields(idSchema, Object.fromEntries(data));
    await remove(createServiceClient(), userId, id);
    refresh();
    return 'The connection is forgotten.';
  });
}
