import 'server-only';
import { notFound } from 'next/navigation';
import { requireUser } from '@/lib/auth/queries';
import type { Actor } from '@/lib/admin/actor';
import { createAdminDeps } from '@/lib/admin/deps';
import { requireAdmin } from '@/lib/admin/guard';
import type { CommandName, CommandOutput } from '@/lib/admin/registry';
import { runAdminCommand } from '@/lib/admin/run';
import { formText } from '@/app/form-text';
import { isAppError } from '@/lib/errors/app-error';

/** Reads for a page that has words of its own for a refusal. */
export function tryCommand<Name extends CommandName>(
  admin: Actor,
  name: Name,
  input: Record<string, unknown>,
): Promise<CommandOutput<Name>> {
  return runAdminCommand(createAdminDeps(), admin, name, input);
}

/** Reads for a page. What is not there, or no id or cursor at all, is the page for what does not exist. */
export async function readCommand<Name extends CommandName>(
  admin: Actor,
  name: Name,
  input: Record<string, unknown>,
): Promise<CommandOutput<Name>> {
  try {
    return await tryCommand(admin, name, input);
  } catch (error) {
    if (isAppError(error) && ['not_found', 'invalid_fields'].includes(error.code)) notFound();
    throw error;
  }
}

/** The id that a form carries is the form's: the same press sent twice is done once. */
const formRun = /^[0-9a-f-]{36}\.\d{1,5}$/;

/**
 * Runs the one command of a server action, for the operator who sent the form.
 *
 * @throws AppError `unauthenticated`, `not_found` for whoever is no operator, and what the command throws
 */
export async function runCommand<Name extends CommandName>(
  data: FormData,
  name: Name,
  input: Record<string, unknown>,
): Promise<CommandOutput<Name>> {
  await requireUser();
  const admin = await requireAdmin();
  const run = formText(data, 'run');
  const requestId = formRun.test(run) ? run : admin.requestId;
  return runAdminCommand(createAdminDeps(), { ...admin, requestId }, name, input);
}
