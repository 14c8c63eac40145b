import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functionArities } from '../expressions/ast';
import { evaluate, runPython, runTypeScript, type Case } from './expression-fixture';
import { python } from './python/dialect';
import { typescript } from './typescript/dialect';

const scope = {
  trigger: {
    name: 'Ada  Lovelace ',
    email: 'Ada@Example.com',
    due: 12050,
    half: 2.5,
    tiny: 0.0000001,
    price: 0.1,
    large: 1e21,
    empty: '',
    none: null,
    yes: true,
    list: [3, 1, 2, 3],
    one: [7],
    nothing: [],
    nested: [[1, 2], [3]],
    words: ['b', 'a', 'b'],
    people: [
      { name: 'Ada', age: 36, tags: ['x', 'y'], address: { city: 'London' } },
      { name: 'Bob', age: 17, tags: ['y'] },
      { name: 'Zoë 🎭', tags: [] },
    ],
    order: {
      id: 'o1',
      lines: [
        { price: 10, count: 2 },
        { price: 5, count: 1 },
      ],
    },
    quote: 'She said "hi" \\ there\n',
  },
  steps: { fetch: { status: 200, body: { total: 99 } }, 'with-dash': { a: 1 } },
  run: { id: 'run_1' },
  item: { id: 4 },
  index: 0,
};

const written = [
  'trigger.name',
  'trigger.people.name',
  'trigger.people.tags',
  'trigger.people.address.city',
  'trigger.people[age > 18].name',
  'trigger.people[age > 18 and name = "Ada"].address.city',
  'trigger.people[0].tags[1]',
  'trigger.people[-1].name',
  'trigger.people[[0, 2]].name',
  'trigger.people[$contains(name, "o")]',
  'trigger.people.{"who": name, "old": age >= 18, "gone": nope}',
  'trigger.people.(name & ": " & age)',
  '(trigger.people.tags)[0]',
  'trigger.people.tags[0]',
  'trigger.one',
  'trigger.one[0]',
  'trigger.nothing',
  'trigger.nested',
  'trigger.nested[0]',
  'trigger.people[name = "Bob"].tags',
  'trigger.people[name = "Bob"].tags[]',
  'trigger.order.lines.(price * count)',
  '$sum(trigger.order.lines.(price * count))',
  '$sum(trigger.order.lines[price > 5].count)',
  '$count(trigger.people[age < $$.item.id * 10])',
  'trigger.list[$ > 1]',
  '[trigger.list, 4, [5, 6], trigger.nope]',
  '[1..4]',
  '[3..1]',
  '{"a": 1, "b": trigger.none, "c": trigger.nope, "d": [1, "x"]}',
  'trigger.due / 100',
  'trigger.due % 7 - -3',
  '1 / 0',
  'trigger.name + 1',
  'trigger.due > "a"',
  'trigger.due > 100 ? "big" : "small"',
  'trigger.nope ? 1',
  'trigger.nope ?: "fallback"',
  'trigger.nope ?? "fallback"',
  'trigger.none & "x" & trigger.half & trigger.tiny & trigger.large & trigger.yes',
  'trigger.price + 0.2 & ""',
  'trigger.quote & trigger.people[0]',
  '"b" in trigger.words',
  'trigger.people[0] = trigger.people[0]',
  'trigger.none = null and trigger.nope != 1',
  'trigger.yes or trigger.nope',
  'steps.`with-dash`.a + steps.fetch.body.total + item.id + index',
  '$string(trigger.people)',
  '$string([0.1, 1e-7, 123456789012, 1e21, 100.0])',
  '$lowercase(trigger.email) & $uppercase(trigger.name) & $trim(trigger.name)',
  '$length(trigger.people[2].name) + $length(trigger.nope)',
  '$substring(trigger.name, 1, 3) & $substring(trigger.name, -4) & $substring(trigger.name, 99)',
  '$substringBefore(trigger.email, "@") & $substringAfter(trigger.email, "@")',
  '$split(trigger.name, " ")',
  '$split("a,b,c", ",", 2)',
  '$join(trigger.words, "-") & $join("x")',
  '$join(trigger.list, "-")',
  '$number("12.50") + $number(true) + $number("0x1F")',
  '$number("nope")',
  '$max(trigger.list) + $min(trigger.list) + $average(trigger.list)',
  '[$round(2.5), $round(3.5), $round(-1.5), $round(12.345, 2), $round(1250, -2)]',
  '[$floor(-1.5), $ceil(1.2), $abs(-3), $sqrt(16), $power(2, 10)]',
  '$sqrt(-1)',
  '$power(10, 400)',
  '$append(trigger.list, trigger.due)',
  '$append(trigger.nope, trigger.due)',
  '$reverse(trigger.list)',
  '$distinct(trigger.words)',
  '$distinct(trigger.people.tags)',
  '$keys(trigger.people)',
  '$keys(trigger.due)',
  '$lookup(trigger.order, "id")',
  '$lookup(trigger.people, "age")',
  '$merge([trigger.order, {"id": "o2"}])',
  '$merge(trigger.due)',
  '[$exists(trigger.nope), $exists(trigger.none), $not(trigger.nothing), $boolean("x"), $boolean([0, 0])]',
  '$not(trigger.nope)',
  '$sum("a")',
  '$sum(trigger.nope)',
  '$count(trigger.nope) + $count(5) + $count(trigger.list)',
];

