import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { AppError, isAppError } from '@/lib/errors/app-error';
import { parseFields } from '@/lib/errors/field-errors';
import { log } from '@/lib/errors/log';
import { drawTicket } from '@/lib/stripe/sync/mirror';
import { refetch } from '@/lib/stripe/sync/refetch';
import { syncObject } from '@/lib/stripe/sync/sync';
import { actorId, hasScope, type Actor } from './actor';
import { writeAudit, type AuditRow } from './commands';
import type { AdminCommand, Run } from './define';
import type { AdminDeps } from './deps';
import { redact } from './redact';
import { findCommand, type CommandName, type CommandNamed } from './registry';
import { requestIdOf, withStripeErrors } from './stripe-errors';

/** What one run leaves behind, filled in on the way. */
interface Trace {
  runId: string;
  input: Record<string, unknown>;
  objectId: string | null;
  stripeRequestId: string | null;
}

function textIn(value: unknown, name: string): string | null {
  const text: unknown = Object.entries(value ?? {}).find(([each]) => each === name)?.[1];
  return typeof text === 'string' ? text : null;
}

function auditRow(
  command: AdminCommand,
  actor: Actor,
  trace: Trace,
  end: Pick<AuditRow, 'outcome' | 'error_code'>,
): AuditRow {
  return {
    run_id: trace.runId,
    actor_kind: actor.kind,
    user_id: actor.kind === 'user' ? actor.userId : null,
    key_id: actor.kind === 'api_key' ? actor.keyId : null,
    via: actor.via,
    command: command.name,
    is_change: !command.isRead,
    object_type: command.object,
    object_id: trace.objectId?.slice(0, 255) ?? null,
    input: redact(trace.input),
    stripe_request_id: trace.stripeRequestId,
    request_id: actor.requestId,
    ...end,
  };
}

/** Only what the command knows is kept of an input: anything else may be somebody's secret. */
function knownFields(command: AdminCommand, rawInput: unknown): Record<string, unknown> {
  if (typeof rawInput !== 'object' || rawInput === null) return {};
  return Object.fromEntries(
    Object.entries(rawInput).filter(([name]) => Object.hasOwn(command.input.shape, name)),
  );
}

/** The words with which an object can be confirmed. */
function namesOf(input: object, target: unknown): string[] {
  const named = ['id', 'name', 'code', 'email'].map((name) => textIn(target, name));
  return [textIn(input, 'id'), ...named].flatMap((name) => (name ? [name] : []));
}

function requireConfirmation(command: AdminCommand, input: object, target: unknown): void {
  if (!command.destructive) return;
  const names = namesOf(input, target);
  const confirm = textIn(input, 'confirm')?.trim();
  if (confirm !== undefined && names.includes(confirm)) return;
  throw new AppError('confirmation_required', {
    detail: `${command.title} cannot be undone. Send confirm: "${names[0] ?? ''}" to do it.`,
  });
}

/** Objects of the other mode are as good as not there: real money and play money never meet. */
function requireMode(deps: AdminDeps, target: unknown): void {
  if (typeof target !== 'object' || target === null || !('livemode' in target)) return;
  if (target.livemode !== deps.livemode) throw new AppError('not_found');
}

/** The same actor, request, command and input give the same keys; anything else gives others. */
function keyOf(actor: Actor, command: AdminCommand, input: object, step: string): string {
  const parts = [actorId(actor), actor.requestId, command.name, step, JSON.stringify(input)];
  return `adm:${createHash('sha256').update(parts.join('\n')).digest('hex')}`;
}

function createRun(
  deps: AdminDeps,
  actor: Actor,
  command: AdminCommand,
  input: object,
  target: unknown,
  trace: Trace,
): Run<unknown> {
  const keyOfStep = (step: string) => keyOf(actor, command, input, step);
  const send: Run<unknown>['send'] = async (step, request) => {
    const reply = await request({ idempotencyKey: keyOfStep(step) });
    trace.stripeRequestId = reply.lastResponse.requestId;
    return reply;
  };
  return {
    actor,
    target,
    keyOf: keyOfStep,
    send,
    change: async (step, request) => {
      const reply = await send(step, request);
      await syncObject(deps, reply);
      return reply;
    },
    mirror: (object) => syncObject(deps, object),
    refresh: async (type, id, known) => {
      await refetch(deps, { type, id, known: known ?? null }, await drawTicket(deps.db), null);
    },
  };
}

async function perform(
  deps: AdminDeps,
  actor: Actor,
  command: AdminCommand,
  rawInput: unknown,
  trace: Trace,
): Promise<unknown> {
  if (!hasScope(actor, command.scope)) {
    throw new AppError('forbidden', { detail: `This needs the right "${command.scope}".` });
  }
  const input = parseFields(command.input, rawInput);
  const target = (await command.load?.(deps, input)) ?? null;
  requireMode(deps, target);
  requireConfirmation(command, input, target);
  // Written before anything is changed: when that fails, nothing is changed either.
  if (!command.isRead) {
    const start = { outcome: 'started', error_code: null } as const;
    await writeAudit(deps.db, auditRow(command, actor, trace, start));
  }
  const result = await command.run(
    deps,
    input,
    createRun(deps, actor, command, input, target, trace),
  );
  return command.output.parse(result);
}

/** The end of a run. It happened, so a failure to write it down must not call it undone. */
async function writeEnd(deps: AdminDeps, row: AuditRow): Promise<void> {
  try {
    await writeAudit(deps.db, row);
  } catch (err) {
    log.error(
      { err, runId: row.run_id, command: row.command },
      'the audit misses the end of a run',
    );
  }
}

/**
 * Runs a command for an operator: the only way to do anything that the registry offers. Parses the
 * input, checks the actor's right, makes sure that what is to be changed exists and is confirmed,
 * runs it, and writes down what became of it, also when it was refused.
 *
 * @param name such as `products.update`
 * @param rawInput as it came; parsed with the command's own schema
 * @throws AppError: `not_found`, `forbidden`, `invalid_fields`, `confirmation_required`,
 *   `provider_refused`, `conflict`, `unavailable`, `provider_failed`
 */
export async function runAdminCommand<Name extends CommandName>(
  deps: AdminDeps,
  actor: Actor,
  name: Name,
  rawInput: unknown,
): Promise<z.output<CommandNamed<Name>['output']>> {
  const command = findCommand(name);
  if (command === null) throw new AppError('not_found');
  const known = knownFields(command, rawInput);
  const trace: Trace = {
    runId: randomUUID(),
    input: known,
    objectId: textIn(known, command.idField),
    stripeRequestId: null,
  };
  try {
    const result = await withStripeErrors(() => perform(deps, actor, command, rawInput, trace));
    trace.objectId ??= textIn(result, 'id');
    await writeEnd(
      deps,
      auditRow(command, actor, trace, { outcome: 'succeeded', error_code: null }),
    );
    // Parsed by the schema of the command with this name.
    return result as z.output<CommandNamed<Name>['output']>;
  } catch (error) {
    trace.stripeRequestId = requestIdOf(error) ?? trace.stripeRequestId;
    const code = isAppError(error) ? error.code : 'internal';
    const outcome = isAppError(error) && error.status < 500 ? 'refused' : 'failed';
    await writeEnd(deps, auditRow(command, actor, trace, { outcome, error_code: code }));
    throw error;
  }
}
