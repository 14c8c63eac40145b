import type { Expression } from './ast';

/** Ids of the steps whose output an expression reads, as `steps.<id>` from the outside. */
export function stepsReadBy(expression: Expression): Set<string> {
  const found = new Set<string>();
  visit(expression, found);
  return found;
}

function visit(expression: Expression, found: Set<string>): void {
  for (const child of childrenOf(expression)) visit(child, found);
  if (expression.kind !== 'path' || expression.from.kind !== 'root') return;
  const [first, second] = expression.steps;
  if (first?.kind === 'field' && first.name === 'steps' && second?.kind === 'field') {
    found.add(second.name);
  }
}

function childrenOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'root':
    case 'here':
      return [];
    case 'path':
      return [
        expression.from,
        ...expression.steps.flatMap((step) =>
          step.kind === 'field' ? [] : [step.kind === 'filter' ? step.by : step.to],
        ),
      ];
    case 'binary':
      return [expression.left, expression.right];
    case 'negate':
      return [expression.of];
    case 'list':
      return expression.items;
    case 'range':
      return [expression.from, expression.to];
    case 'object':
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case 'choice':
      return [expression.condition, expression.yes, ...(expression.no ? [expression.no] : [])];
    case 'call':
      return expression.args;
  }
}
