import 'server-only';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  APICallError,
  generateText,
  jsonSchema,
  NoObjectGeneratedError,
  Output,
  type ModelMessage,
} from 'ai';
import { describeAnswer } from './answer-schema';
import { writeInstructions } from './instructions';

/** The language model of this installation. */
export interface GenerationModel {
  baseUrl: string;
  apiKey: string | undefined;
  name: string;
  /** For all rounds of one generation together. */
  timeoutMs: number;
}

export type ModelOutcome =
  /** `value` is JSON of any shape. Tokens are null when the endpoint does not say them. */
  | { outcome: 'answered'; value: unknown; usedTokens: number | null }
  /** It has answered, but with something that is no JSON. */
  | { outcome: 'unreadable'; text: string; usedTokens: number | null }
  | { outcome: 'unreachable'; status: number | null };

/** Of one round. A graph of forty steps has about this many. */
const OUTPUT_TOKENS_MAX = 8000;
/** Far above what so many tokens can be; an endpoint that sends on and on is cut off. */
const ANSWER_BYTES_MAX = 512 * 1024;
/** A token of English or JSON is hardly ever shorter. */
const CHARS_PER_TOKEN = 2;

const schema = jsonSchema(describeAnswer());
const instructions = writeInstructions();

/** The most tokens that a round with these messages can use. */
export function tokensAtMost(messages: readonly ModelMessage[]): number {
  const chars =
    instructions.length + JSON.stringify(messages).length + JSON.stringify(describeAnswer()).length;
  return Math.ceil(chars / CHARS_PER_TOKEN) + OUTPUT_TOKENS_MAX;
}

/** `fetch` that follows no redirect, on which the key would travel, and reads an answer up to a size. */
const boundedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'error' });
  let bytes = 0;
  const bounded = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > ANSWER_BYTES_MAX) controller.error(new Error('The answer is too long'));
        else controller.enqueue(chunk);
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(bounded ?? null, { status, statusText, headers });
};

/**
 * One round with the model. It never throws; an endpoint that is down, refuses, or is too slow is
 * an outcome.
 */
export async function askModel(
  { baseUrl, apiKey, name }: GenerationModel,
  messages: ModelMessage[],
  signal: AbortSignal,
): Promise<ModelOutcome> {
  const provider = createOpenAICompatible({
    name: 'model',
    baseURL: baseUrl,
    supportsStructuredOutputs: true,
    fetch: boundedFetch,
    ...(apiKey !== undefined && { apiKey }),
  });
  try {
    const { output, usage } = await generateText({
      model: provider(name),
      instructions,
      messages,
      output: Output.object({ schema, name: 'workflow' }),
      maxOutputTokens: OUTPUT_TOKENS_MAX,
      abortSignal: signal,
      // A second try would double the wait; the embedded planner answers at once.
      maxRetries: 0,
    });
    return { outcome: 'answered', value: output, usedTokens: usage.totalTokens ?? null };
  } catch (error) {
    if (NoObjectGeneratedError.isInstance(error)) {
      const { text = '', usage } = error;
      return { outcome: 'unreadable', text, usedTokens: usage?.totalTokens ?? null };
    }
    // Its words may hold the description, or a key: the status is what an operator needs.
    const status = APICallError.isInstance(error) ? (error.statusCode ?? null) : null;
    return { outcome: 'unreachable', status };
  }
}
