import 'server-only';
import { refresh } from 'next/cache';
import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import { idleForm, type FormState } from '@/components/forms/form-state';
import { planIdSchema } from '@/lib/catalog/schema';
import { AppError, isAppError } from '@/lib/errors/app-error';
import { log } from '@/lib/errors/log';

const signedOut =
  'You are signed out. Sign in again in another tab, then send this once more: what you typed is still here.';

/** What a person typed, without React's own fields and without files. */
function typedValues(data: FormData): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const [name, value] of data) {
    if (typeof value === 'string' && !name.startsWith('$ACTION_')) typed[name] = value;
  }
  return typed;
}

/**
 * Runs a server action's work and turns its outcome into what the form shows: a refusal keeps what
 * was typed and says why, field by field. Redirects pass through.
 *
 * @param work answers the sentence to show when all went well
 */
export async function answerForm(
  previous: FormState,
  data: FormData,
  work: () => Promise<string>,
): Promise<FormState> {
  const attempt = previous.attempt + 1;
  // Sent before React had arrived, the answer is the whole page again. Next 16.4 leaves that render
  // in the action's phase unless told to refresh, and its development server then fails on cookies().
  if (!(await headers()).has('next-action')) refresh();
  try {
    return { ...idleForm, outcome: 'done', message: await work(), attempt };
  } catch (thrown) {
    unstable_rethrow(thrown);
    const error = isAppError(thrown) ? thrown : new AppError('internal', { cause: thrown });
    if (error.status >= 500) log.error({ err: thrown, code: error.code }, 'server action failed');
    const upgradeTo = planIdSchema.safeParse(error.upgradeTo);
    return {
      outcome: 'refused',
      message: error.code === 'unauthenticated' ? signedOut : error.detail,
      code: error.code,
      fields: Object.fromEntries(error.fields.map((field) => [field.path, field.message])),
      values: typedValues(data),
      upgradeTo: upgradeTo.success ? upgradeTo.data : null,
      attempt,
    };
  }
}
