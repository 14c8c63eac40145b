import 'server-only';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, generateText } from 'ai';
import { log as logServer } from '@/lib/errors/log';
import type { ConfigOf } from '../../nodes/registry';
import type { TokenBudget, TokenReservation } from '../../usage/commands';
import { StepFailure, type Executor } from '../executor';
import { toDetail, toStatusFailure } from '../failures';

export interface AiDeps {
  baseUrl: string | undefined;
  apiKey: string | undefined;
  model: string | undefined;
  budget: TokenBudget;
}

/** A token of English is hardly ever shorter; the names of the roles and their like are added. */
const CHARS_PER_TOKEN = 2;
const FRAME_TOKENS = 50;

const tokensAtMost = ({ system, prompt, outputTokensMax }: ConfigOf<'ai_prompt'>): number =>
  Math.ceil((system.length + prompt.length) / CHARS_PER_TOKEN) + FRAME_TOKENS + outputTokensMax;

/** Asks the language model of this installation, within its tokens of the month. */
export function createAiPrompt({ baseUrl, apiKey, model, budget }: AiDeps): Executor<'ai_prompt'> {
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
    const reservation = await reserve(budget, tokensAtMost(config));
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
      await settle(budget, reservation, usage.totalTokens ?? reservation.tokens);
      log(`${model} used ${usage.totalTokens ?? 0} tokens`);
      return { text };
    } catch (error) {
      if (hasCostNothing(error, signal)) await settle(budget, reservation, 0);
      throw toFailure(error, signal, apiKey);
    }
  };
}

/** @throws StepFailure when the month has no room, or that cannot be known now */
async function reserve(budget: TokenBudget, tokens: number): Promise<TokenReservation> {
  const reservation = await budget.reserve(tokens).catch((cause: unknown) => {
    const message = 'What the language model may still use this month cannot be read now';
    throw new StepFailure(message, { isTemporary: true, cause });
  });
  if (reservation !== null) return reservation;
  const message = 'The language model has been used up for this month: its operator can allow more';
  throw new StepFailure(message, { isTemporary: false });
}

/** What cannot be counted stays set aside; the answer is there, and asking again would cost again. */
async function settle(budget: TokenBudget, reservation: TokenReservation, usedTokens: number) {
  await budget.settle(reservation, usedTokens).catch((err: unknown) => {
    logServer.warn({ err }, 'the tokens of a step were not settled');
  });
}

/** A model may have worked for who went away, or cannot read what it says. */
function hasCostNothing(error: unknown, signal: AbortSignal): boolean {
  if (signal.aborted || !APICallError.isInstance(error)) return false;
  return error.statusCode === undefined || error.statusCode >= 300;
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
