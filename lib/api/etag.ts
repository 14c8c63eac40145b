import { AppError } from '@/lib/errors/app-error';
import type { Workflow } from '@/lib/workflows/schema';
import type { WorkflowUpdateOutcome } from '@/lib/workflows/commands';

const VERSION_TAG = /^(?:W\/)?"(\d{1,9})"$/;

/** The entity tag of a version (RFC 9110, section 8.8.3). */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * The version that a change was made on; null when the client does not care which.
 *
 * @throws AppError `malformed_request` for a tag that this API never gave out
 */
export function parseIfMatch(header: string | null): number | null {
  if (header === null || header.trim() === '*') return null;
  const match = VERSION_TAG.exec(header.trim());
  if (match?.[1] !== undefined) return Number(match[1]);
  throw new AppError('malformed_request', { detail: 'If-Match takes one ETag of this resource.' });
}

/** The changed workflow. @throws AppError `precondition_failed` when somebody else was first */
export function requireCurrent(result: WorkflowUpdateOutcome): Workflow {
  if (result.outcome === 'updated') return result.workflow;
  throw new AppError('precondition_failed', {
    detail: `This workflow is at version ${result.current.version} by now. Read it again; nothing was changed.`,
  });
}
