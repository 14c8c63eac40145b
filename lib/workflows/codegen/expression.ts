import type { BinaryOperator, Expression, PathStep } from '../expressions/ast';
import type { Dialect } from './dialect';

/** An expression as code, and the chunks that it calls. */
export interface Written {
  code: string;
  needs: Set<string>;
}

/**
 * Writes an expression in a language. The code computes what the engine computes; it reads `scope`,
 * which holds the same names: trigger, steps, run, item and index.
 */
export function writeExpression(expression: Expression, dialect: Dialect): Written {
  const needs = new Set<string>();
  const writer = new Writer(dialect, needs);
  return { code: writer.write(expression, 0), needs };
}

const signs: Partial<Record<BinaryOperator, { helper: string; takesSign: boolean }>> = {
  '+': { helper: 'calculate', takesSign: true },
  '-': { helper: 'calculate', takesSign: true },
  '*': { helper: 'calculate', takesSign: true },
  '/': { helper: 'calculate', takesSign: true },
  '%': { helper: 'calculate', takesSign: true },
  '<': { helper: 'ordered', takesSign: true },
  '<=': { helper: 'ordered', takesSign: true },
  '>': { helper: 'ordered', takesSign: true },
  '>=': { helper: 'ordered', takesSign: true },
  '=': { helper: 'equal', takesSign: false },
  '!=': { helper: 'unequal', takesSign: false },
  in: { helper: 'is_in', takesSign: false },
  '&': { helper: 'concat', takesSign: false },
};

class Writer {
  readonly #dialect: Dialect;
  readonly #needs: Set<string>;

  constructor(dialect: Dialect, needs: Set<string>) {
    this.#dialect = dialect;
    this.#needs = needs;
  }

  /** @param depth how many filters and maps it stands in; names what they look at */
  write(expression: Expression, depth: number): string {
    const { literal, missing, choose } = this.#dialect;
    const of = (child: Expression) => this.write(child, depth);
    switch (expression.kind) {
      case 'literal':
        return literal(expression.value);
      case 'root':
        return 'scope';
      case 'here':
        return depth === 0 ? 'scope' : `x${depth}`;
      case 'path':
        return this.#path(expression, depth);
      case 'binary':
        return this.#binary(expression.operator, of(expression.left), of(expression.right));
      case 'negate':
        return this.#call('negate', [of(expression.of)]);
      case 'list':
        return this.#call(
          'listing',
          expression.items.map((item) => this.#item(item, depth)),
        );
      case 'range':
        return this.#call('listing', [
          this.#call('span', [of(expression.from), of(expression.to)]),
        ]);
      case 'object':
        return this.#call(
          'make',
          expression.entries.map(({ key, value }) => this.#dialect.pair(of(key), of(value))),
        );
      case 'choice': {
        this.#need('missing');
        const no = expression.no === null ? missing : of(expression.no);
        return choose(this.#call('truthy', [of(expression.condition)]), of(expression.yes), no);
      }
      case 'call':
        return this.#call(`fn_${expression.name}`, expression.args.map(of));
    }
  }

  #need(chunk: string): void {
    this.#needs.add(chunk);
  }

  #call(helper: string, args: readonly string[]): string {
    this.#need(helper);
    return this.#dialect.call(helper, args);
  }

  /** A list within a list stays one; every other list is poured into the one it stands in. */
  #item(item: Expression, depth: number): string {
    const code = this.write(item, depth);
    const isOwnList = item.kind === 'list' || item.kind === 'range';
    return isOwnList ? this.#dialect.list([code]) : code;
  }

  #binary(operator: BinaryOperator, left: string, right: string): string {
    if (operator === 'and' || operator === 'or') {
      const [a, b] = [this.#call('truthy', [left]), this.#call('truthy', [right])];
      return operator === 'and' ? this.#dialect.both(a, b) : this.#dialect.either(a, b);
    }
    const sign = signs[operator];
    if (sign === undefined) throw new Error(`The operator ${operator} has no helper`);
    const args = sign.takesSign ? [left, this.#dialect.literal(operator), right] : [left, right];
    return this.#call(sign.helper, args);
  }

  #path({ from, steps, isAlwaysList }: Expression & { kind: 'path' }, depth: number): string {
    const written: { step: string; filters: string[] }[] = [];
    const early: string[] = [];
    for (const step of steps) {
      const code = this.#step(step, depth);
      if (step.kind !== 'filter') written.push({ step: code, filters: [] });
      else (written.at(-1)?.filters ?? early).push(code);
    }
    const start = this.#startOf(this.write(from, depth), early);
    if (written.length === 0) return start;
    this.#need('path');
    return this.#dialect.path(
      start,
      written.map(({ step, filters }) => this.#dialect.filtered(step, filters)),
      isAlwaysList,
    );
  }

  #startOf(from: string, filters: readonly string[]): string {
    const kept = filters.reduce((value, filter) => `${filter}(${value})`, from);
    return filters.length === 0 ? kept : this.#call('unwrap', [kept]);
  }

  #step(step: PathStep, depth: number): string {
    const { literal, lambda } = this.#dialect;
    const inside = depth + 1;
    switch (step.kind) {
      case 'field':
        return literal(step.name);
      case 'map':
        return lambda(`x${inside}`, this.write(step.to, inside));
      case 'filter': {
        const isPlace = step.by.kind === 'literal' && typeof step.by.value === 'number';
        const by = this.write(step.by, inside);
        return this.#call('where', [isPlace ? by : lambda(`x${inside}`, by)]);
      }
    }
  }
}
