import type { Expression, FunctionName } from './ast';

/** Functions whose result is never larger than what they are given, and whose work is linear in it. */
const harmless: ReadonlySet<FunctionName> = new Set<FunctionName>([
  'abs',
  'average',
  'boolean',
  'ceil',
  'contains',
  'count',
  'exists',
  'floor',
  'keys',
  'length',
  'lookup',
  'lowercase',
  'max',
  'min',
  'not',
  'number',
  'round',
  'sqrt',
  'string',
  'substring',
  'substringAfter',
  'substringBefore',
  'sum',
  'trim',
  'uppercase',
]);

/**
 * Whether an expression is sure to be done soon and to need little memory, whatever data it reads:
 * it looks up, compares, and puts text together at its outside only. Anything that may multiply
 * what it is given (a map, a range, a list, an object) is not.
 */
export function isHarmless(expression: Expression): boolean {
  if (expression.kind === 'binary' && expression.operator === '&') {
    return isHarmless(expression.left) && isHarmless(expression.right);
  }
  if (expression.kind === 'choice') {
    const { condition, yes, no } = expression;
    return isLookup(condition) && isHarmless(yes) && (no === null || isHarmless(no));
  }
  return isLookup(expression);
}

function isLookup(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'root':
      return true;
    case 'here':
    case 'list':
    case 'range':
    case 'object':
      return false;
    case 'path':
      return (
        isLookup(expression.from) &&
        expression.steps.every(
          (step) => step.kind === 'field' || (step.kind === 'filter' && isPlace(step.by)),
        )
      );
    case 'binary':
      return expression.operator !== '&' && isLookup(expression.left) && isLookup(expression.right);
    case 'negate':
      return isLookup(expression.of);
    case 'choice':
      return [expression.condition, expression.yes, expression.no].every(
        (part) => part === null || isLookup(part),
      );
    case 'call':
      return harmless.has(expression.name) && expression.args.every(isLookup);
  }
}

/** A number in brackets: the item at that place. */
function isPlace(by: Expression): boolean {
  if (by.kind === 'negate') return by.of.kind === 'literal';
  return by.kind === 'literal';
}
