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
import {
  createWorkflow as create,
  deleteWorkflow as remove,
  duplicateWorkflow as duplicate,
  updateWorkflow as update,
} from '@/lib/workflows/commands';
import { generateWorkflow as generate } from '@/lib/workflows/generation/commands';
import { createGenerationDeps } from '@/lib/workflows/generation/deps';
import { generationRequestSchema } from '@/lib/workflows/generation/schema';
import { workflowCreateSchema, workflowUpdateSchema } from '@/lib/workflows/schema';
import { startingGraph } from './starting-graph';

const idSchema = z.object({ id: z.uuid() });

/** The signed-in person, within the limit of the plan. */
export async function createWorkflow(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const start = startingGraph(data);
    const typed = formText(data, 'description').trim();
    const input = parseFields(workflowCreateSchema, {
      name: data.get('name'),
      description: typed === '' ? start.description : typed,
      nodeData: start.graph,
      // It is finished in the editor.
      allowIncomplete: true,
    });
    const { id } = await create(createUserClient(userId), input);
    redirect(`/workflows/${id}?notice=created`);
  });
}

/** Longer is abandoned; the planner has answered long before. */
const GENERATION_MS_MAX = 45_000;

/** The signed-in person, within the limits of the plan. */
export async function generateWorkflow(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { words } = parseFields(z.object({ words: generationRequestSchema.shape.description }), {
      words: formText(data, 'words'),
    });
    const request = generationRequestSchema.parse({ description: words });
    const signal = AbortSignal.timeout(GENERATION_MS_MAX);
    const made = await generate(createGenerationDeps(userId), userId, request, signal);
    const isOpen = made.notUnderstood.length + made.questions.length > 0;
    const notice = made.nodes.length === 0 ? 'drawn_nothing' : isOpen ? 'drawn_open' : 'drawn';
    redirect(`/workflows/${made.workflowId}?notice=${notice}`);
  });
}

/** The owner. A version that is not the stored one any more is a conflict, never an overwrite. */
export async function updateWorkflow(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { id, version } = parseFields(
      idSchema.extend({ version: z.coerce.number().int() }),
      Object.fromEntries(data),
    );
    const change = parseFields(workflowUpdateSchema, {
      name: data.get('name'),
      description: data.get('description'),
    });
    const expected = data.get('overwrite') === 'yes' ? null : version;
    const { outcome } = await update(createUserClient(userId), id, change, expected);
    if (outcome === 'conflict') {
      throw new AppError('conflict', {
        detail:
          'This workflow was changed elsewhere since you opened it. Nothing was saved; what you typed is still here.',
      });
    }
    refresh();
    return 'The changes are saved.';
  });
}

/** The owner. */
export async function deleteWorkflow(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { id } = parseFields(idSchema, Object.fromEntries(data));
    await remove(createUserClient(userId), id);
    redirect('/workflows?notice=deleted');
  });
}

/** The owner, with a plan that copies. */
export async function duplicateWorkflow(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { id } = parseFields(idSchema, Object.fromEntries(data));
    const db = createUserClient(userId);
    const copy = await duplicate(db, await getEntitlements(db), id);
    redirect(`/workflows/${copy.id}?notice=copied`);
  });
}
