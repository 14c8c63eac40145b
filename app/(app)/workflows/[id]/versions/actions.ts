'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { answerForm } from '@/app/form-result';
import type { FormState } from '@/components/forms/form-state';
import { requireUser } from '@/lib/auth/queries';
import { createUserClient } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { parseFields } from '@/lib/errors/field-errors';
import { restoreVersion } from '@/lib/workflows/versions/commands';

const inputSchema = z.object({
  id: z.uuid(),
  version: z.coerce.number().int(),
  expected: z.coerce.number().int(),
});

/** What the editor says then. */
const notices = {
  none: 'restored',
  incomplete: 'restored_incomplete',
  plan: 'restored_beyond_plan',
} as const;

/** The owner. */
export async function restoreWorkflowVersion(
  previous: FormState,
  data: FormData,
): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { id: userId } = await requireUser();
    const { id, version, expected } = parseFields(inputSchema, Object.fromEntries(data));
    const result = await restoreVersion(createUserClient(userId), id, version, expected);
    if (result.outcome === 'conflict') {
      throw new AppError('conflict', {
        detail:
          'This workflow was changed elsewhere since you opened this page. Nothing was restored; load the page again.',
      });
    }
    redirect(`/workflows/${id}?notice=${notices[result.stopped ?? 'none']}`);
  });
}
