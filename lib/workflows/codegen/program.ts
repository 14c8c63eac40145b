import { toPlans } from '../expressions/field-plan';
import { parseExpression } from '../expressions/parse';
import { parseTemplate, soleExpression } from '../expressions/template';
import type { Json } from '../connectors/executor';
import { readStructure, type GraphNode, type Structure } from '../graph/structure';
import type { Graph } from '../graph/schema';
import { isUnary } from '../nodes/condition';
import { nodes, readConfig, type AnyNode, type ConfigOf, type NodeType } from '../nodes/registry';
import { secondsPerUnit } from '../nodes/wait';
import { toBlock, type Statement } from './block';
import { writeExpression } from './expression';
import { waysOf, type Literal } from './guards';
import type { NamedValue, Syntax } from './syntax';

export interface Program {
  /** The body of the function that does the work. */
  body: string[];
  /** Chunks that it calls. */
  needs: Set<string>;
}

/** A graph that no program can be written for. */
export class CodegenError extends Error {
  readonly nodeId: string;

  constructor(nodeId: string, message: string) {
    super(`${nodeId}: ${message}`);
    this.nodeId = nodeId;
  }
}

/**
 * Writes the steps of a valid graph as statements of a language.
 * @param accounts names of the environment's variables, by node: what a helper needs to act
 * @throws CodegenError
 */
export function writeProgram(
  graph: Graph,
  syntax: Syntax,
  accounts: ReadonlyMap<string, readonly NamedValue[]>,
): Program {
  const structure = readStructure(graph);
  const writer = new ProgramWriter(structure, syntax, accounts);
  return { body: writer.block(toBlock(structure)), needs: writer.needs };
}

class ProgramWriter {
  readonly needs = new Set<string>(['run', 'text', 'missing']);
  readonly #structure: Structure;
  readonly #syntax: Syntax;
  readonly #accounts: ReadonlyMap<string, readonly NamedValue[]>;

  constructor(
    structure: Structure,
    syntax: Syntax,
    accounts: ReadonlyMap<string, readonly NamedValue[]>,
  ) {
    this.#structure = structure;
    this.#syntax = syntax;
    this.#accounts = accounts;
  }

  block(statements: readonly Statement[]): string[] {
    return statements.flatMap((statement, index) => [
      ...(index === 0 ? [] : ['']),
      ...this.#statement(statement),
    ]);
  }

  #statement(statement: Statement): string[] {
    if (statement.kind === 'if') return this.#branches(statement.branches);
    const node = this.#node(statement.nodeId);
    const lines = [...this.#comments(node), ...this.#step(node)];
    if (statement.kind === 'step') return lines;
    const inside = statement.inside.map((id) => this.#literal(id));
    const items = this.#syntax.ask('each', [this.#literal(node.id), this.#syntax.list(inside)]);
    return [...lines, this.#syntax.openLoop(items), ...this.#inner(statement.body)];
  }

  #branches(branches: readonly { when: Literal; body: Statement[] }[]): string[] {
    const lines: string[] = [];
    const [first] = branches;
    const ways = first === undefined ? null : waysOf(this.#structure, first.when.nodeId);
    const isWhole = ways !== null && branches.length === ways.length;
    for (const [index, { when, body }] of branches.entries()) {
      const isElse = isWhole && index === branches.length - 1 && index > 0;
      const open = isElse
        ? this.#syntax.openElse
        : this.#syntax.openIf(this.#condition(when), index === 0);
      // A block that goes on with `else` is closed by it.
      const inner = this.#inner(body);
      lines.push(open, ...(index < branches.length - 1 ? this.#withoutClose(inner) : inner));
    }
    return lines;
  }

  #withoutClose(lines: string[]): string[] {
    return this.#syntax.close === null ? lines : lines.slice(0, -1);
  }

  #inner(body: readonly Statement[]): string[] {
    const { close, nothing, indent } = this.#syntax;
    const lines = this.block(body);
    const indented = (lines.length === 0 && nothing !== null ? [nothing] : lines).map((line) =>
      line === '' ? line : `${indent}${line}`,
    );
    return close === null ? indented : [...indented, close];
  }

  #condition({ nodeId, way }: Literal): string {
    const { ask, literal, list, pair } = this.#syntax;
    if (way !== null) return ask('took', [literal(nodeId), literal(way)]);
    const edges = this.#structure.incoming.get(nodeId) ?? [];
    const ways = edges.map(({ source, sourceHandle }) => {
      const isChoice = waysOf(this.#structure, source) !== null;
      return pair(literal(source), literal(isChoice ? (sourceHandle ?? null) : null));
    });
    return ask('arrives', [list(ways)]);
  }

  #node(id: string): GraphNode {
    const node = this.#structure.nodes.get(id);
    if (node === undefined) throw new CodegenError(id, 'There is no such step');
    return node;
  }

  #comments({ data }: GraphNode): string[] {
    const words = [data.label, data.phrase].filter((each) => typeof each === 'string');
    const [label, phrase] = words;
    if (label === undefined) return [];
    const isNew = phrase !== undefined && phrase !== '' && phrase !== label;
    const text = isNew ? `${label} (“${phrase}”)` : label;
    return [this.#syntax.comment(text.replaceAll(/\s+/g, ' ').slice(0, 120))];
  }

  #literal(value: string): string {
    return this.#syntax.literal(value);
  }

