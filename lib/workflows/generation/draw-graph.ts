import 'server-only';
import type { ModelMessage } from 'ai';
import { log } from '@/lib/errors/log';
import type { Graph } from '../graph/schema';
import type { Plan } from '../planner/plan';
import type { TokenBudget } from '../usage/commands';
import { askModel, tokensAtMost, type GenerationModel } from './ask-model';
import { writeDescription, writeRepair } from './instructions';
import { readAnswer, type AnswerReading } from './read-answer';
import type { Fallback, GenerationQuestion } from './schema';

export interface DrawDeps {
  /** Null where no language model is connected. */
  model: GenerationModel | null;
  budget: TokenBudget;
  planner: (words: string) => Plan;
}

/** Words as a graph, and who has read them. */
export interface Drawing {
  name: string;
  graph: Graph;
  notUnderstood: string[];
  questions: GenerationQuestion[];
  source: 'model' | 'planner';
  fallback: Fallback | null;
  /** A model has answered, which costs, whatever came of it. */
  hasCost: boolean;
}

/** Of a wrong answer, what goes back to be mended. */
const ANSWER_CHARS_MAX = 20_000;

/** The first answer and one that mends it. */
const ROUNDS = 2;

type ModelDrawing =
  | { outcome: 'drawn'; reading: AnswerReading & { graph: Graph } }
  | { outcome: 'failed'; fallback: Fallback; hasCost: boolean };

/**
 * Draws the workflow that words describe: with the language model where one is connected, else, and
 * where that fails, with the embedded planner.
 *
 * @param signal ends the work with the model; the planner then answers
 */
export async function drawGraph(
  { model, budget, planner }: DrawDeps,
  description: string,
  signal: AbortSignal,
): Promise<Drawing> {
  const drawn = model === null ? null : await askForGraph({ model, budget }, description, signal);
  if (drawn?.outcome === 'drawn') {
    const { name, graph, notUnderstood, leftOut } = drawn.reading;
    const questions = leftOut.map(({ nodeId, field, message }) => ({ nodeId, field, message }));
    return {
      name,
      graph,
      notUnderstood,
      questions,
      source: 'model',
      fallback: null,
      hasCost: true,
    };
  }
  const plan = planner(description);
  const { fallback = null, hasCost = false } = drawn ?? {};
  return { ...plan, source: 'planner', fallback, hasCost };
}

async function askForGraph(
  { model, budget }: { model: GenerationModel; budget: TokenBudget },
  description: string,
  signal: AbortSignal,
): Promise<ModelDrawing> {
  const messages: ModelMessage[] = [{ role: 'user', content: writeDescription(description) }];
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(model.timeoutMs)]);
  let usable: (AnswerReading & { graph: Graph }) | null = null;
  let fallback: Fallback = 'model_unusable';
  let hasCost = false;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const reservation = await budget.reserve(tokensAtMost(messages));
    if (reservation === null) {
      fallback = 'tokens_used_up';
      break;
    }
    const answer = await askModel(model, messages, deadline);
    if (answer.outcome === 'unreachable') {
      log.warn({ status: answer.status }, 'the language model gave no answer');
      // A model may have worked for who went away, waited in vain, or cannot read what it says: what was
      // set aside for it stays so.
      const isReadable = answer.status === null || answer.status >= 300;
      if (isReadable && !deadline.aborted) await budget.settle(reservation, 0);
      hasCost ||= signal.aborted || !isReadable;
      fallback = 'model_unreachable';
      break;
    }
    hasCost = true;
    await budget.settle(reservation, answer.usedTokens ?? reservation.tokens);
    const text = answer.outcome === 'answered' ? JSON.stringify(answer.value) : answer.text;
    const reading = readAnswer(answer.outcome === 'answered' ? answer.value : null, description);
    if (reading.graph !== null) usable = { ...reading, graph: reading.graph };
    if (reading.faults.length === 0) break;
    messages.push(
      { role: 'assistant', content: text.slice(0, ANSWER_CHARS_MAX) },
      { role: 'user', content: writeRepair(reading.faults) },
    );
  }
  if (usable !== null) return { outcome: 'drawn', reading: usable };
  return { outcome: 'failed', fallback, hasCost };
}
