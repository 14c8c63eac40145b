import jsonata from 'jsonata';
import {
  binaryOperators,
  functionArities,
  isFunctionName,
  rootNames,
  type BinaryOperator,
  type Expression,
  type PathStep,
} from './ast';

const EXPRESSION_CHARS_MAX = 2000;

export type Parsed = { ok: true; expression: Expression } | { ok: false; message: string };

/** What the language does not have, said for people. */
class Refusal extends Error {}

/** A node as JSONata's parser gives it; its published type leaves out most of these. */
interface Node {
  type: string;
  value?: unknown;
  lhs?: Node | [Node, Node][];
  rhs?: Node;
  expression?: Node;
  expressions?: Node[];
  steps?: Node[];
  stages?: Node[];
  predicate?: Node[];
  expr?: Node;
  procedure?: Node;
  arguments?: Node[];
  condition?: Node;
  then?: Node;
  else?: Node;
  keepSingletonArray?: boolean;
  group?: unknown;
  focus?: unknown;
  index?: unknown;
}

/**
 * Reads an expression in the part of JSONata (https://docs.jsonata.org) that workflows speak: what
 * the engine computes and what the code generator can write in Python and TypeScript. There are no
 * lambdas, no regular expressions and no `$eval`: nothing that runs long or reaches outside.
 */
export function parseExpression(source: string): Parsed {
  if (source.trim() === '') return { ok: false, message: 'The expression is empty' };
  if (source.length > EXPRESSION_CHARS_MAX) {
    const message = `An expression may have at most ${EXPRESSION_CHARS_MAX} characters`;
    return { ok: false, message };
  }
  try {
    // Every property is checked for its presence where it is read.
    const tree = jsonata(source).ast() as unknown as Node;
    return { ok: true, expression: convert(tree, false) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message };
    return { ok: false, message: `Cannot read "${source}": ${messageOf(error)}` };
  }
}

/** The library throws plain objects with a message. */
function messageOf(error: unknown): string {
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  return hasMessage ? String(error.message) : String(error);
}

function required(node: Node | undefined): Node {
  if (node === undefined) throw new Refusal('The expression is not complete');
  return node;
}

/** @param isInside whether names belong to the item that a filter or a map looks at */
function convert(node: Node, isInside: boolean): Expression {
  const converted = convertBare(node, isInside);
  const stages = node.predicate ?? [];
  if (stages.length === 0) return converted;
  return { kind: 'path', from: converted, steps: stages.map(toFilter), isAlwaysList: false };
}

function convertBare(node: Node, isInside: boolean): Expression {
  const of = (child: Node | undefined) => convert(required(child), isInside);
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
      return toLiteral(node.value);
    case 'variable':
      return toVariable(node.value);
    case 'name':
    case 'path':
      return toPath(node, isInside);
    case 'binary':
      return toBinary(node, isInside);
    case 'unary':
      return toUnary(node, isInside);
    case 'block':
      if (node.expressions?.length !== 1) throw new Refusal('Write one expression, without ;');
      return of(node.expressions[0]);
    case 'condition': {
      const no = node.else === undefined ? null : of(node.else);
      return { kind: 'choice', condition: of(node.condition), yes: of(node.then), no };
    }
    case 'function':
      return toCall(node, isInside);
    default:
      throw new Refusal(`A ${node.type} is not part of the language here`);
  }
}

function toLiteral(value: unknown): Expression {
  const isPlain =
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean';
  if (!isPlain) throw new Refusal('Write text, a number, true, false or null');
  return { kind: 'literal', value };
}

function toVariable(name: unknown): Expression {
  if (name === '') return { kind: 'here' };
  if (name === '$') return { kind: 'root' };
  throw new Refusal(`The variable $${String(name)} does not exist`);
}

const roots: ReadonlySet<string> = new Set(rootNames);

