import 'server-only';
import { planIdSchema } from '@/lib/catalog/schema';
import { planById } from '@/lib/catalog/plans';
import { AppError } from '@/lib/errors/app-error';
import { parsePlanLimit, type PlanLimit } from './row';

interface DatabaseError {
  code: string;
  message: string;
  details: string | null;
}

const PLAN_LIMIT = 'CUE01';
const NOT_FOUND = 'CUE04';
const CONFLICT = 'CUE09';
const FOREIGN_KEY_VIOLATION = '23503';

function toSentence(limit: PlanLimit | null): string {
  const allowed = limit?.limit ?? 'no more';
  switch (limit?.resource) {
    case 'runs':
      return `Your plan starts ${allowed} runs a month, and they are used up.`;
    case 'generations':
      return `Your plan makes ${allowed} workflows from words a month, and they are used up.`;
    default:
      return `Your plan keeps ${allowed} workflows, and you have them all.`;
  }
}

/** A plan that is full, with the one that has room; null when the database did not say which. */
export function toPlanLimitError(limit: PlanLimit | null): AppError {
  const next = planIdSchema.safeParse(limit?.upgradeTo);
  const upgrade = next.success ? ` ${planById(next.data).name} has room for more.` : '';
  return new AppError('plan_limit', {
    detail: `${toSentence(limit)}${upgrade}`,
    ...(next.success && { upgradeTo: next.data }),
  });
}

/** What the database refused, in the product's words. */
export function toWorkflowError(error: DatabaseError): AppError {
  if (error.code === PLAN_LIMIT) return toPlanLimitError(parsePlanLimit(error.details));
  if (error.code === NOT_FOUND) return new AppError('not_found');
  if (error.code === CONFLICT) return new AppError('conflict');
  // The session outlived its account: the owner's row is gone.
  if (error.code === FOREIGN_KEY_VIOLATION)
    return new AppError('unauthenticated', { cause: error });
  return new AppError('unavailable', { cause: error });
}
