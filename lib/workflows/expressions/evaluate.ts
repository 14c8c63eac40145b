import 'server-only';
import jsonata from 'jsonata';
import { StepFailure, type Json } from '../connectors/executor';
import { evaluateApart, type EvaluationResult } from './evaluation-process';
import { isHarmless } from './harmless';
import { evaluationLimits } from './limits';
import { parseExpression } from './parse';
import type { Scope } from './scope';
import { parseTemplate, soleExpression, toText } from './template';

/** Of everything that a step's expressions put into its settings, as JSON text. */
const FILLED_CHARS_MAX = 1024 * 1024;

/**
 * The value of one expression; null when it finds nothing. Never runs longer than
 * `evaluationLimits` allow, and reads nothing but the scope.
 * @throws StepFailure, not temporary, when it cannot be read or computed
 */
export async function evaluateExpression(source: string, scope: Scope): Promise<Json> {
  const values = await computeAll([source], scope);
  return values.get(source) ?? null;
}

/**
 * Words with their `{{ expressions }}` computed. One expression and nothing else keeps its type.
 * @throws StepFailure like `evaluateExpression`
 */
export async function fillTemplate(words: string, scope: Scope): Promise<Json> {
  const filling = await computeFilling([words], scope);
  return filling.toValue(words);
}

/** Puts computed values into words; how much is counted over everything that it fills. */
export class Filling {
  readonly #values: ReadonlyMap<string, Json>;
  readonly #texts = new Map<string, string>();
  #chars = 0;

  constructor(values: ReadonlyMap<string, Json>) {
    this.#values = values;
  }

  toText(words: string): string {
    return parseTemplate(words)
      .map((part) => (part.kind === 'text' ? part.text : this.#textOf(part.source)))
      .join('');
  }

  toValue(words: string): Json {
    const source = soleExpression(words);
    if (source === null) return this.toText(words);
    this.#textOf(source);
    return this.#values.get(source) ?? null;
  }

  #textOf(source: string): string {
    const text = this.#texts.get(source) ?? toText(this.#values.get(source));
    this.#texts.set(source, text);
    this.#chars += text.length;
    if (this.#chars > FILLED_CHARS_MAX) {
      const message = 'The settings of this step become larger than 1 MiB when they are computed';
      throw new StepFailure(message, { isTemporary: false });
    }
    return text;
  }
}

/** Computes every expression of some words at once. */
export async function computeFilling(words: readonly string[], scope: Scope): Promise<Filling> {
  const sources = words
    .flatMap(parseTemplate)
    .flatMap((part) => (part.kind === 'expression' ? [part.source] : []));
  return new Filling(await computeAll(sources, scope));
}

async function computeAll(sources: readonly string[], scope: Scope): Promise<Map<string, Json>> {
  const known = new Map<string, Json>();
  const apart: string[] = [];
  for (const source of new Set(sources)) {
    const parsed = parseExpression(source);
    if (!parsed.ok) throw new StepFailure(parsed.message, { isTemporary: false });
    if (isHarmless(parsed.expression)) known.set(source, read(source, await here(source, scope)));
    else apart.push(source);
  }
  if (apart.length === 0) return known;
  const outcome = await evaluateApart({ sources: apart, scope });
  if (outcome.kind !== 'done') throw new StepFailure(...tooMuch(outcome.kind, apart));
  for (const [index, source] of apart.entries()) {
    const result = outcome.results[index];
    if (result !== undefined) known.set(source, read(source, result));
  }
  return known;
}

function tooMuch(kind: 'slow' | 'gone', sources: readonly string[]) {
  const what = sources.map((source) => `{{ ${source} }}`).join(', ');
  const why = kind === 'slow' ? 'takes too long' : 'needs too much memory';
  return [`Cannot compute ${what}: it ${why}`, { isTemporary: false }] as const;
}

function read(source: string, result: EvaluationResult): Json {
  if (!result.ok) {
    const message = `Cannot compute {{ ${source} }}: ${result.message}`;
    throw new StepFailure(message, { isTemporary: false });
  }
  // What JSON.stringify wrote is JSON.
  return JSON.parse(result.text) as Json;
}

/** Without a process of its own: most templates only look something up, and there are many. */
async function here(source: string, scope: Scope): Promise<EvaluationResult> {
  const { expressionMilliseconds: timeout, depth: stack, listItems: sequence } = evaluationLimits;
  try {
    const expression = jsonata(source, { timeout, stack, sequence });
    const value: unknown = await expression.evaluate(scope, {});
    const isNumberless = typeof value === 'number' && !Number.isFinite(value);
    if (isNumberless) return { ok: false, message: 'its result is no number' };
    const isLong = typeof value === 'string' && value.length > evaluationLimits.resultBytes;
    const text = isLong ? null : value === undefined ? 'null' : JSON.stringify(value);
    if (text === null || Buffer.byteLength(text) > evaluationLimits.resultBytes) {
      return { ok: false, message: 'its result is larger than 256 KiB' };
    }
    return { ok: true, text };
  } catch (error) {
    return { ok: false, message: messageOf(error) };
  }
}

/** The library throws plain objects with a message. */
function messageOf(error: unknown): string {
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  return hasMessage ? String(error.message) : String(error);
}
