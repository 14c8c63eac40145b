import { describe, expect, it } from 'vitest';
import { parseExpression } from './parse';
import { stepsReadBy } from './references';
import { parseTemplate, soleExpression, toText } from './template';

describe('parseExpression', () => {
  it.each([
    'trigger.data.object.amount_due > 10000 and trigger.kind = "a"',
    '$sum(steps.fetch.body[price > 10 and $contains(name, "x")].price)',
    'steps.fetch.body.items.{"name": name, "total": price * count}',
    'item.email ? item.email : $lowercase("NOBODY")',
    '[1..3]',
    'steps.`with-dash`.list[-1]',
    '-trigger.a & ""',
  ])('reads %s', (source) => {
    expect(parseExpression(source)).toMatchObject({ ok: true });
  });

  it.each([
    ['', /empty/],
    ['a'.repeat(2001), /at most 2000/],
    ['trigger.(', /Cannot read/],
    ['process.env', /"process" is unknown/],
    ['$eval("1")', /no function \$eval/],
    ['$millis()', /no function \$millis/],
    ['function($x){ $x }(1)', /./],
    ['$match(trigger.a, /a+/)', /no function \$match/],
    ['trigger.**', /descendant/],
    ['trigger.list^(price)', /sort/],
    ['($x := 1; $x)', /one expression/],
    ['trigger ~> |a|{}|', /./],
    ['trigger{"a": b}', /Grouping/],
  ])('refuses %s', (source, message) => {
    const parsed = parseExpression(source);
    expect(parsed).toMatchObject({ ok: false });
    if (!parsed.ok) expect(parsed.message).toMatch(message);
  });

  it('tells which steps are read, filters included', () => {
    const parsed = parseExpression('$count(steps.a.list[x = $$.steps.b.y]) + steps.`c-1`');
    if (!parsed.ok) throw new Error(parsed.message);
    expect([...stepsReadBy(parsed.expression)].toSorted()).toEqual(['a', 'b', 'c-1']);
  });
});

describe('templates', () => {
  it('are cut into words and expressions', () => {
    expect(parseTemplate('Hello {{ trigger.name }}, you owe {{trigger.due}}')).toEqual([
      { kind: 'text', text: 'Hello ' },
      { kind: 'expression', source: 'trigger.name' },
      { kind: 'text', text: ', you owe ' },
      { kind: 'expression', source: 'trigger.due' },
    ]);
  });

  it('are one expression only when nothing else stands there', () => {
    expect(soleExpression(' {{ trigger.list }} ')).toBe('trigger.list');
    expect(soleExpression('{{ trigger.a }}{{ trigger.b }}')).toBeNull();
    expect(soleExpression('plain')).toBeNull();
  });

  it('write values as people read them', () => {
    expect([toText('a'), toText(null), toText(3), toText({ a: [1] })]).toEqual([
      'a',
      '',
      '3',
      '{"a":[1]}',
    ]);
  });
});
