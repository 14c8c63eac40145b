import 'server-only';
import { StepFailure, type Json } from '../connectors/executor';
import { evaluateExpression } from '../expressions/evaluate';
import { resolveConfig } from '../expressions/resolve-config';
import type { Scope } from '../expressions/scope';
import { toText } from '../expressions/template';
import { compare } from '../graph/compare';
import type { GraphNode } from '../graph/structure';
import { secondsPerUnit } from '../nodes/wait';

/** What a step of logic came to. */
export type LogicResult =
  | {
      kind: 'done';
      input: Json;
      output: Json;
      handle?: string;
      /** Of a loop: what it goes through, and how much that is. */
      items?: readonly Json[];
      count?: number;
    }
  /** Until then, in milliseconds since 1970. */
  | { kind: 'wait'; input: Json; until: number };

/**
 * Computes a step that only decides or computes: no outside, no attempts.
 *
 * @returns null when the node is none of them
 * @throws StepFailure
 */
export async function computeLogic(
  { type, data }: GraphNode,
  scope: Scope,
  now: number,
): Promise<LogicResult | null> {
  switch (type) {
    case 'condition':
      return decide(await resolveConfig('condition', data, scope));
    case 'switch':
      return choose(await resolveConfig('switch', data, scope));
    case 'loop':
      return openLoop(await resolveConfig('loop', data, scope));
    case 'wait':
      return toWait(await resolveConfig('wait', data, scope), now);
    case 'transform': {
      const { expression } = await resolveConfig('transform', data, scope);
      const output = await evaluateExpression(expression, scope);
      return { kind: 'done', input: { expression }, output };
    }
    default:
      return null;
  }
}

type Resolved<Type extends 'condition' | 'switch' | 'loop' | 'wait'> = Awaited<
  ReturnType<typeof resolveConfig<Type>>
>;

function decide({ match, conditions }: Resolved<'condition'>): LogicResult {
  const holds = conditions.map(({ left, operator, right }) => compare(left, operator, right));
  const result = match === 'all' ? holds.every(Boolean) : holds.some(Boolean);
  return {
    kind: 'done',
    input: { match, conditions },
    output: { result },
    handle: result ? 'yes' : 'no',
  };
}

function choose({ value, cases }: Resolved<'switch'>): LogicResult {
  const found = cases.find(({ equals }) => compare(value, 'equals', equals));
  const handle = found?.id ?? 'default';
  return { kind: 'done', input: { value: toText(value), cases }, output: { case: handle }, handle };
}

function openLoop({ items, itemsMax }: Resolved<'loop'>): LogicResult {
  // JSONata gives a list of one as its only item, and an empty one as nothing.
  const list = Array.isArray(items) ? items : items === null || items === '' ? [] : [items];
  if (list.length > itemsMax) {
    const message = `The list has ${list.length} items, and at most ${itemsMax} are allowed here`;
    throw new StepFailure(message, { isTemporary: false });
  }
  const count = list.length;
  const input = { items: list, itemsMax };
  return { kind: 'done', input, output: { count }, items: list, count };
}

const DAY_MS = 86_400_000;
/** As long as the longest wait that can be drawn. */
const WAIT_MS_MAX = 366 * DAY_MS;

function toWait({ mode, amount, unit, until }: Resolved<'wait'>, now: number): LogicResult {
  const moment = mode === 'duration' ? now + amount * secondsPerUnit[unit] * 1000 : toMoment(until);
  if (moment - now > WAIT_MS_MAX) {
    throw new StepFailure('A wait may be at most 366 days', { isTemporary: false });
  }
  return { kind: 'wait', input: { until: new Date(moment).toISOString() }, until: moment };
}

/** ISO 8601, or seconds since 1970 as Stripe writes them. */
function toMoment(value: Json): number {
  const text = toText(value).trim();
  const moment = /^\d{1,11}(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(moment)) {
    throw new StepFailure(`"${text.slice(0, 100)}" is no moment`, { isTemporary: false });
  }
  return moment;
}