  #step(node: GraphNode): string[] {
    const reading = readConfig(node.type as NodeType, node.data);
    const [issue] = reading.issues;
    if (!reading.ok || issue !== undefined) {
      throw new CodegenError(node.id, issue?.message ?? 'The settings are wrong');
    }
    return this.#call(node, reading.config).split('\n');
  }

  #call(node: GraphNode, config: Readonly<Record<string, unknown>>): string {
    const name = this.#literal(node.id);
    const { act, work, literal } = this.#syntax;
    // Each case reads the settings that its own schema has just made.
    switch (node.type) {
      case 'condition':
        this.needs.add('compare');
        return act('decide', [name, this.#holds(config as ConfigOf<'condition'>)]);
      case 'switch': {
        this.needs.add('choose');
        const { value, cases } = config as ConfigOf<'switch'>;
        const pairs = cases.map(({ id, equals }) =>
          this.#syntax.pair(literal(id), this.#value(equals)),
        );
        return act('choose', [name, this.#value(value), this.#syntax.list(pairs)]);
      }
      case 'loop': {
        this.needs.add('loop');
        const { items, itemsMax } = config as ConfigOf<'loop'>;
        return act('open', [name, this.#value(items), literal(itemsMax)]);
      }
      case 'wait':
        return this.#wait(name, config as ConfigOf<'wait'>);
      case 'transform': {
        const { expression } = config as ConfigOf<'transform'>;
        return act('step', [name, work(this.#orNull(this.#expression(expression)))]);
      }
      default:
        return act('step', [name, work(this.#action(node, config))]);
    }
  }

  #holds({ match, conditions }: ConfigOf<'condition'>): string {
    const each = conditions.map(({ left, operator, right }) => {
      const args = [this.#value(left), this.#literal(operator)];
      return this.#syntax.call('compare', isUnary(operator) ? args : [...args, this.#value(right)]);
    });
    return match === 'all' ? this.#syntax.all(each) : this.#syntax.any(each);
  }

  #wait(name: string, { mode, amount, unit, until }: ConfigOf<'wait'>): string {
    this.needs.add('wait');
    if (mode === 'until') {
      this.needs.add('wait_until');
      return this.#syntax.act('wait_until', [name, this.#value(until)]);
    }
    return this.#syntax.act('wait', [name, this.#syntax.literal(amount * secondsPerUnit[unit])]);
  }

  /** A call of the helper with the type's name; fields that are hidden or empty are left out. */
  #action(node: GraphNode, config: Readonly<Record<string, unknown>>): string {
    const type = node.type as NodeType;
    const definition: AnyNode = nodes[type];
    const plans = new Map(toPlans(definition, config).map((plan) => [plan.field, plan]));
    this.needs.add(type);
    const values = Object.entries(config).flatMap(([name, value]): NamedValue[] => {
      const plan = plans.get(name);
      const tree = plan?.tree ?? (value as Json);
      if (tree === '' || (Array.isArray(tree) && tree.length === 0)) return [];
      const isValue = plan?.isJson === true || plan?.meta.holds === 'value';
      return [
        {
          name,
          value: this.#tree(tree, plan === undefined ? 'plain' : isValue ? 'value' : 'text'),
        },
      ];
    });
    if (type === 'send_webhook' && config.payload === '') {
      values.push({ name: 'payload', value: this.#orNull(this.#expression('trigger')) });
    }
    return this.#syntax.action(type, [...(this.#accounts.get(node.id) ?? []), ...values]);
  }

  /** JSON with its strings as words, as text with values in it, or as values. */
  #tree(tree: Json, strings: 'plain' | 'text' | 'value'): string {
    if (typeof tree === 'string') {
      if (strings === 'plain') return this.#literal(tree);
      return strings === 'value' ? this.#value(tree) : this.#text(tree);
    }
    if (Array.isArray(tree)) {
      return this.#syntax.list(tree.map((item) => this.#tree(item, strings)));
    }
    if (tree === null || typeof tree !== 'object') return this.#syntax.literal(tree);
    return this.#syntax.object(
      Object.entries(tree).map(([name, value]) => ({ name, value: this.#tree(value, strings) })),
    );
  }

  /** One expression and nothing else keeps its type. */
  #value(words: string): string {
    const source = soleExpression(words);
    return source === null ? this.#text(words) : this.#orNull(this.#expression(source));
  }

  #text(words: string): string {
    const parts = parseTemplate(words);
    if (parts.every(({ kind }) => kind === 'text')) return this.#literal(words);
    const pieces = parts.map((part) =>
      part.kind === 'text' ? this.#literal(part.text) : this.#expression(part.source),
    );
    return this.#syntax.call('text', pieces);
  }

  #orNull(value: string): string {
    this.needs.add('or_null');
    return this.#syntax.orNull(value);
  }

  #expression(source: string): string {
    const parsed = parseExpression(source);
    if (!parsed.ok) throw new Error(parsed.message);
    const { code, needs } = writeExpression(parsed.expression, this.#syntax);
    for (const need of needs) this.needs.add(need);
    return code;
  }
}
