import type { Chunks } from '../chunk';

/** What carries the steps of a run, in TypeScript. */
export const runtime: Chunks = {
  run: {
    needs: ['failure', 'missing'],
    imports: ["import { setTimeout as pause } from 'node:timers/promises';"],
    code: `
const ATTEMPTS = 3;

function env(name: string): string {
  const value = process.env[name] ?? '';
  if (value === '') throw new Failure(\`Set \${name}; .env.example tells what it is\`);
  return value;
}

/** One run: what its steps left behind, and where it stands. */
class Run {
  id: string;
  skipsWaits: boolean;
  scope: { steps: Record<string, unknown>; [name: string]: unknown };
  report: Record<string, unknown> = {};
  place = '';
  lists = new Map<string, unknown[]>();
  #ways = new Map<string, string | null>();

  constructor(trigger: unknown, id: string, skipsWaits: boolean) {
    this.id = id;
    this.skipsWaits = skipsWaits;
    this.scope = { trigger, steps: {}, run: { id, startedAt: new Date().toISOString() } };
  }

  done(name: string, output: unknown, way: string | null = null): void {
    this.scope.steps[name] = output;
    this.#ways.set(name, way);
    this.report[this.place + name] = output;
    console.error(\`\${this.place}\${name}: done\`);
  }

  /** Does a step; what failed for a moment is tried again under the same idempotency key. */
  async step(name: string, work: (key: string) => unknown): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.done(name, await work(\`\${this.id}:\${this.place}\${name}\`));
        return;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const told = \`\${this.place}\${name}: \${error.message}\`;
        if (!error.isTemporary || attempt === ATTEMPTS) throw new Failure(told);
        console.error(\`\${told}, trying again\`);
        await this.sleep(error.retryAfterSeconds ?? 2 ** (attempt - 1));
      }
    }
  }

  async sleep(seconds: number): Promise<void> {
    // A timer counts at most 2^31 milliseconds.
    for (let left = this.skipsWaits ? 0 : seconds * 1000; left > 0; left -= 2 ** 31 - 1) {
      await pause(Math.min(left, 2 ** 31 - 1));
    }
  }

  async decide(name: string, result: boolean): Promise<void> {
    this.done(name, { result }, result ? 'yes' : 'no');
  }

  took(name: string, way: string): boolean {
    return this.#ways.get(name) === way;
  }

  arrives(ways: [string, string | null][]): boolean {
    return ways.some(
      ([name, way]) => this.#ways.has(name) && (way === null || this.#ways.get(name) === way),
    );
  }

  forget(names: string[]): void {
    for (const name of names) {
      delete this.scope.steps[name];
      this.#ways.delete(name);
    }
  }

  async choose(name: string, value: unknown, cases: [string, unknown][]): Promise<void> {
    const found = cases.find(([, wanted]) => compare(value, 'equals', wanted));
    const way = found?.[0] ?? 'default';
    this.done(name, { case: way }, way);
  }

  async open(name: string, items: unknown, most: number): Promise<void> {
    // A path gives a list of one as its only item, and an empty one as nothing.
    const isNothing = items === null || items === undefined || items === '';
    const list: unknown[] = Array.isArray(items) ? items : isNothing ? [] : [items];
    if (list.length > most) {
      const told = \`the list has \${list.length} items, and at most \${most} are allowed here\`;
      throw new Failure(\`\${name}: \${told}\`);
    }
    this.lists.set(name, list);
    this.done(name, { count: list.length });
  }

  *each(name: string, inside: string[]): Generator<unknown, void> {
    const { place } = this;
    const { item: outerItem, index: outerIndex } = this.scope;
    for (const [index, item] of (this.lists.get(name) ?? []).entries()) {
      this.forget(inside);
      this.place = \`\${place}\${name}[\${index}].\`;
      Object.assign(this.scope, { item, index });
      yield item;
    }
    this.forget(inside);
    this.place = place;
    Object.assign(this.scope, { item: outerItem, index: outerIndex });
  }

  async wait(name: string, seconds: number): Promise<void> {
    if (seconds > 366 * 86_400) throw new Failure(\`\${name}: a wait may be at most 366 days\`);
    await this.sleep(seconds);
    this.done(name, { resumedAt: new Date().toISOString() });
  }

  /** ISO 8601, or seconds since 1970 as Stripe writes them. */
  async waitUntil(name: string, value: unknown): Promise<void> {
    const words = text(value).trim();
    const isUnix = /^\\d{1,11}(\\.\\d+)?$/.test(words);
    const moment = isUnix ? Number(words) * 1000 : Date.parse(words);
    if (Number.isNaN(moment)) throw new Failure(\`\${name}: "\${words.slice(0, 100)}" is no moment\`);
    await this.wait(name, (moment - Date.now()) / 1000);
  }
}
`,
  },
  choose: { needs: ['run'], code: '' },
  loop: { needs: ['run'], code: '' },
  wait: { needs: ['run'], code: '' },
  wait_until: { needs: ['run'], code: '' },
  or_null: { code: '' },
  compare: {
    needs: ['text'],
    code: `
/** Two values that both read as numbers are compared as numbers, everything else as text. */
function compare(left: unknown, operator: string, right?: unknown): boolean {
  const number = (value: unknown) => {
    if (typeof value === 'number') return value;
    const isNumber = typeof value === 'string' && /^[+-]?\\d+(\\.\\d+)?$/.test(value.trim());
    return isNumber ? Number(value) : null;
  };
  const isEmpty = (value: unknown) =>
    value == null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === 'object' && Object.keys(value).length === 0);
  const order = (a: unknown, b: unknown) => {
    const [x, y] = [number(a), number(b)];
    if (x !== null && y !== null) return x - y;
    const [s, t] = [text(a), text(b)];
    return s === t ? 0 : s < t ? -1 : 1;
  };
  const contains = () =>
    Array.isArray(left)
      ? left.some((each) => order(each, right) === 0)
      : text(left).includes(text(right));
  const isOrdered = !isEmpty(left) && !isEmpty(right);
  switch (operator) {
    case 'is_empty':
      return isEmpty(left);
    case 'is_not_empty':
      return !isEmpty(left);
    case 'contains':
      return contains();
    case 'not_contains':
      return !contains();
    case 'starts_with':
      return text(left).startsWith(text(right));
    case 'ends_with':
      return text(left).endsWith(text(right));
    case 'equals':
      return order(left, right) === 0;
    case 'not_equals':
      return order(left, right) !== 0;
    case 'greater_than':
      return isOrdered && order(left, right) > 0;
    case 'greater_or_equal':
      return isOrdered && order(left, right) >= 0;
    case 'less_than':
      return isOrdered && order(left, right) < 0;
    default:
      return isOrdered && order(left, right) <= 0;
  }
}
`,
  },
  main: {
    needs: ['run', 'compare'],
    imports: [
      "import { readFileSync } from 'node:fs';",
      "import { parseArgs } from 'node:util';",
      "import { randomUUID } from 'node:crypto';",
    ],
    code: `
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      /** JSON of what starts the run; - reads it from standard input. */
      input: { type: 'string' },
      /** The same id is the same run to every provider. */
      'run-id': { type: 'string', default: randomUUID() },
      /** Go on at once where the workflow waits. */
      'skip-waits': { type: 'boolean', default: false },
    },
  });
  const source = values.input === '-' ? 0 : values.input;
  const trigger: unknown = source === undefined ? {} : JSON.parse(readFileSync(source, 'utf8'));
  const run = new Run(trigger, values['run-id'], values['skip-waits']);
  const result = { status: 'succeeded', runId: run.id, steps: run.report };
  try {
    await workflow(run);
    console.log(JSON.stringify(result));
    return 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.log(JSON.stringify({ ...result, status: 'failed', error: error.message }));
    return 1;
  }
}
`,
  },
};