async function expectAlike(cases: readonly Case[]): Promise<void> {
  const [wanted, inPython, inTypeScript] = await Promise.all([
    Promise.all(cases.map(evaluate)),
    runPython(cases, python),
    runTypeScript(cases, typescript),
  ]);
  const misses = cases.flatMap(({ source }, index) => {
    const [of, py, ts] = [wanted[index], inPython[index], inTypeScript[index]];
    return isDeepStrictEqual(of, py) && isDeepStrictEqual(of, ts) ? [] : [{ source, of, py, ts }];
  });
  expect(misses).toEqual([]);
}

/** Random expressions over a small scope: paths, filters, operators and functions, nested. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const literal = fc.oneof(
    fc.integer({ min: -50, max: 50 }).map(String),
    fc.constantFrom('0.1', '2.5', '"a"', '""', '"b,a"', 'true', 'false', 'null'),
  );
  const path = fc.constantFrom(
    ...['due', 'half', 'name', 'list', 'one', 'nothing', 'nope', 'words', 'people', 'none'].map(
      (name) => `trigger.${name}`,
    ),
    ...['trigger.people.age', 'trigger.people.tags', 'trigger.people[1].age', 'trigger.nested'],
    ...['trigger.people[age > 20].name', 'trigger.order.lines.price', 'item.id', 'index'],
  );
  const inner = tie('expression');
  // All arguments: JSONata puts the context in front of too few that do not fit, which nobody means.
  const calls = Object.entries(functionArities).map(([name, [least, most]]) =>
    fc
      .tuple(...Array.from({ length: name === 'round' ? least : most }, () => inner))
      .map((args) => `$${name}(${args.join(', ')})`),
  );
  const operator = fc.constantFrom(
    '+',
    '-',
    '*',
    '/',
    '%',
    '=',
    '!=',
    '<',
    '>=',
    'and',
    'or',
    '&',
    'in',
  );
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      literal,
      path,
      fc.tuple(inner, operator, inner).map(([left, sign, right]) => `(${left} ${sign} ${right})`),
      fc.tuple(inner, inner, inner).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`),
      fc.array(inner, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc.tuple(inner, inner).map(([a, b]) => `{"a": ${a}, "b": ${b}}`),
      fc
        .tuple(path, inner)
        .map(([from, by]) => `${from}[${by.replaceAll('trigger.', '$$$$.trigger.')}]`),
      ...calls,
    ),
  };
});

describe('generated expressions', () => {
  it('compute in Python and TypeScript what JSONata computes', async () => {
    await expectAlike(written.map((source) => ({ source, scope })));
  });

  it('compute the same for expressions that nobody wrote', async () => {
    const sources = fc.sample(expression, { numRuns: 1500, seed: 33 });
    await expectAlike(
      sources.filter((source) => source.length < 1000).map((source) => ({ source, scope })),
    );
  });
});
