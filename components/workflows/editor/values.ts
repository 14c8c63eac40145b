import type { Graph } from '@/lib/workflows/graph/schema';
import { readStructure } from '@/lib/workflows/graph/structure';
import { findNode } from '@/lib/workflows/nodes/registry';
import { isTrigger, labelOf } from './steps';

interface Value {
  /** The expression, without braces. */
  path: string;
  /** What it is in the sample, shortened; shown beside the path. */
  sample: string;
}

export interface ValueGroup {
  label: string;
  values: Value[];
}

const DEPTH_MAX = 4;
const SAMPLE_CHARS_MAX = 40;

const NAME = /^[A-Za-z_]\w*$/;
/** Names that are no identifiers stand between backticks. */
const join = (path: string, name: string) =>
  `${path}.${NAME.test(name) ? name : `\`${name.replaceAll('`', '')}\``}`;

function shorten(value: unknown): string {
  const words = typeof value === 'string' ? value : JSON.stringify(value);
  return words.length > SAMPLE_CHARS_MAX ? `${words.slice(0, SAMPLE_CHARS_MAX - 1)}…` : words;
}

/** Every value in a sample with the path that reads it; objects are walked, lists are taken whole. */
function valuesIn(path: string, sample: unknown, depth = 0): Value[] {
  const isObject = typeof sample === 'object' && sample !== null && !Array.isArray(sample);
  const entries = isObject ? Object.entries(sample) : [];
  if (entries.length === 0 || depth >= DEPTH_MAX) return [{ path, sample: shorten(sample) }];
  return entries.flatMap(([name, value]) => valuesIn(join(path, name), value, depth + 1));
}

/**
 * What a step can read: the trigger, the steps before it in the order they run, and inside a loop the
 * item. The values are those of the samples; a real run may have more.
 */
export function valuesFor(graph: Graph, nodeId: string): ValueGroup[] {
  const structure = readStructure(graph);
  const before = new Set<string>();
  const waiting = [nodeId];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const { source } of structure.incoming.get(id) ?? []) {
      if (before.has(source)) continue;
      before.add(source);
      waiting.push(source);
    }
  }
  const trigger = graph.nodes.find(isTrigger);
  const groups: ValueGroup[] = [];
  if (trigger !== undefined && trigger.id !== nodeId) {
    const sample = findNode(trigger.type)?.sample ?? {};
    groups.push({ label: labelOf(trigger), values: valuesIn('trigger', sample) });
  }
  if (structure.loopOf.has(nodeId)) {
    const values = [
      { path: 'item', sample: 'the item' },
      { path: 'index', sample: 'its place, from 0' },
    ];
    groups.push({ label: 'For each', values });
  }
  for (const id of structure.order) {
    const node = structure.nodes.get(id);
    if (node === undefined || !before.has(id) || isTrigger(node)) continue;
    const sample = findNode(node.type)?.sample ?? null;
    groups.push({ label: labelOf(node), values: valuesIn(`steps.${id}`, sample) });
  }
  return groups;
}
