import 'server-only';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, generateText } from 'ai';
import { StepFailure, type Executor } from '../executor';
import { toDetail, toStatusFailure } from '../failures';

export interface AiDeps {
  baseUrl: string | undefined;
  apiKey: string | undefined;
  model: string | undefined;
}

/** Asks the language model of this installation. */
export function createAiPrompt({ baseUrl, apiKey, model }: AiDeps): Executor<'ai_prompt'> {
  return async ({ config, idempotencyKey, signal, log }) => {
    if (baseUrl === undefined || model === undefined) {
      const message =
        'No language model is connected here: its operator sets AI_BASE_URL and AI_MODEL';
      throw new StepFailure(message, { isTemporary: false });
    }
    const provider = createOpenAICompatible({
      name: 'model',
      baseURL: baseUrl,
      ...(apiKey !== undefined && { apiKey }),
    });
    try {
      const { text, usage } = await generateText({
        model: provider(model),
        ...(config.system !== '' && { instructions: config.system }),
        prompt: config.prompt,
        maxOutputTokens: config.outputTokensMax,
        abortSignal: signal,
        // The runner tries again, and counts.
        maxRetries: 0,
        headers: { 'Idempotency-Key': idempotencyKey },
      });
      log(`${model} used ${usage.totalTokens ?? 0} tokens`);
      return { text };
    } catch (error) {
      throw toFailure(error, signal, apiKey);
    }
  };
}

function toFailure(error: unknown, signal: AbortSignal, apiKey: string | undefined): StepFailure {
  if (signal.aborted) {
    return new StepFailure('The step was stopped', { isTemporary: true, cause: error });
  }
  const secrets = apiKey === undefined ? [] : [apiKey];
  if (APICallError.isInstance(error) && error.statusCode !== undefined) {
    const { statusCode: status, responseHeaders, message: detail } = error;
    const retryAfter = responseHeaders?.['retry-after'];
    return toStatusFailure({
      who: 'The language model',
      status,
      retryAfter,
      detail,
      secrets,
      cause: error,
    });
  }
  const isTemporary = APICallError.isInstance(error) && error.isRetryable;
  const detail = error instanceof Error ? toDetail(error.message, secrets) : '';
  const message = isTemporary
    ? `The language model cannot be reached: ${detail}`
    : `The language model gave no answer that can be read: ${detail}`;
  return new StepFailure(message, { isTemporary, cause: error });
}
