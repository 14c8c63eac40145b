import 'server-only';
import { setTimeout as delay } from 'node:timers/promises';
import { log } from '@/lib/errors/log';
import { StepFailure, type Executor, type Json, type StepInput } from '../connectors/executor';
import type { CredentialKind } from '../credential-kind';
import { resolveConfig } from '../expressions/resolve-config';
import type { Scope } from '../expressions/scope';
import type { GraphNode } from '../graph/structure';
import { findNode, isNodeType, type ConfigOf, type NodeType } from '../nodes/registry';
import { runLimits } from './limits';
import { redactText, toKeepable } from './redact';
import { Secrets } from './secrets';

/** What does the steps, by type; a type without one cannot run. */
export type Executors = Readonly<{ [Type in NodeType]?: Executor<Type> }>;

export interface ActionDeps {
  executors: Executors;
  /** Opens an account of a person. Throws a StepFailure when it is not there, not his, or of another kind. */
  openCredential: (
    userId: string,
    credentialId: string,
    kind: CredentialKind,
  ) => Promise<Readonly<Record<string, string>>>;
  /** Milliseconds before the attempt after this one, from 1. */
  backoffMs?: (attempt: number) => number;
}

/** An action with everything that it needs, before its first attempt. */
export interface Prepared {
  type: NodeType;
  config: ConfigOf<NodeType>;
  credential: Readonly<Record<string, string>> | null;
  /** Of the account: neither kept nor read by later steps. */
  secrets: Secrets;
  /** The settings without them. */
  input: Json;
}

/** @throws StepFailure when settings cannot be computed or the account cannot be opened */
export async function prepare(
  deps: ActionDeps,
  userId: string,
  { type, data }: GraphNode,
  scope: Scope,
): Promise<Prepared> {
  if (!isNodeType(type)) {
    throw new StepFailure(`There is no step of the type "${type}"`, { isTemporary: false });
  }
  const config = await resolveConfig(type, data, scope);
  const kind = findNode(type)?.credential;
  const id = data.credentialId;
  const hasAccount = kind !== undefined && typeof id === 'string' && id !== '';
  if (kind !== undefined && !hasAccount) {
    throw new StepFailure('Choose the account it acts through', { isTemporary: false });
  }
  const credential = hasAccount ? await deps.openCredential(userId, id, kind) : null;
  const secrets = new Secrets(Object.values(credential ?? {}));
  // What a schema of settings gives is JSON.
  const input = toKeepable(config, secrets);
  // Each type's resolved settings are what its executor reads; the union cannot say so.
  return { type, config: config as ConfigOf<NodeType>, credential, secrets, input };
}

export interface Attempts {
  idempotencyKey: string;
  trigger: Json;
  signal: AbortSignal;
  /** A line for the step's log; already redacted. */
  log: (message: string) => void;
  /** An attempt begins; resolves when that is written down. */
  onAttempt: (attempt: number) => Promise<void>;
}

export type ActionResult =
  | { kind: 'done'; output: Json }
  | { kind: 'failed'; message: string; isRefusal: boolean }
  | { kind: 'aborted' };

/** Does an action, up to three times while what fails is temporary. */
export async function perform(
  deps: ActionDeps,
  prepared: Prepared,
  attempts: Attempts,
): Promise<ActionResult> {
  for (let attempt = 1; ; attempt += 1) {
    await attempts.onAttempt(attempt);
    const outcome = await tryOnce(deps, prepared, attempts);
    if (!(outcome instanceof StepFailure)) return outcome;
    const message = redactText(outcome.message, prepared.secrets);
    attempts.log(`Attempt ${attempt} failed: ${message}`);
    if (attempts.signal.aborted) return { kind: 'aborted' };
    if (!outcome.isTemporary || attempt === runLimits.attempts) {
      return { kind: 'failed', message, isRefusal: !outcome.isTemporary };
    }
    const asked = (outcome.retryAfterSeconds ?? 0) * 1000;
    const own = (deps.backoffMs ?? defaultBackoffMs)(attempt);
    const waitMs = Math.min(Math.max(asked, own), runLimits.backoffMs);
    try {
      await delay(waitMs, undefined, { signal: attempts.signal });
    } catch {
      return { kind: 'aborted' };
    }
  }
}

/** One second, four: with a part by chance, so that runs that failed together do not come back together. */
const defaultBackoffMs = (attempt: number) =>
  4 ** (attempt - 1) * 1000 * (0.75 + Math.random() / 2);

async function tryOnce(
  { executors }: ActionDeps,
  { type, config, credential, secrets }: Prepared,
  attempts: Attempts,
): Promise<ActionResult | StepFailure> {
  // The executor of a type takes the settings of that type, which `prepare` has made.
  const executor = executors[type] as ((input: StepInput<NodeType>) => Promise<Json>) | undefined;
  if (executor === undefined) {
    return new StepFailure('This step cannot be run yet', { isTemporary: false });
  }
  const timeout = AbortSignal.timeout(runLimits.attemptMs);
  const signal = AbortSignal.any([attempts.signal, timeout]);
  try {
    const output = await untilAborted(
      executor({
        config,
        credential,
        trigger: attempts.trigger,
        idempotencyKey: attempts.idempotencyKey,
        signal,
        log: (message) => {
          attempts.log(redactText(message, secrets));
        },
      }),
      signal,
    );
    return checkOutput(toKeepable(output, secrets));
  } catch (error) {
    if (attempts.signal.aborted) return { kind: 'aborted' };
    if (timeout.aborted) {
      const seconds = runLimits.attemptMs / 1000;
      return new StepFailure(`No answer after ${seconds} seconds`, { isTemporary: true });
    }
    return toFailure(error, type);
  }
}

/** An executor that does not listen to its signal must not hold the run. */
async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const aborted = new Promise<never>((_resolve, reject) => {
    const stop = () => {
      reject(new Error('aborted'));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, aborted]);
}

function checkOutput(output: Json): ActionResult | StepFailure {
  const bytes = Buffer.byteLength(JSON.stringify(output));
  if (bytes <= runLimits.outputBytes) return { kind: 'done', output };
  const message = `It answered with ${Math.ceil(bytes / 1024)} KiB; a step may keep ${runLimits.outputBytes / 1024}`;
  return new StepFailure(message, { isTemporary: false });
}

/**
 * A known failure as it is; anything else is our bug: it is logged, and the person is told so. Its words may hold what
 * the step was given, secrets too, so that only its kind and place are logged.
 */
export function toFailure(error: unknown, type: string): StepFailure {
  if (error instanceof StepFailure) return error;
  // The class may be another copy of itself, where a bundler made two.
  if (error instanceof Error && error.name === 'StepFailure' && 'isTemporary' in error) {
    return new StepFailure(error.message, { isTemporary: error.isTemporary === true });
  }
  const name = error instanceof Error ? error.name : typeof error;
  log.error(
    { error: name, at: placesOf(error), type },
    'a step failed in a way that nobody foresaw',
  );
  return new StepFailure('Something went wrong on our side', { isTemporary: false, cause: error });
}

/** Where an error was thrown: its stack without its words. */
function placesOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines.flatMap((line) => (/^ +at .*:\d+:\d+\)?$/.test(line) ? line.trim() : []));
}
