import { z } from 'zod';
import { nodeTypes } from '../../nodes/registry';
import type { Plan } from '../plan';

const config = z.record(z.string(), z.json());
const step = z.union([z.enum(nodeTypes), z.tuple([z.enum(nodeTypes), config])]);

/**
 * One description with the graph that it must become. To add a sentence, write it into a set of this
 * folder with
 *
 * - `steps`: the steps in the order of the words, each a type with the settings that matter (others
 *   are not compared). `#2` in a setting is the id of the second step: `{{ steps.#2.body }}`.
 * - `edges`: connections by place, from 1: `1-2 2.yes-3 2.no-4`. Left out: one after the other.
 * - `notUnderstood`: what the words have beyond any step. Left out: nothing.
 *
 * and run `npm run unit -- lib/workflows/planner`. Positions, labels and ids are free.
 */
const sentenceSchema = z.strictObject({
  words: z.string(),
  steps: z.array(step).min(1),
  edges: z.string().optional(),
  notUnderstood: z.array(z.string()).default([]),
});
export type Sentence = z.output<typeof sentenceSchema>;

export const sentencesSchema = z.array(sentenceSchema);

/** What differs between a plan and what was expected, in words; empty when nothing does. */
export function missesOf({ steps, edges, notUnderstood }: Sentence, plan: Plan): string[] {
  const { nodes } = plan.graph;
  const expected = steps.map((each) => (typeof each === 'string' ? ([each, {}] as const) : each));
  const types = nodes.map(({ type }) => type).join(', ');
  const expectedTypes = expected.map(([type]) => type).join(', ');
  const misses =
    types === expectedTypes
      ? expected.flatMap(([, wanted], index) => differences(plan, index, wanted))
      : [`steps are ${types}; expected ${expectedTypes}`];
  const drawn = edgesOf(plan);
  const wanted = (edges ?? chain(steps.length)).split(' ').filter(Boolean).sort().join(' ');
  if (drawn !== wanted) misses.push(`edges are ${drawn}; expected ${wanted}`);
  const [told, toTell] = [JSON.stringify(plan.notUnderstood), JSON.stringify(notUnderstood)];
  if (told !== toTell) misses.push(`not understood is ${told}; expected ${toTell}`);
  return misses;
}

function differences({ graph }: Plan, index: number, wanted: z.output<typeof config>): string[] {
  const { nodes } = graph;
  const node = nodes[index];
  return Object.entries(wanted).flatMap(([field, value]) => {
    const idAt = (_: string, place: string) => nodes[Number(place) - 1]?.id ?? '?';
    const expected = JSON.stringify(value).replaceAll(/(?<=steps\.)#(\d+)/g, idAt);
    const found = JSON.stringify(node?.data[field] ?? null);
    return found === expected
      ? []
      : [`${node?.id ?? ''}.${field} is ${found}; expected ${expected}`];
  });
}

const chain = (count: number) =>
  Array.from({ length: count - 1 }, (_, at) => `${at + 1}-${at + 2}`).join(' ');

function edgesOf({ graph }: Plan): string {
  const placeOf = (id: string) => graph.nodes.findIndex((node) => node.id === id) + 1;
  return graph.edges
    .map(({ source, sourceHandle, target }) => {
      const way = sourceHandle ? `.${sourceHandle}` : '';
      return `${placeOf(source)}${way}-${placeOf(target)}`;
    })
    .sort()
    .join(' ');
}
