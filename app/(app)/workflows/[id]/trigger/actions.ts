'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { answerForm } from '@/app/form-result';
import type { FormState } from '@/components/forms/form-state';
import type { HookFormState } from '@/components/workflows/trigger/hook-form-state';
import { requireUser } from '@/lib/auth/queries';
import { createUserClient } from '@/lib/db/clients';
import { appEnv } from '@/lib/env/env';
import { parseFields } from '@/lib/errors/field-errors';
import { updateWorkflow } from '@/lib/workflows/commands';
import { workflowSchema } from '@/lib/workflows/schema';
import { revokeHook, rotateHook } from '@/lib/workflows/triggers/commands';
import { toHookUrl } from '@/lib/workflows/triggers/hook-address';

const idSchema = z.object({ id: z.uuid() });
const switchSchema = idSchema.extend({ status: workflowSchema.shape.status });

/** The owner; to activate it, with a plan that has what the steps need. */
export async function switchWorkflow(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { id, status } = parseFields(switchSchema, Object.fromEntries(data));
    await updateWorkflow(createUserClient(userId), id, { status }, null);
    refresh();
    return status === 'active' ? 'The workflow is active.' : 'The workflow is no longer active.';
  });
}

/** The owner. The address is in this answer and in no other. */
export async function rotateHookAddress(
  previous: HookFormState,
  data: FormData,
): Promise<HookFormState> {
  let url: string | null = null;
  const state = await answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { id } = parseFields(idSchema, Object.fromEntries(data));
    url = toHookUrl(appEnv().NEXTAUTH_URL, await rotateHook(createUserClient(userId), id));
    refresh();
    return 'The address is made.';
  });
  return { ...state, url };
}

/** The owner. */
export async function revokeHookAddress(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { id } = parseFields(idSchema, Object.fromEntries(data));
    await revokeHook(createUserClient(userId), id);
    refresh();
    return 'The address has ended.';
  });
}
