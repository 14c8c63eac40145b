import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveConfig } from './resolve-config';
import type { Scope } from './scope';

const scope: Scope = {
  trigger: { name: 'Ada "the" Countess', list: [1, 2], none: '', due: 120 },
  steps: {},
  run: {},
};
const request = { method: 'POST', url: 'https://example.com/' };

describe('resolveConfig', () => {
  it('computes text, pairs and addresses as text', async () => {
    const config = await resolveConfig(
      'http_request',
      {
        method: 'GET',
        url: 'https://example.com/{{ trigger.due }}',
        headers: [{ name: 'x-name', value: '{{ trigger.due }}' }],
        label: 'kept out',
      },
      scope,
    );
    expect(config).toEqual({
      method: 'GET',
      url: 'https://example.com/120',
      headers: [{ name: 'x-name', value: '120' }],
      body: '',
      timeoutSeconds: 20,
    });
  });

  it('keeps types where a step decides by values', async () => {
    const data = {
      conditions: [
        { left: '{{ trigger.list }}', operator: 'contains', right: '{{ trigger.due }}' },
      ],
    };
    const { conditions } = await resolveConfig('condition', data, scope);
    expect(conditions).toEqual([{ left: [1, 2], operator: 'contains', right: 120 }]);
    const loop = await resolveConfig('loop', { items: '{{ trigger.list }}' }, scope);
    expect(loop.items).toEqual([1, 2]);
    const { value } = await resolveConfig(
      'switch',
      { value: '{{ trigger.due }}', cases: [{ id: 'a', equals: '120' }] },
      scope,
    );
    expect(value).toBe(120);
  });

  it.each([
    ['in quotes', '{"name": "{{ trigger.name }}", "due": "{{ trigger.due }}"}'],
    ['without quotes', '{"name": {{ trigger.name }}, "due": {{ trigger.due }}}'],
    [
      'with quotes inside',
      '{"name": "{{ $lookup(trigger, "name") }}", "due": {{ trigger["due" = "due"].due }}}',
    ],
    ['escaped', '{"name": "{{ $lookup(trigger, \\"name\\") }}", "due": "{{ trigger.due }}"}'],
  ])('puts values into JSON as JSON: %s', async (_, body) => {
    const config = await resolveConfig('http_request', { ...request, body }, scope);
    expect(JSON.parse(config.body)).toEqual({ name: 'Ada "the" Countess', due: 120 });
  });

  it('one expression may be all of the JSON', async () => {
    const { payload } = await resolveConfig(
      'send_webhook',
      { event: 'a', payload: '{{ trigger.list }}' },
      scope,
    );
    expect(payload).toBe('[1,2]');
  });

  it('a body that is no JSON is text', async () => {
    const body = 'name={{ trigger.due }}&x=1';
    const config = await resolveConfig('http_request', { ...request, body }, scope);
    expect(config.body).toBe('name=120&x=1');
  });

  it('no value ends a string, adds a field or changes a prototype', async () => {
    const body =
      '{"note": "Dear {{ trigger.name }}", "bare": {{ trigger.name }}, "list": [{"n": "{{ trigger.name }}"}], "role": "user"}';
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '"',
        '\\',
        '","role":"admin',
        '@0@',
        '"}, "__proto__": {"a": 1}, {"',
        '{{ run }}',
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        const config = await resolveConfig(
          'http_request',
          { ...request, body },
          { ...scope, trigger: { name } },
        );
        const value: unknown = name;
        expect(JSON.parse(config.body)).toEqual({
          note: `Dear ${name}`,
          bare: value,
          list: [{ n: value }],
          role: 'user',
        });
      }),
    );
  });

  it.each([
    [
      'JSON that is none',
      'dynamodb_put',
      { table: 't', item: '{"a": ' },
      /Item: This is not valid JSON/,
    ],
    [
      'a computed name',
      'dynamodb_put',
      { table: 't', item: '{"{{ trigger.name }}": 1}' },
      /cannot be computed/,
    ],
    [
      'something needed that is empty',
      'send_email',
      { to: '{{ trigger.none }}', subject: 's', body: 'b' },
      /To is empty: Say who gets the mail/,
    ],
    [
      'something needed by a choice',
      'stripe_customer',
      { operation: 'find', email: '{{ trigger.none }}' },
      /Say which email/,
    ],
    ['wrong settings', 'send_email', {}, /Say who gets the mail/],
    ['an unknown name', 'send_email', { to: '{{ nobody }}', subject: 's', body: 'b' }, /unknown/],
  ] as const)('refuses %s', async (_, type, data, message) => {
    await expect(resolveConfig(type, data, scope)).rejects.toThrow(message);
  });
});
