import { resolveConfig } from '../expressions/resolve-config';
import type { ConfigOf } from '../nodes/registry';
import { StepFailure, type Executor, type Json, type StepInput } from './executor';
import type { ActionType } from './executors';

interface Step<Type extends ActionType> extends Partial<Omit<StepInput<Type>, 'config'>> {
  data: Record<string, unknown>;
}

/** Runs one step as the runner would, with settings as they stand in a graph. */
export async function runStep<Type extends ActionType>(
  type: Type,
  executor: Executor<Type>,
  { data, ...rest }: Step<Type>,
): Promise<Json> {
  const scope = { trigger: rest.trigger ?? {}, steps: {}, run: {} };
  // No action has fields that hold other values than its schema's.
  const config = (await resolveConfig(type, data, scope)) as ConfigOf<Type>;
  return executor({
    config,
    credential: null,
    trigger: {},
    idempotencyKey: 'run_1:step_1',
    signal: new AbortController().signal,
    log: () => undefined,
    ...rest,
  });
}

/** The failure of a step that must fail. */
export async function failureOf(step: Promise<unknown>): Promise<StepFailure> {
  try {
    await step;
  } catch (error) {
    if (error instanceof StepFailure) return error;
    throw error;
  }
  throw new Error('The step did not fail');
}
