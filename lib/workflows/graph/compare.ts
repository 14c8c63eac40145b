import { toText } from '../expressions/template';
import type { Operator } from '../nodes/condition';

/**
 * Whether a comparison of a condition holds. Two values that both read as numbers are compared as
 * numbers, whatever their type: what comes from a form is text. Everything else is compared as text,
 * so ISO dates have their order. The code generator writes the same rules in Python and TypeScript.
 */
export function compare(left: unknown, operator: Operator, right: unknown): boolean {
  switch (operator) {
    case 'is_empty':
      return isEmpty(left);
    case 'is_not_empty':
      return !isEmpty(left);
    case 'contains':
      return contains(left, right);
    case 'not_contains':
      return !contains(left, right);
    case 'starts_with':
      return toText(left).startsWith(toText(right));
    case 'ends_with':
      return toText(left).endsWith(toText(right));
    case 'equals':
      return order(left, right) === 0;
    case 'not_equals':
      return order(left, right) !== 0;
    case 'greater_than':
      return isOrdered(left, right) && order(left, right) > 0;
    case 'greater_or_equal':
      return isOrdered(left, right) && order(left, right) >= 0;
    case 'less_than':
      return isOrdered(left, right) && order(left, right) < 0;
    case 'less_or_equal':
      return isOrdered(left, right) && order(left, right) <= 0;
  }
}

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : null;
}

/** Nothing is neither over nor under anything. */
const isOrdered = (left: unknown, right: unknown) => !isEmpty(left) && !isEmpty(right);

/** Negative, zero or positive, as `left` comes before, with or after `right`. */
function order(left: unknown, right: unknown): number {
  const [a, b] = [toNumber(left), toNumber(right)];
  if (a !== null && b !== null) return a - b;
  const [textA, textB] = [toText(left), toText(right)];
  if (textA === textB) return 0;
  return textA < textB ? -1 : 1;
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(whole)) return whole.some((each) => order(each, part) === 0);
  return toText(whole).includes(toText(part));
}
