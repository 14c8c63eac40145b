import { describe, expect, it } from 'vitest';
import type { Graph } from './schema';
import { validateGraph } from './validate';

const node = (id: string, type: string, data: Graph['nodes'][number]['data'] = {}) => ({
  id,
  type,
  position: { x: 0, y: 0 },
  data,
});
const edge = (source: string, target: string, sourceHandle?: string) => ({
  id: `${source}-${sourceHandle ?? ''}-${target}`,
  source,
  target,
  ...(sourceHandle !== undefined && { sourceHandle }),
});
const compute = (id: string, expression = '1') => node(id, 'transform', { expression });
const start = node('start', 'manual');
const each = node('each', 'loop', { items: '{{ trigger.list }}' });

/** What is said, as `severity step field: message`. */
const told = (nodes: Graph['nodes'], edges: Graph['edges'] = []) =>
  validateGraph({ nodes, edges }).map(
    ({ severity, nodeId, field, message }) =>
      `${severity} ${nodeId ?? '-'} ${field ?? '-'}: ${message}`,
  );

describe('validateGraph', () => {
  it('finds nothing in a graph that can run', () => {
    const edges = [
      edge('start', 'each'),
      edge('each', 'a', 'each'),
      edge('a', 'each'),
      edge('each', 'b', 'done'),
    ];
    expect(told([start, each, compute('a', 'item.price * 2'), compute('b')], edges)).toEqual([]);
  });

  it.each([
    ['an empty graph', [], [], /incomplete - -: There are no steps yet/],
    ['no trigger', [compute('a')], [], /incomplete - -: Nothing starts this workflow/],
    [
      'two triggers',
      [start, node('other', 'webhook')],
      [],
      /structure other -: A workflow has one trigger/,
    ],
    [
      'a type that does not exist',
      [start, node('x', 'teleport')],
      [],
      /structure x type: There is no step of the type "teleport"/,
    ],
    [
      'a field that is missing',
      [start, node('x', 'http_request')],
      [edge('start', 'x')],
      /incomplete x url: Say where the request goes/,
    ],
    [
      'an account that is missing',
      [start, node('x', 'send_webhook', { event: 'a' })],
      [edge('start', 'x')],
      /account x credentialId/,
    ],
    [
      'a circle',
      [start, compute('a'), compute('b')],
      [edge('start', 'a'), edge('a', 'b'), edge('b', 'a')],
      /structure a -: This step waits for itself/,
    ],
    [
      'a way into the trigger',
      [start, compute('a')],
      [edge('start', 'a'), edge('a', 'start')],
      /structure start -: Nothing can lead to/,
    ],
    [
      'a connection that is there twice',
      [start, compute('a')],
      [edge('start', 'a'), { ...edge('start', 'a'), id: 'again' }],
      /structure start -: This connection is there twice/,
    ],
    [
      'a way out that does not exist',
      [start, compute('a')],
      [edge('start', 'a', 'maybe')],
      /structure start -: This step has one way out/,
    ],
    [
      'a way out that is not said',
      [start, each, compute('a')],
      [edge('start', 'each'), edge('each', 'a')],
      /structure each -: Say which way out .*"each", "done"/,
    ],
    [
      'a way into a loop from outside',
      [start, each, compute('a')],
      [edge('start', 'each'), edge('each', 'a', 'each'), edge('start', 'a')],
      /structure a -: This step is repeated for each item/,
    ],
    [
      'a step that nothing leads to',
      [start, compute('a')],
      [],
      /incomplete a -: No way leads to this step/,
    ],
    [
      'an expression that cannot be read',
      [start, compute('a', 'trigger.(')],
      [edge('start', 'a')],
      /incomplete a expression: Cannot read/,
    ],
    [
      'an expression that reaches for more than there is',
      [start, compute('a', '$eval("1")')],
      [edge('start', 'a')],
      /incomplete a expression: There is no function \$eval/,
    ],
    [
      'a step that comes later',
      [start, compute('a', 'steps.b'), compute('b')],
      [edge('start', 'a'), edge('a', 'b')],
      /incomplete a expression: "steps.b" is read here, but that step does not come before/,
    ],
    [
      'a step that is not there',
      [start, compute('a', 'steps.gone.x')],
      [edge('start', 'a')],
      /incomplete a expression: .* there is no such step/,
    ],
    [
      'a schedule that never comes',
      [node('s', 'schedule', { cron: '0 0 31 2 *' })],
      [],
      /incomplete s cron: .* never comes/,
    ],
    [
      'a time zone that does not exist',
      [node('s', 'schedule', { cron: '0 9 * * 1', timezone: 'Mars' })],
      [],
      /incomplete s timezone/,
    ],
    [
      'an expression within a list of values',
      [
        start,
        node('x', 'http_request', {
          url: 'https://a.example',
          headers: [{ name: 'x', value: '{{ nothing.here }}' }],
        }),
      ],
      [edge('start', 'x')],
      /incomplete x headers: "nothing" is unknown/,
    ],
  ] as const)('says what is wrong with %s', (_, nodes, edges, message) => {
    expect(told([...nodes], [...edges]).join('\n')).toMatch(message);
  });
});
