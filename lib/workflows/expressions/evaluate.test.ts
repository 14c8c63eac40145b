import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StepFailure } from '../connectors/executor';
import { evaluateExpression, fillTemplate } from './evaluate';
import type { Scope } from './scope';

const scope: Scope = {
  trigger: { name: 'Ada', due: 120, tags: ['a', 'b'], lines: [{ price: 2 }, { price: 3 }] },
  steps: { fetch: { status: 200, body: { items: [{ id: 1 }, { id: 2 }] } } },
  item: { email: 'ada@example.com' },
  index: 0,
  run: { id: 'run_1' },
};

describe('evaluateExpression', () => {
  it.each([
    ['trigger.name', 'Ada'],
    ['trigger.lines.price', [2, 3]],
    ['trigger.lines[-1].price', 3],
    ['trigger.nothing.there', null],
    ['trigger.due > 100 and item.email = "ada@example.com"', true],
    ['"Dear " & trigger.name', 'Dear Ada'],
    ['$sum(trigger.lines.price) * 2', 10],
    ['trigger.lines[price > 2]', { price: 3 }],
    [
      'steps.fetch.body.items.{"id": id, "by": $$.trigger.name}',
      [
        { id: 1, by: 'Ada' },
        { id: 2, by: 'Ada' },
      ],
    ],
    ['[1..3]', [1, 2, 3]],
    ['index = 0 ? run.id : "later"', 'run_1'],
  ])('%s', async (source, expected) => {
    expect(await evaluateExpression(source, scope)).toEqual(expected);
  });

  it.each([
    'trigger.__proto__',
    'trigger.constructor',
    'trigger.name.constructor',
    'trigger.tags.constructor',
    'trigger.tags.length',
    '$lookup(trigger, "__proto__")',
    '$lookup(trigger, "constructor")',
    '[trigger].constructor',
    'trigger.lines.(constructor)',
    'trigger.lines.($lookup($, "__proto__"))',
  ])('%s finds nothing: only what the data itself has can be read', async (source) => {
    expect(await evaluateExpression(source, scope)).toBeNull();
  });

  it.each([
    'process.env',
    'globalThis',
    '$eval("1")',
    '$now()',
    '$assert(false)',
    'function(){1}()',
    '($x := 1)',
    'trigger ~> $string',
    '/a+/',
  ])('%s is refused before anything is computed', async (source) => {
    await expect(evaluateExpression(source, scope)).rejects.toThrow(StepFailure);
  });

  it('a field named __proto__ is data and changes no object', async () => {
    const value = await evaluateExpression('{"__proto__": {"isAdmin": true}}', scope);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect((value as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it.each(['trigger.due / 0', '$sum([1,2]) / 0', '[1/0]'])('%s is no JSON', async (source) => {
    await expect(evaluateExpression(source, scope)).rejects.toThrow(StepFailure);
  });
});

describe('an expression that would use up the machine', () => {
  const text = { ...scope, trigger: { a: 'x', n: [1, 2, 3] } };
  const doubled = (times: number) => `trigger.a${'.($ & $)'.repeat(times)}`;
  it.each([
    ['a huge range', '[1..9999999]'],
    ['ranges in ranges', '$count([1..99999].[1..99999].[1..99999])'],
    ['loops in loops', '$sum([1..50000].($sum([1..50000].(1))))'],
    ['a string of 2^40 characters', doubled(40)],
    ['a string of 256 MiB', `$lowercase(${doubled(28)})`],
    ['a string cut into 2^26 pieces', `$count($split(${doubled(26)}, ""))`],
    ['2^60 leaves that share their memory', `trigger${'.{"a": $, "b": $}'.repeat(60)}`],
    ['their text', `$string(trigger${'.{"a": $, "b": $}'.repeat(60)})`],
    [
      'their comparison',
      `trigger${'.{"a": $, "b": $}'.repeat(40)} = trigger${'.{"a": $, "b": $}'.repeat(40)}`,
    ],
    ['lists that double', `$count([[1..90000]]${'.$append($, $)'.repeat(30)})`],
    ['deep nesting', `${'('.repeat(900)}1${')'.repeat(900)}`],
    ['a result over 256 KiB', '[1..90000]'],
    ['text over 256 KiB', doubled(19)],
  ])('%s: is stopped, and the next one is computed', async (_, source) => {
    const before = Date.now();
    await expect(evaluateExpression(source, text)).rejects.toThrow(StepFailure);
    expect(Date.now() - before).toBeLessThan(20_000);
    expect(await evaluateExpression('[1..2]', text)).toEqual([1, 2]);
  });

  it('keeps the memory of this process as it is', async () => {
    const before = process.memoryUsage().rss;
    const source = `$lowercase(${doubled(27)})`;
    await expect(evaluateExpression(source, text)).rejects.toThrow(/memory|long|larger/);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('many at once all end', async () => {
    const all = Array.from({ length: 6 }, (_, index) =>
      evaluateExpression(
        index % 2 === 0 ? '$sum([1..50000].($sum([1..50000].(1))))' : '[1..3]',
        text,
      ),
    );
    const settled = await Promise.allSettled(all);
    expect(settled.map(({ status }) => status)).toEqual(
      all.map((_, index) => (index % 2 === 0 ? 'rejected' : 'fulfilled')),
    );
  });
});

describe('fillTemplate', () => {
  it('keeps the type of one expression and makes text of more', async () => {
    expect(await fillTemplate('{{ trigger.due }}', scope)).toBe(120);
    expect(await fillTemplate('{{ trigger.due }} dollars', scope)).toBe('120 dollars');
    expect(await fillTemplate('plain', scope)).toBe('plain');
  });

  it('never reads a value as a template', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (name) => {
        const trigger = { name: `${name}{{ run.id }}` };
        const filled = await fillTemplate('Dear {{ trigger.name }}!', { ...scope, trigger });
        expect(filled).toBe(`Dear ${trigger.name}!`);
      }),
    );
  });

  it('does not grow without end', async () => {
    const trigger = { long: 'x'.repeat(100_000) };
    const words = '{{ trigger.long }}'.repeat(20);
    await expect(fillTemplate(words, { ...scope, trigger })).rejects.toThrow('1 MiB');
  });
});
