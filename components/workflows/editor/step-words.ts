import type { GraphNode } from '@/lib/workflows/graph/structure';
import { isUnary, operatorLabels, type Operator } from '@/lib/workflows/nodes/condition';
import { fields } from '@/lib/workflows/nodes/field';
import { findNode } from '@/lib/workflows/nodes/registry';
import { stripeEventLabels } from '@/lib/workflows/nodes/stripe-event';
import { z } from 'zod';

const CHARS_MAX = 80;

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const comparisons = z.array(
  z.object({
    left: z.string().default(''),
    operator: z.string().default('equals'),
    right: z.string().default(''),
  }),
);

/** `{{ trigger.body.email }}` reads better as `trigger.body.email`. */
const bare = (words: string) => words.replace(/\{\{\s*(.*?)\s*\}\}/gs, '$1').replace(/\s+/g, ' ');

function sayConditions(value: unknown, match: unknown): string {
  const parsed = comparisons.safeParse(value);
  if (!parsed.success) return '';
  const said = parsed.data
    .filter(({ left }) => left.trim() !== '')
    .map(({ left, operator, right }) => {
      const words = operatorLabels[operator as Operator] as string | undefined;
      return `${bare(left)} ${words ?? operator}${isUnary(operator) ? '' : ` ${bare(right)}`}`;
    });
  return said.join(match === 'any' ? ' or ' : ' and ');
}

function sayWait({ mode, amount, unit, until }: GraphNode['data']): string {
  if (mode === 'until') return textOf(until) && `Until ${bare(textOf(until))}`;
  const count = typeof amount === 'number' ? amount : 1;
  const words = textOf(unit) || 'days';
  return `${count} ${count === 1 ? words.replace(/s$/, '') : words}`;
}

/** The label of the chosen option of a field. */
function sayChoice({ type, data }: GraphNode, field: string): string {
  const schema: unknown = findNode(type)?.config.shape[field];
  if (!(schema instanceof z.ZodType)) return '';
  const value: unknown = data[field] ?? schema.safeParse(undefined).data;
  return fields.get(schema)?.options?.find((option) => option.value === value)?.label ?? '';
}

const join = (...parts: string[]) => parts.filter((part) => part !== '').join(' · ');

function say(node: GraphNode): string {
  const { type, data } = node;
  const text = (field: string) => bare(textOf(data[field]));
  switch (type) {
    case 'schedule':
      return join(text('cron'), text('timezone'));
    case 'stripe_event': {
      const known: Record<string, string> = stripeEventLabels;
      return known[textOf(data.eventType) || 'invoice.payment_failed'] ?? textOf(data.eventType);
    }
    case 'condition':
      return sayConditions(data.conditions, data.match);
    case 'switch':
      return text('value') && `By ${text('value')}`;
    case 'loop':
      return text('items') && `Of ${text('items')}`;
    case 'wait':
      return sayWait(data);
    case 'http_request':
      return text('url') && `${sayChoice(node, 'method')} ${text('url')}`;
    case 'send_email':
      return join(text('to') && `To ${text('to')}`, text('subject'));
    default:
      break;
  }
  const operation = sayChoice(node, 'operation');
  const names = [
    'expression',
    'table',
    'event',
    'email',
    'customer',
    'invoice',
    'charge',
    'prompt',
  ];
  return join(operation, names.map(text).find((words) => words !== '') ?? '');
}

/** What a step does, in a line: its most telling settings, or what kind of step it is. */
export function summaryOf(node: GraphNode): string {
  const { label } = node.data;
  const definition = findNode(node.type);
  const said = say(node);
  const kind = definition?.label ?? node.type;
  const fallback = textOf(label) === kind || textOf(label) === '' ? '' : kind;
  const words = said === '' || said === textOf(label) ? fallback : said;
  return words.length > CHARS_MAX ? `${words.slice(0, CHARS_MAX - 1)}…` : words;
}