function toPath(node: Node, isInside: boolean): Expression {
  const steps = node.type === 'name' ? [node] : (node.steps ?? []);
  const [first, ...rest] = steps;
  if (first === undefined) throw new Refusal('The expression is not complete');
  if (node.group !== undefined) throw new Refusal('Grouping with { } is not part of the language');
  const isNamed = first.type === 'name';
  const isOutside = !isInside && isNamed;
  if (isOutside && !roots.has(String(first.value))) {
    const names = rootNames.join(', ');
    throw new Refusal(`"${String(first.value)}" is unknown: an expression begins with ${names}`);
  }
  const from: Expression = isNamed
    ? { kind: isInside ? 'here' : 'root' }
    : convertBare(first, isInside);
  const own: PathStep[] = isNamed ? [{ kind: 'field', name: String(first.value) }] : [];
  return {
    kind: 'path',
    from,
    steps: [...own, ...filtersOf(first), ...rest.flatMap(toSteps)],
    isAlwaysList: node.keepSingletonArray === true,
  };
}

function toSteps(node: Node): PathStep[] {
  if (node.focus !== undefined || node.index !== undefined) {
    throw new Refusal('Variables with @ and # are not part of the language here');
  }
  // Text in quotes after a dot is a field's name, too.
  const isField = node.type === 'name' || node.type === 'string';
  const step: PathStep = isField
    ? { kind: 'field', name: String(node.value) }
    : { kind: 'map', to: convertBare(node, true) };
  return [step, ...filtersOf(node)];
}

function filtersOf(node: Node): PathStep[] {
  return [...(node.stages ?? []), ...(node.predicate ?? [])].map(toFilter);
}

function toFilter(stage: Node): PathStep {
  if (stage.type !== 'filter') throw new Refusal(`${stage.type} is not part of the language here`);
  return { kind: 'filter', by: convert(required(stage.expr), true) };
}

function toBinary(node: Node, isInside: boolean): Expression {
  const operator = binaryOperators.find((known) => known === node.value);
  if (operator === undefined || Array.isArray(node.lhs)) {
    throw new Refusal(`The operator ${String(node.value)} is not part of the language here`);
  }
  return {
    kind: 'binary',
    operator: operator satisfies BinaryOperator,
    left: convert(required(node.lhs), isInside),
    right: convert(required(node.rhs), isInside),
  };
}

function toUnary(node: Node, isInside: boolean): Expression {
  if (node.value === '-') {
    return { kind: 'negate', of: convert(required(node.expression), isInside) };
  }
  if (node.value === '[') return toList(node.expressions ?? [], isInside);
  if (node.value !== '{' || !Array.isArray(node.lhs)) {
    throw new Refusal(`${String(node.value)} is not part of the language here`);
  }
  const entries = node.lhs.map(([key, value]) => ({
    key: convert(key, isInside),
    value: convert(value, isInside),
  }));
  return { kind: 'object', entries };
}

function toList(items: Node[], isInside: boolean): Expression {
  const [only] = items;
  const isRange = items.length === 1 && only?.type === 'binary' && only.value === '..';
  if (!isRange) return { kind: 'list', items: items.map((item) => convert(item, isInside)) };
  if (Array.isArray(only.lhs)) throw new Refusal('A range has two ends');
  return {
    kind: 'range',
    from: convert(required(only.lhs), isInside),
    to: convert(required(only.rhs), isInside),
  };
}

function toCall(node: Node, isInside: boolean): Expression {
  const name = node.procedure?.type === 'variable' ? String(node.procedure.value) : '';
  if (!isFunctionName(name)) throw new Refusal(`There is no function $${name}`);
  const args = (node.arguments ?? []).map((argument) => convert(argument, isInside));
  const [least, most] = functionArities[name];
  if (args.length < least || args.length > most) {
    const count = least === most ? String(least) : `${least} or ${most}`;
    throw new Refusal(`$${name} takes ${count} value${most === 1 ? '' : 's'}`);
  }
  return { kind: 'call', name, args };
}
