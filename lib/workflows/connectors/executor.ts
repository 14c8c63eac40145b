import type { z } from 'zod';
import type { ConfigOf, NodeType } from '../nodes/registry';

export type Json = z.core.util.JSONType;

/** What an action gets to do its work; everything that it may touch outside comes in here. */
export interface StepInput<Type extends NodeType> {
  /** The settings with every `{{ expression }}` computed. */
  config: ConfigOf<Type>;
  /** The opened secret of the account, in the shape of its kind; null for nodes without one. */
  credential: Readonly<Record<string, string>> | null;
  /** What started the run; for actions that pass it on as it is. */
  trigger: Json;
  /** `runId:stepKey`. The same at every attempt, so that the provider does it once. */
  idempotencyKey: string;
  /** Aborted when the run is cancelled or the step has used up its time. */
  signal: AbortSignal;
  /** A line of the step's log. Secrets are redacted before it is kept. */
  log: (message: string) => void;
}

/** Does one kind of step. Throws a `StepFailure`; anything else is a bug and is told as one. */
export type Executor<Type extends NodeType> = (input: StepInput<Type>) => Promise<Json>;

interface FailureOptions {
  /** Whether another attempt may succeed: the network, 408, 429 and 5xx; never a refusal. */
  isTemporary: boolean;
  /** What the provider asked for (Retry-After), in seconds. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** A step that failed in a way its author can understand; the message is shown to him. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  readonly isTemporary: boolean;
  readonly retryAfterSeconds: number | null;

  constructor(message: string, { isTemporary, retryAfterSeconds, cause }: FailureOptions) {
    super(message, { cause });
    this.isTemporary = isTemporary;
    this.retryAfterSeconds = retryAfterSeconds ?? null;
  }
}
