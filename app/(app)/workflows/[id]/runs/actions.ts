'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { answerForm } from '@/app/form-result';
import { formText } from '@/app/form-text';
import type { FormState } from '@/components/forms/form-state';
import { requireUser } from '@/lib/auth/queries';
import { createUserClient } from '@/lib/db/clients';
import { getEntitlements } from '@/lib/entitlements/queries';
import { AppError } from '@/lib/errors/app-error';
import { parseFields } from '@/lib/errors/field-errors';
import { cancelRun, retryRun, startRun } from '@/lib/workflows/runner/commands';
import { engineForStart, getEngine } from '@/lib/workflows/runner/current-engine';
import { runStartSchema } from '@/lib/workflows/runner/schema';

const workflowSchema = z.object({ id: z.uuid() });
const runSchema = z.object({ runId: z.uuid() });

/** The owner, with a plan that has what the steps need and runs left. */
export async function startWorkflowRun(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { id } = parseFields(workflowSchema, Object.fromEntries(data));
    const input = parseFields(runStartSchema, {
      input: parseJson(formText(data, 'input')),
      dryRun: formText(data, 'dryRun') === 'yes',
    });
    const db = createUserClient(userId);
    const who = { userId, entitlements: await getEntitlements(db) };
    const { runId } = await startRun({ db, engine: engineForStart() }, who, id, input);
    redirect(`/workflows/${id}/runs/${runId}`);
  });
}

/** The owner. */
export async function cancelWorkflowRun(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { runId } = parseFields(runSchema, Object.fromEntries(data));
    await cancelRun({ db: createUserClient(userId), engine: getEngine() }, runId);
    refresh();
    return 'The run is cancelled.';
  });
}

/** The owner. */
export async function retryWorkflowRun(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { runId } = parseFields(runSchema, Object.fromEntries(data));
    const deps = { db: createUserClient(userId), engine: engineForStart() };
    await retryRun(deps, userId, runId);
    refresh();
    return 'The run goes on.';
  });
}

/** Nothing typed is no input at all. */
function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError('invalid_fields', {
      detail: 'Check the input.',
      fields: [{ path: 'input', message: 'This is not valid JSON' }],
    });
  }
}
